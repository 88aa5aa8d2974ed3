"""Pages of a list, and the state of the plain lists: words, an order, a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

PAGE_SIZE = 50


@dataclass(frozen=True)
class Link:
    number: int
    query: str


@dataclass(frozen=True)
class Pager:
    """Where we are in `total` rows. `query(page=3)` gives a page's canonical query string."""

    total: int
    page: int
    query: Callable[..., str]
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(-(-self.total // self.size), 1)

    @property
    def rows(self) -> slice:
        return slice((self.page - 1) * self.size, self.page * self.size)

    @property
    def first_row(self) -> int:
        return (self.page - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        return min(self.page * self.size, self.total)

    @property
    def is_beyond(self) -> bool:
        """Is this a page after the last one?"""
        return self.page > self.pages

    @property
    def previous(self) -> Link | None:
        return self._link(min(self.page - 1, self.pages)) if self.page > 1 else None

    @property
    def next(self) -> Link | None:
        return self._link(self.page + 1) if self.page < self.pages else None

    @property
    def links(self) -> list[Link | None]:
        """The first page, the last, and those around this one; None where some are left out."""
        near = range(self.page - 2, self.page + 3)
        numbers = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        links: list[Link | None] = []
        for before, number in zip([0, *numbers], numbers, strict=False):
            if number == before + 2:
                links.append(self._link(number - 1))
            elif number > before + 2:
                links.append(None)
            links.append(self._link(number))
        return links

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form that jumps to a page has to send along."""
        return parse_qsl(self.query(page=None))

    def _link(self, number: int) -> Link:
        return Link(number, self.query(page=number if number > 1 else None))


@dataclass(frozen=True)
class Listing:
    """One state of a plain list. The first of `orders` is the order by default; `others` are
    further parameters that narrow it."""

    q: str
    sort: str
    page: int
    orders: dict[str, Any]
    others: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, params: QueryDict, orders: dict[str, Any], others: Iterable[str] = ()) -> Listing:
        sort, page = params.get("sort", ""), params.get("page", "")
        return cls(
            q=" ".join(params.get("q", "").split()),
            sort=sort if sort in orders else next(iter(orders)),
            page=max(int(page), 1) if page.isascii() and page.isdecimal() and len(page) < 8 else 1,
            orders=orders,
            others={name: value for name in others if (value := params.get(name, "").strip())},
        )

    @property
    def sorts(self) -> list[tuple[str, str]]:
        return [(value, label) for value, (label, _) in self.orders.items()]

    def query(self, **changes: Any) -> str:
        """The canonical query string. Any change but of the page leads back to the first page."""
        default = next(iter(self.orders))
        values = {"q": self.q, "sort": self.sort, **self.others}
        values |= {} if changes else {"page": self.page}
        values |= changes
        if values["sort"] == default:
            del values["sort"]
        if values.get("page") in (0, 1):
            del values["page"]
        return urlencode(sorted((name, value) for name, value in values.items() if value))
