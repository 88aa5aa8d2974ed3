"""The admin: where editors correct what the machine found. One module per concept."""

from django.contrib import admin

from . import articles, claims, fact_checks, outlets, quotes, runs, speakers

admin.site.site_header = "On Record"
admin.site.site_title = "On Record"
admin.site.index_title = "Correct and add"

__all__ = ["articles", "claims", "fact_checks", "outlets", "quotes", "runs", "speakers"]
