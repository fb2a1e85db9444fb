"""What a browser says of itself, as people name it."""

from django import template

register = template.Library()
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Mozilla/5.0 (Linux; Android 14…) … Chrome/142… → Chrome sur Android."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Navigateur")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "appareil inconnu")
    return f"{browser} sur {system}"
