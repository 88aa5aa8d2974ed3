"""Who said what, through whom: quotes and claims out of an article's text.

Pure: spaCy and the standard library only, no Django.

    text = read_text(path.read_bytes())     # or raises Unreadable, a message for the user
    extraction = extract(text)              # quotes and claims, with offsets into text
"""

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
