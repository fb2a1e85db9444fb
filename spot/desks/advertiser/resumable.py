"""The resumable protocol, tus 1.0 (core, creation, termination, expiration): https://tus.io/protocols/resumable-upload

Thin: every rule is in `creatives.services`. Errors are JSON, `{"error", "detail"}`, as a script reads them.
"""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date

from spot.campaigns.models import Campaign
from spot.common import asked, files
from spot.common.refusals import Refused
from spot.common.text import unbroken
from spot.common.web import opens_to
from spot.creatives import services
from spot.creatives.models import Resumable, Spot
from spot.creatives.workflow import WHO_UPLOADS
from spot.desks.advertiser.senders import sending
from spot.desks.requests import SignedInRequest

VERSION = "1.0.0"
ALWAYS = {"Tus-Resumable": VERSION, "Tus-Version": VERSION, "Cache-Control": "no-store"}
PIECE_TYPE = "application/offset+octet-stream"
LONGEST_METADATA, LONGEST_TITLE = 4_000, 120


def speaks_tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Check the protocol's version, and answer a refusal in its language."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _check_version(request)
            response = view(request, *args, **kwargs)
        except Refused as refusal:
            response = _refusal(refusal)
        for header, value in ALWAYS.items():
            response[header] = value
        return response

    return speaking


def _refusal(refusal: Refused) -> HttpResponse:
    response = JsonResponse({"error": refusal.code, "detail": refusal.detail}, status=refusal.status)
    if wait := refusal.extras.get("retry_after"):
        response.headers["Retry-After"] = str(wait)
    return response


def _check_version(request: HttpRequest) -> None:
    if request.method != "OPTIONS" and asked.header(request, "Tus-Resumable") != VERSION:
        raise Refused("wrong_version", "Cette version du protocole n’est pas connue.", status=412)


@opens_to(*WHO_UPLOADS, methods=("OPTIONS", "POST"))
@speaks_tus
def start(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    if request.method == "OPTIONS":
        return _abilities()
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=campaign_id)
    said = _metadata(asked.header(request, "Upload-Metadata", longest=LONGEST_METADATA))
    row = services.start(
        campaign, by=request.user, size_bytes=_number(request, "Upload-Length"), title=_title(said),
        name=unbroken(said.get("filename", "")), replaces=_replaced(campaign, said.get("spot", "")),
    )  # fmt: skip
    place = reverse("advertiser:resumable_part", args=[campaign.pk, row.pk])
    return HttpResponse(status=201, headers={"Location": place, "Upload-Expires": _expiry(row)})


@opens_to(*WHO_UPLOADS, methods=("HEAD", "PATCH", "DELETE"))
@speaks_tus
def part(request: SignedInRequest, campaign_id: UUID, key: UUID) -> HttpResponse:
    mine = Resumable.objects.filter(owner=request.user, campaign=campaign_id).select_related(
        "campaign", "replaces", "owner"
    )
    row = get_object_or_404(mine, pk=key)
    if request.method == "PATCH":
        if asked.header(request, "Content-Type") != PIECE_TYPE:
            raise Refused("wrong_type", f"Un morceau de fichier est envoyé en {PIECE_TYPE}.", status=415)
        with sending(request.user):
            offset = _number(request, "Upload-Offset")
            row = services.receive(row, offset=offset, read=request.read)
    elif request.method == "DELETE":
        services.cancel(row)
    return HttpResponse(status=200 if request.method == "HEAD" else 204, headers=_state(row))


def _state(row: Resumable) -> dict[str, str]:
    """How far the file is; once it is a spot, where that spot is."""
    state = {
        "Upload-Offset": str(row.received_bytes),
        "Upload-Length": str(row.size_bytes),
        "Upload-Expires": _expiry(row),
    }
    return state | ({"Spot-Location": reverse("advertiser:spot", args=[row.became_id])} if row.became_id else {})


def _abilities() -> HttpResponse:
    limit = str(settings.SPOT_UPLOAD_MAX_MB * files.MEGABYTE)
    return HttpResponse(status=204, headers={"Tus-Extension": "creation,termination,expiration", "Tus-Max-Size": limit})


def _expiry(row: Resumable) -> str:
    return http_date(row.expires_at.timestamp())


def _number(request: SignedInRequest, header: str) -> int:
    found = asked.number(asked.header(request, header), most=10**15)
    if found is None:
        raise Refused("wrong_header", f"L’en-tête {header} doit porter un nombre d’octets.", status=400)
    return found


def _metadata(header: str) -> dict[str, str]:
    """`key base64,key base64`, as the protocol writes them."""
    pairs = [pair.strip().split(" ") for pair in header.split(",") if pair.strip()]
    try:
        return {pair[0]: base64.b64decode(pair[1], validate=True).decode() for pair in pairs if len(pair) == 2}
    except ValueError as error:
        raise Refused("wrong_header", "L’en-tête Upload-Metadata est illisible.", status=400) from error


def _title(said: dict[str, str]) -> str:
    title = asked.line(said.get("title", "").strip(), longest=LONGEST_TITLE)
    if not title and not said.get("spot"):
        raise Refused("title_missing", "Donnez un titre à ce spot.", status=422)
    return title


def _replaced(campaign: Campaign, key: str) -> Spot | None:
    if not key:
        return None
    return get_object_or_404(Spot, campaign=campaign, pk=asked.key(key))
