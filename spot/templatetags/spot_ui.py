"""What templates say of money, time and statuses: one writing for the whole product."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from spot.common import clock, money, sent_once
from spot.common.french import day_long, percent_bp, uncapitalised, written
from spot.desks.statuses import Look, look_of

register = template.Library()
register.filter(day_long)
register.filter(percent_bp)
register.filter(uncapitalised)


@register.simple_tag
def form_key() -> SafeString:
    """The key of one use of a form that makes something: beside its `csrf_token`."""
    return format_html('<input type="hidden" name="{}" value="{}">', sent_once.FIELD, sent_once.new_key())


@register.filter
def grouped(number: int | None) -> str:
    """1234567 → 1 234 567 (U+202F); nothing → a dash."""
    return "–" if number is None else money.grouped(number)


@register.filter
def fcfa(amount: int | None) -> str:
    """1234567 → 1 234 567 F CFA; nothing → a dash."""
    return "–" if amount is None else money.fcfa(amount)


@register.filter
def signed(amount: int) -> str:
    """A line of the cascade: + 189 540 or − 105 560, the sign and U+202F before the figures."""
    return f"{'−' if amount < 0 else '+'}{money.THIN}{money.grouped(abs(amount))}"


@register.filter
def share(part: int, whole: int) -> int:
    """How many whole per cent `part` is of `whole`; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


@register.filter
def day_short(moment: date | datetime | None) -> str:
    """20 nov."""
    return written(moment, "j N").lower()


@register.filter
def day_until(first: date, last: date) -> str:
    """The beginning of a period that ends on `last`: 16 (au 22 novembre 2026), 30 nov. (au 6 décembre 2026)."""
    return written(first, "j" if first.month == last.month else "j N").lower()


@register.filter
def weekday_long(moment: date | datetime | None) -> str:
    """As in vendredi 20 novembre 2026."""
    return written(moment, "l j F Y").lower()


@register.filter
def weekday_month(moment: date | datetime | None) -> str:
    """As in lundi 30 novembre."""
    return written(moment, "l j F").lower()


@register.filter
def weekday_short(moment: date | datetime | None) -> str:
    """As in ven. 20."""
    return written(moment, "D j").lower()


@register.filter
def hm(moment: datetime | None) -> str:
    """19:45, for tables."""
    return written(moment, "H:i")


@register.filter
def hms(moment: datetime | None) -> str:
    """19:45:30."""
    return written(moment, "H:i:s")


@register.filter
def hour_words(moment: datetime | None) -> str:
    """19 h 45, for prose; 19 h on the hour."""
    if not moment:
        return "–"
    at = clock.local(moment)
    minutes = f"{money.HARD}{at:%M}" if at.minute else ""
    return f"{date_format(at, 'G')}{money.HARD}h{minutes}"


@register.filter
def day_and_time(moment: datetime | None) -> str:
    """20 nov. 2026, 19:45."""
    return f"{written(moment, 'j N Y').lower()}, {hm(moment)}" if moment else "–"


@register.filter
def seconds_words(seconds: int | None) -> str:
    """45 s; 17 min 05 s; 2 h 03 min."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes_left:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


@register.filter
def length(seconds: Any) -> str | int:
    """On a picture: 30 → 0:30. Of a list it stays Django's own filter, whose name this one takes."""
    if hasattr(seconds, "__len__"):
        return len(seconds)
    minutes, rest = divmod(int(seconds or 0), 60)
    return f"{minutes}:{rest:02}"


@register.filter
def ago(moment: datetime) -> str:
    """As in il y a 5 min; only ever beside the absolute time."""
    gone = clock.now() - moment
    if gone < timedelta(minutes=1):
        return _("à l’instant")
    if gone < timedelta(hours=1):
        return _("il y a %(minutes)s min") % {"minutes": int(gone.total_seconds() // 60)}
    if gone < timedelta(days=1):
        return _("il y a %(hours)s h") % {"hours": int(gone.total_seconds() // 3600)}
    return _("il y a %(days)s j") % {"days": gone.days}


@register.simple_tag
def icon(name: str, size: int = 16, label: str = "", css: str = "") -> SafeString:
    """One of the set (static/img/icons.svg), 14, 16, 18 or 20 px. With a label it speaks; without, it is decoration."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" width="{}" height="{}" {}><use href="{}#{}"></use></svg>',
        css,
        size,
        size,
        voice,
        static("img/icons.svg"),
        name,
    )


@register.inclusion_tag("spot/components/_status.html")
def status(value: str, kind: str = "", *, loud: bool = False, small: bool = False, word: str = "") -> dict[str, Any]:
    """The badge of a status: {% status campaign.shown_status "campaign" loud=True %}. `kind` chooses the word's gender."""
    look = look_of(value, kind)
    return {"tone": look.tone, "icon": look.icon, "word": word or look.word, "loud": loud, "size": 14 if small else 16}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's own query string with some parameters changed (None removes one): keeps filters across pages."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in {None, ""}:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.filter
def widget_is(field: Any, names: str) -> bool:
    """Whether a form field's widget is one of these classes, or of their children: {{ field|widget_is:"Select" }}."""
    kinds = {kind.__name__ for kind in type(field.field.widget).__mro__}
    return any(name in kinds for name in names.split(","))


@register.filter
def look(field: Any) -> str:
    """How a form asked for its widget to be drawn (attrs data-look): segmented, boxes, stepper, switch, stacked."""
    return str(field.field.widget.attrs.get("data-look", ""))


@register.filter
def unit(field: Any) -> str:
    """The unit written inside the field (attrs data-unit): F CFA, s."""
    return str(field.field.widget.attrs.get("data-unit", ""))


@register.filter
def of(mapping: Any, key: str) -> Any:
    """The value under a key that is itself a variable: {{ nav.pending|of:name }}."""
    return mapping.get(key)


@register.filter
def look_of_status(value: str) -> Look:
    """Tone, icon and word of a status, for a template that draws its own badge."""
    return look_of(value)


@register.filter
def classed(field: Any, css: str) -> SafeString:
    """A bound field drawn with a class: {{ field|classed:"input" }}."""
    return cast("SafeString", field.as_widget(attrs={"class": css}))


@register.filter
def window(page: Any) -> list[int]:
    """The page numbers to show; 0 stands for a gap: 1 … 4 5 6 … 12."""
    last = page.paginator.num_pages
    near = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    shown: list[int] = []
    for number in near:
        if shown and number - shown[-1] > 1:
            shown.append(0)
        shown.append(number)
    return shown


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str) -> str:
    """The page's address with one filter taken away, back on the first page."""
    parameters = context["request"].GET.copy()
    parameters.pop(name, None)
    parameters.pop("page", None)
    return f"{context['request'].path}?{parameters.urlencode()}"
