"""Product categories with their legal rule, and the visas advertisers hold."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import Organisation
from spot.common.columns import LineColumn, NoteColumn

__all__ = ["ProductCategory", "Visa"]


class Rule(models.TextChoices):
    FREE = "free", _("Libre")
    HOURS = "hours", _("Heures limitées")
    VISA = "visa", _("Visa exigé")
    FORBIDDEN = "forbidden", _("Interdite")


class ProductCategory(models.Model):
    """A kind of product. Two competitors (same category) never share a break, unless it competes with nobody."""

    slug = models.SlugField(primary_key=True, max_length=40)
    name = LineColumn(_("nom"), max_length=80, unique=True)
    rule = models.CharField(_("règle"), max_length=20, choices=Rule.choices, default=Rule.FREE)
    allowed_from = models.TimeField(_("à partir de"), null=True, blank=True)
    allowed_until = models.TimeField(_("jusqu’à"), null=True, blank=True)
    article = NoteColumn(_("texte appliqué"), blank=True, help_text=_("Article cité aux annonceurs."))
    is_exclusive = models.BooleanField(_("sépare les concurrents"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("catégorie de produit")
        verbose_name_plural = _("catégories de produits")

    def __str__(self) -> str:
        return self.name


class VisaQuerySet(models.QuerySet["Visa"]):
    def valid_on(self, day: date) -> "VisaQuerySet":
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), issued_on__lte=day)


class Visa(models.Model):
    """A ministry's or regulator's leave to advertise a category of product."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="visas")
    category = models.ForeignKey(ProductCategory, models.PROTECT, related_name="visas")
    number = LineColumn(_("numéro"), max_length=40)
    authority = LineColumn(_("délivré par"), max_length=120)
    issued_on = models.DateField(_("délivré le"))
    expires_on = models.DateField(_("expire le"), null=True, blank=True)

    objects = VisaQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "number"], name="one_visa_per_number")]

    def __str__(self) -> str:
        return self.number
