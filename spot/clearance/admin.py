"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.clearance.models import ProductCategory, Visa
from spot.common.reading import Reading


class ProductCategoryReading(Reading):
    list_display = ("name", "slug", "rule", "is_exclusive", "allowed_from", "allowed_until", "article")
    list_filter = ("rule", "is_exclusive")
    search_fields = ("name", "slug")


class VisaReading(Reading):
    list_display = ("number", "organisation", "category", "authority", "issued_on", "expires_on")
    list_filter = ("category",)
    search_fields = ("number", "organisation__name")
    date_hierarchy = "issued_on"


READINGS = {
    ProductCategory: ProductCategoryReading,
    Visa: VisaReading,
}
