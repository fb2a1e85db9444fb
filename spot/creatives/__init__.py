"""Spots: the films and pictures of advertisers, version by version, from upload to approval.

Doors: `services` (upload, replace, approve, reject, withdraw), `models.Spot.objects.visible_to(user)`.
"""
