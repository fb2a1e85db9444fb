"""Where each role comes in (the paths are the contract's, so that a home can be named before its desk is open)."""

from spot.accounts.models import User
from spot.accounts.workflow import Role

HOMES = {
    Role.ADVERTISER: "/home/",
    Role.SALES: "/campaigns/",
    Role.ADMIN: "/console/",
    Role.BROADCASTER: "/diffusion/",
    Role.MANAGER: "/reports/",
    Role.ACCOUNTANT: "/console/billing/",
    Role.EDITORIAL_MANAGER: "/editorial/",
}


def home_of(user: User) -> str:
    return HOMES[Role(user.role)]
