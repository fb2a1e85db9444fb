"""Spots: the films and pictures of advertisers, version by version, from upload to approval.

Doors: `services` (upload, replace, reuse, approve, reject, withdraw; start, receive, cancel for a file that comes in
pieces; sweep), `queries`, `checks.checks(version)`, `models.Spot.objects.visible_to(user)`. An untrusted file is opened by
`worker.py` in a process of its own; docs/decisions/spot-files.md says why.
"""
