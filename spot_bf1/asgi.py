"""Sockets in production (uvicorn), and everything on a single machine."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from spot_bf1.starting import told_plainly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
with told_plainly():
    pages = get_asgi_application()  # loads the app, which the sockets then import

from spot.common.envelope import Utf8ASGIRequest
from spot.live.bodies import Admitted
from spot.routing import application as sockets

pages.request_class = Utf8ASGIRequest
application = ProtocolTypeRouter({"http": Admitted(pages), "websocket": sockets})
