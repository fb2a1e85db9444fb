"""What will be billed: the approved campaigns, with their frozen amounts. Reading only."""

from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import render

from spot.accounts.workflow import Role
from spot.campaigns.models import Campaign, CampaignQuerySet
from spot.campaigns.workflow import Shown, Status
from spot.common.asked import in_address
from spot.common.web import opens_to, paged
from spot.desks.requests import SignedInRequest

AMOUNTS = ("net_ht_fcfa", "vat_fcfa", "total_ttc_fcfa")
VIEWS = (("", "Approuvées"), (Shown.ACTIVE, "Actives"), (Shown.COMPLETED, "Terminées"))


@opens_to(Role.ACCOUNTANT, Role.ADMIN)
def home(request: SignedInRequest) -> HttpResponse:
    status = in_address(request).choice("status", Shown.values)
    rows = _billable(request, status or Status.APPROVED)
    context = {
        "page": paged(
            request, rows.with_shown_status().select_related("organisation", "agency").order_by("-starts_on", "title")
        ),
        "totals": rows.aggregate(**{name: Sum(name, default=0) for name in AMOUNTS}),
        "tabs": [
            {"label": word, "url": f"?status={value}", "current": value == status, "count": None}
            for value, word in VIEWS
        ],
    }
    return render(request, "spot/billing/home.html", context)


def _billable(request: SignedInRequest, status: str) -> CampaignQuerySet:
    rows = Campaign.objects.visible_to(request.user).shown_as(status)
    if search := in_address(request).words():
        rows = rows.filter(
            Q(title__icontains=search) | Q(reference__icontains=search) | Q(organisation__name__icontains=search)
        )
    return rows
