"""Lists of the admin that are as quick with a million rows as with a hundred."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest

MOST = 10_000  # rows that are counted, and paged through


class CappedPaginator(Paginator):
    """Counts up to `MOST`; whoever looks for something beyond that searches or filters. The page
    says so (templates/admin/pagination.html)."""

    @cached_property
    def found(self) -> int:
        """The number of rows, or one more than `MOST`."""
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST)

    @property
    def is_capped(self) -> bool:
        return self.found > MOST


class QuickChangeList(ChangeList):
    """Looks for the ids of a page first, which an index holds, and reads these rows alone."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        ids = list(self.result_list.values_list("pk", flat=True))
        rows = self.apply_select_related(self.root_queryset).order_by().in_bulk(ids)
        self.result_list: Any = [rows[pk] for pk in ids if pk in rows]
