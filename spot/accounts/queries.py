"""Reads that join or count: lists of people and organisations, and one's own house."""

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from spot.accounts.models import Invitation, Mandate, Organisation, User
from spot.accounts.workflow import Status


def people(by: User, *, search: str = "", role: str = "", access: str = "") -> QuerySet[User]:
    """People `by` may see, by name; `access` is "open" or "disabled"."""
    rows: QuerySet[User] = User.objects.visible_to(by).select_related("organisation")
    if search:
        rows = rows.filter(
            Q(full_name__icontains=search) | Q(username__icontains=search) | Q(email__icontains=search)
            | Q(organisation__name__icontains=search)
        )  # fmt: skip
    if role:
        rows = rows.filter(role=role)
    return rows.filter(is_active=access == "open") if access else rows


def organisations(by: User, *, search: str = "", status: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations `by` may see, those to verify first, with `people_count` and `campaigns_count`."""
    rows = Organisation.objects.visible_to(by).annotate(
        people_count=Count("people", distinct=True),
        campaigns_count=Count("campaigns", distinct=True),
        turn=Case(When(status=Status.TO_VERIFY, then=0), default=1, output_field=IntegerField()),
    )
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(code__iexact=search) | Q(ifu__icontains=search))
    rows = rows.filter(status=status) if status else rows
    rows = rows.filter(kind=kind) if kind else rows
    return rows.order_by("turn", "name")


def mandates_of(organisation: Organisation) -> QuerySet[Mandate]:
    """Mandates given or held, the newest first."""
    sides = Q(agency=organisation) | Q(advertiser=organisation)
    return Mandate.objects.filter(sides).select_related("agency", "advertiser").order_by("-starts_on", "-pk")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    return Invitation.objects.open().filter(organisation=organisation).select_related("invited_by")


def staff_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.open().filter(organisation=None).select_related("invited_by")
