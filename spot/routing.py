"""Every socket of the app."""

from spot.live.rooms import application

__all__ = ["application"]
