"""Who said what, through whom: quotes and claims out of an article's text.

Pure: spaCy and the standard library only, no Django.

    text = read_text(path.read_bytes())     # or raises Unreadable, a message for the user
    extraction = extract(text)              # quotes and claims, with offsets into text

Names are loaded on first use: a web server imports this package for its records and lists of kinds,
and must not load spaCy for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .outlets import known_outlet
    from .pipeline import PIPELINE, extract, load_pipeline
    from .reading import Unreadable, read_text
    from .records import Extraction

__all__ = [
    "PIPELINE",
    "Extraction",
    "Unreadable",
    "extract",
    "known_outlet",
    "load_pipeline",
    "read_text",
]

_MODULES = {
    "PIPELINE": "pipeline",
    "Extraction": "records",
    "Unreadable": "reading",
    "extract": "pipeline",
    "known_outlet": "outlets",
    "load_pipeline": "pipeline",
    "read_text": "reading",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
