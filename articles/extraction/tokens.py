"""Words and marks. spaCy's own tokenizer takes time that grows with the square of a word's length,
which a page of brackets or a broken export brings out; this one is a single pass.

It keeps abbreviations whole ("Mr.", "U.S.", "J."), parts clitics ("she | 's", "did | n't") and
hyphens, and leaves names with an apostrophe whole ("O'Hara").
"""

from __future__ import annotations

import re

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from .vocabulary import signals

_ABBREVIATIONS = sorted(signals("abbreviations") | signals("state_abbreviations"))
_TOKEN = re.compile(
    r"\s+"
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    rf"|(?:{'|'.join(_ABBREVIATIONS)})\.(?!\.)"
    r"|[A-Z]\.(?=\s[A-Z])"  # J. Lund
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])"
    r"|[@#]\w+"
    r"|[^\W_]+(?:['’][^\W\d_]+(?!\w))?"  # O'Hara, didn't
    r"|''|``|-{2,}|\.{2,}"
    r"|['’](?:s|S|re|ve|ll|d|m|t)\b"
    r"|.",
    re.S,
)
_CLITIC = re.compile(r"(?i)(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$")


class Tokenizer:
    """From a text to a doc of its tokens; `doc.text` is the text again."""

    def __init__(self, vocab: spacy.Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            for word in _parts(match[0]):
                if word == " " and spaces and not spaces[-1]:
                    spaces[-1] = True
                elif word.isspace() and word[0] == " " and spaces and not spaces[-1]:
                    spaces[-1] = True
                    words.append(word[1:])
                    spaces.append(False)
                else:
                    words.append(word)
                    spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **kwargs) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs) -> Tokenizer:
        return self

    def to_disk(self, path, **kwargs) -> None:
        """Nothing is learnt, so nothing is kept."""

    def from_disk(self, path, **kwargs) -> Tokenizer:
        return self


@spacy.registry.tokenizers("on_record_tokens.v1")
def create_tokenizer():
    def make(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return make


def _parts(word: str) -> list[str]:
    """ "didn't" is "did" and "n't"; what is longer than any contraction is one word."""
    if len(word) < 40 and ("'" in word or "’" in word) and (clitic := _CLITIC.match(word)):
        return [clitic[1], clitic[2]]
    return [word]
