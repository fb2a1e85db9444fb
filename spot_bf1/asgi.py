"""Sockets in production (uvicorn), and everything on a single machine."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
pages = get_asgi_application()  # loads the app, which the sockets then import

from spot.routing import application as sockets  # noqa: E402

application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
