"""Folding: how words and names are compared, the same on every database.

SQLite's and PostgreSQL's own tokenizers split hyphens and apostrophes differently and stem
differently, so both get words that were folded and split here.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’ʼ]")


def fold(text: str) -> str:
    """Lower case without accents: "Lola Marín" and "lola marin" fold alike."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """The folded words in order; "don't" is one word, "China-Russia" two."""
    return _WORD.findall(_APOSTROPHE.sub("", fold(text)))


def name_key(name: str) -> str:
    """What two spellings of one name share: their folded words."""
    return " ".join(words(name)) or fold(name).strip()
