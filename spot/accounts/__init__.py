"""People: users and their role, organisations and who acts for them.

Doors: `models.User`, `models.Organisation`, `workflow.Role`, `services` (verify, invite, mandate), `visible_to(user)`.
"""
