"""The film or picture of a spot, for whoever may see the spot. Never a public address."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from spot.accounts.models import User
from spot.accounts.workflow import SEES_ALL_CAMPAIGNS, Role
from spot.common.asked import Asked, in_address
from spot.common.serving import serve
from spot.common.web import opens_to
from spot.creatives import renditions
from spot.creatives.models import MediaType, Spot, SpotVersion
from spot.desks.requests import SignedInRequest

WHO_SEES = (Role.ADVERTISER, *SEES_ALL_CAMPAIGNS)


@opens_to(*WHO_SEES)
def media(request: SignedInRequest, spot_id: UUID) -> HttpResponseBase:
    version = _version(request.user, spot_id, in_address(request))
    suffix = str(version.file.name).rpartition(".")[2]
    name = f"{slugify(version.spot.title) or 'spot'}-v{version.number}.{suffix}"
    return serve(request, str(version.file.name), shown_as=name, content_type=version.content_type, etag=version.sha256)


@opens_to(*WHO_SEES)
def poster(request: SignedInRequest, spot_id: UUID) -> HttpResponseBase:
    asked = in_address(request)
    version = _version(request.user, spot_id, asked)
    if version.poster:
        name, mark = str(version.poster.name), "p"
        if asked.gives("small"):  # what lists show
            name, mark = renditions.small(name), "s"
        return serve(request, name, shown_as="affiche.jpg", content_type="image/jpeg", etag=f"{mark}-{version.sha256}")
    if version.media_type == MediaType.IMAGE:
        return media(request, spot_id)
    raise Http404


def _version(user: User, spot_id: UUID, asked: Asked) -> SpotVersion:
    """The version asked for by its number; else the one that airs, else the latest."""
    spot = get_object_or_404(Spot.objects.visible_to(user).select_related("approved_version"), pk=spot_id)
    if asked.gives("version"):
        return get_object_or_404(spot.versions.select_related("spot"), number=asked.number("version"))
    return spot.approved_version or spot.latest
