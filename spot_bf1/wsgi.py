"""Pages and API, served by gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from spot_bf1.starting import told_plainly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
with told_plainly():
    application = get_wsgi_application()

from spot.common.envelope import Utf8WSGIRequest

application.request_class = Utf8WSGIRequest
