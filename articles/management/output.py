"""What commands print that others read on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lines_for_others() -> Iterator[None]:
    """UTF-8 on standard output whatever the locale, and a quiet end when nobody listens any more.

    A byte that is no text, as in some file names, is written like `\\udc80`, which is JSON too.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # As in `… | head`. Python flushes what is left when it ends; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
