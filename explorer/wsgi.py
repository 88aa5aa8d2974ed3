"""The site for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from explorer.startup import refuse_unless_configured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "explorer.settings")
refuse_unless_configured()
application = get_wsgi_application()
