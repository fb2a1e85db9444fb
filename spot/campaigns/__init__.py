"""Orders: a campaign, its order lines, its submission and the station's decision.

Doors: `services` (save, submit, approve, reject, cancel, copy), `models.Campaign.objects.visible_to(user)`.
"""
