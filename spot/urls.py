"""Every route of the app: one line a desk, then the API and operations."""

from django.urls import include, path

from spot.admin import site

urlpatterns = [
    path("", include("spot.desks.website.urls")),
    path("", include("spot.desks.account.urls")),
    path("", include("spot.desks.account.library_urls")),
    path("", include("spot.desks.advertiser.urls")),
    path("diffusion/", include("spot.desks.diffusion.urls")),
    path("console/billing/", include("spot.desks.billing.urls")),
    path("console/", include("spot.desks.administration.urls")),
    path("reports/", include("spot.desks.management.urls")),
    path("editorial/", include("spot.desks.editorial.urls")),
    path("api/", include("spot.api.urls")),
    path("", include("spot.operations.urls")),
    path("admin/", site.urls),
]
