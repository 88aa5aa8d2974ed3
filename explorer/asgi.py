"""The site for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

from explorer.startup import refuse_unless_configured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "explorer.settings")
refuse_unless_configured()
application = get_asgi_application()
