"""The planning screen's service worker: it must be given from the screen's own path, whose pages alone it serves."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse

from spot.common.web import ANONYMOUS, opens_to


@opens_to(ANONYMOUS)
def planning_worker(request: HttpRequest) -> HttpResponse:
    """The script as it was built. It holds nothing of anybody; the browser asks again at each visit whether it changed."""
    built = finders.find("dist/js/planning-worker.js")
    if not built:
        raise Http404
    return HttpResponse(Path(built).read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})
