"""Which texts are versions of each other: cut, translated twice, reworded, or the same. Pure.

Two steps, so that a million texts can be searched in milliseconds.

1. `signature` gives a text a few numbers, its keys. Texts that share a key are candidates. There
   are two kinds of keys, both made of content words (no function words, endings taken off, numbers
   in figures), so that other punctuation, "the" for "a" or "20,000" for "twenty thousand" change
   nothing:

   - fingerprints of every three content words in a row, thinned by winnowing (Schleimer, Wilkerson
     and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003): any four
     content words in a row that two texts share are sure to give them a key in common, however
     long one of them is. They find texts that were cut.
   - MinHash of the set of content words in bands (Broder, "On the resemblance and containment of
     documents", 1997; bands as in Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
     chapter 3): they find texts that were reworded throughout.

2. `likeness` compares two candidates word by word, and `is_version` says how much likeness is
   enough. What else is known counts: words of one speaker within days need less of it than words
   of two people years apart, and short texts need more.

>>> one = words("We have read all three letters twice, and there is no threat in them.")
>>> other = words("they had read all 3 letters twice and found no threat")
>>> is_version(one, other, same_speaker=True, days=1) > 0.5
True
>>> is_version(one, words("The letters came by courier."), same_speaker=True, days=1)
0.0
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from articles.text import words

__all__ = ["KEYS_AT_MOST", "Likeness", "content", "is_version", "likeness", "signature", "words"]

KEYS_AT_MOST = 96  # of the longest text
BANDS, ROWS = 6, 3
SHINGLE, WINDOW = 3, 2
SHORT = 5  # content words; below this a text gets a key for all its words, too


def _listed(text: str) -> list[str]:
    return text.split()


_STOP = frozenset(
    _listed(
        """
    a about after again against all also am an and any are as at be because been before being below
    between both but by can cent could did do does doing down during each either else ever every few
    for from further had has have having he her here hers herself him himself his how i if in into
    is it its itself just let may me might more most must my myself neither nor of off on once one
    only or other our ours out over own per percent quite rather said say same shall she should so
    some still such than that the their them then there these they this those though through thus to
    too under until up upon us very was we were what when where whether which while who whom whose
    why will with within would yet you your 1 s
    """
    )
)
# "didn't" is "not": the rest of it is a function word. Folding took the apostrophe.
_NEGATED = frozenset(
    _listed(
        "arent cant cannot couldnt didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt "
        "shouldnt wasnt werent wont wouldnt"
    )
)
_NEGATIONS = frozenset(_listed("no not never nobody none nothing neither nor without"))
_UNITS = {
    word: number
    for number, word in enumerate(
        _listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        _listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2
    )
}
_TIMES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}


# Content words


def content(folded: Sequence[str]) -> tuple[str, ...]:
    """The content words of folded words (articles/text.py), in order, each in its bare form."""
    return _content(tuple(folded))


@lru_cache(maxsize=1024)  # one text is compared with many
def _content(folded: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_bare(word) for word in _in_figures(folded) if word not in _STOP)


def _in_figures(folded: Sequence[str]) -> list[str]:
    """Numbers in figures: "two hundred" and "200", "20 000" and "twenty thousand" alike."""
    found: list[str] = []
    position = 0
    while position < len(folded):
        word = folded[position]
        if word in _UNITS or word in _TENS or word.isdecimal():
            number, position = _number(folded, position)
            found.append(number)
            continue
        if word != "point" or not found or not found[-1].isdecimal():  # 2.5, two point five
            found.append("not" if word in _NEGATED else word)
        position += 1
    return found


def _number(folded: Sequence[str], start: int) -> tuple[str, int]:
    """The number that begins at `start`, in figures, and where it ends."""
    if not folded[start].isascii() or len(folded[start]) > 15:
        return folded[start], start + 1
    total = part = 0
    position = start
    is_open = True  # may units follow, as in "eighty five"?
    while position < len(folded):
        word = folded[position]
        if word.isascii() and word.isdecimal():
            if position > start and not (len(word) == 3 and folded[position - 1].isdecimal()):
                break
            part = part * 1000 + int(word) if position > start else int(word)
            is_open = False
        elif word in _TENS and (position == start or (is_open and part % 100 == 0)):
            part += _TENS[word]
        elif word in _UNITS and (position == start or (is_open and part % 10 == 0)):
            part += _UNITS[word]
            is_open = part % 10 == 0
        elif word in _TIMES and position > start:
            if word == "hundred":
                part *= 100
                is_open = True
            else:
                total, part = total + part * _TIMES[word], 0
                is_open = True
        else:
            break
        position += 1
    return str(total + part), position


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    """A word without its ending, in one spelling: letters and letter, written and writes, carries
    and carried, defence and defense.

    Not linguistics, and only for English; what matters is that two forms of a word mostly agree.
    Its own few lines, since stored keys depend on it.
    """
    if len(word) < 3 or not word.isalpha():
        return word
    word = _IRREGULAR.get(word, word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]  # stopped, stop
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    for ending, instead in _SPELLINGS:
        if word.endswith(ending) and len(word) > 5:
            return word[: len(word) - len(ending)] + instead
    return word


_ENDINGS = (
    ("sses", "ss"),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ed", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("s", ""),
)
_SPELLINGS = (
    ("isation", "ization"),
    ("is", "iz"),
    ("our", "or"),
    ("enc", "ens"),
    ("tr", "ter"),
)
# Speech that is reported changes its tense.
_IRREGULAR = {
    form: verb
    for verb, *forms in (
        line.split(",")
        for line in _listed(
            "begin,began,begun break,broke,broken bring,brought build,built rebuild,rebuilt "
            "buy,bought choose,chose,chosen come,came draw,drew,drawn drive,drove,driven "
            "eat,ate,eaten fall,fell,fallen feel,felt fight,fought find,found fly,flew,flown "
            "forget,forgot,forgotten forgive,forgave,forgiven get,got,gotten give,gave,given "
            "go,went,gone grow,grew,grown hear,heard hide,hid,hidden hold,held keep,kept "
            "know,knew,known lead,led leave,left lose,lost make,made mean,meant meet,met "
            "pay,paid ride,rode,ridden rise,rose,risen run,ran see,saw,seen sell,sold "
            "send,sent shake,shook,shaken shoot,shot show,showed,shown sit,sat "
            "speak,spoke,spoken spend,spent stand,stood steal,stole,stolen strike,struck "
            "swear,swore,sworn take,took,taken teach,taught tell,told think,thought "
            "throw,threw,thrown understand,understood wear,wore,worn win,won "
            "withdraw,withdrew,withdrawn write,wrote,written"
        )
    )
    for form in forms
}


# Keys


def signature(folded: Sequence[str]) -> tuple[int, ...]:
    """The keys of folded words, sorted: whole numbers of 31 bits, about a dozen for a sentence.

    No words, no keys. The same words have the same keys on every machine and at any time.
    """
    said = content(folded)
    keys = set()
    if len(said) < SHORT and folded:
        keys.add(_key("all", *_in_figures(folded)))
    keys |= _fingerprints(said)
    if len(said) >= SHORT - 1:
        keys |= _bands(said)
    return tuple(sorted(keys)[:KEYS_AT_MOST])


def _fingerprints(said: Sequence[str]) -> set[int]:
    """Winnowing: the least of every `WINDOW` neighbouring shingles."""
    shingles = [_key(*said[at : at + SHINGLE]) for at in range(len(said) - SHINGLE + 1)]
    width = min(WINDOW, len(shingles))
    return {min(shingles[at : at + width]) for at in range(len(shingles) - width + 1) if width}


def _bands(said: Sequence[str]) -> set[int]:
    hashes = [crc32(word.encode()) for word in set(said)]
    least = [min((a * value + b) % _PRIME for value in hashes) for a, b in _PERMUTATIONS]
    return {
        _key(str(band), *map(str, least[band * ROWS : (band + 1) * ROWS])) for band in range(BANDS)
    }


_PRIME = (1 << 61) - 1
# Any constants do as long as they stay: stored keys depend on them.
_PERMUTATIONS = [
    (crc32(b"a%d" % n) << 28 | crc32(b"b%d" % n) | 1, crc32(b"c%d" % n) << 20)
    for n in range(BANDS * ROWS)
]


def _key(*parts: str) -> int:
    return crc32(" ".join(parts).encode()) >> 1


# Comparing


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, by their content words.

    `shared` is how many they share, `of_shorter` and `of_both` (0 to 1) that as a part of the
    shorter one and of all that either has; `in_order` (0 to 1) how many neighbours of the shorter
    one are neighbours in the longer one too. `least` is how many content words the shorter one has.
    `is_same` is for texts whose words are all the same. `numbers_differ` is how many numbers one
    has in place of the other's. `is_denied` says that one has a "not" or "no" and the other none.
    """

    shared: int
    least: int
    of_shorter: float
    of_both: float
    in_order: float
    is_same: bool
    numbers_differ: int
    is_denied: bool

    @property
    def whole(self) -> float:
        """0 to 1: as far as they say the same in full. Order counts for a quarter."""
        return 0.75 * self.of_both + 0.25 * self.in_order

    @property
    def cut(self) -> float:
        """0 to 1: as far as the longer one holds the shorter one as it stands."""
        return (self.of_shorter + self.in_order) / 2


def likeness(one: Sequence[str], other: Sequence[str]) -> Likeness:
    """Compare two texts, given as folded words."""
    ours, theirs = sorted((content(one), content(other)), key=len)
    counts, others = Counter(ours), Counter(theirs)
    shared = (counts & others).total()
    either = len(ours) + len(theirs) - shared
    pairs = set(pairwise(ours))
    return Likeness(
        shared=shared,
        least=len(ours),
        of_shorter=shared / len(ours) if ours else 0.0,
        of_both=shared / either if either else 0.0,
        in_order=len(pairs & set(pairwise(theirs))) / len(pairs) if pairs else 0.0,
        is_same=ours == theirs and _in_figures(one) == _in_figures(other),
        numbers_differ=min(_numbers(counts - others), _numbers(others - counts)),
        is_denied=_is_negative(one) != _is_negative(other),
    )


def _is_negative(folded: Sequence[str]) -> bool:
    return any(word in _NEGATIONS or word in _NEGATED for word in folded)


def _numbers(said: Counter[str]) -> int:
    return sum(word.isdecimal() for word in said)


# Deciding


@dataclass(frozen=True)
class _Enough:
    """What two texts need to be versions: so many content words in the shorter one and `whole` as
    high as this, or so many and `cut` as high as this."""

    words: int
    whole: float
    words_cut: int
    cut: float


AT_LEAST = 3  # words that two versions share: content words, where not all are the same
NEAR = 7  # days: as long as words are news
# By whether the speaker is the same (None: one of the two is unknown), and whether it was said
# within days (or when is unknown). "Republican front-runner Jan Novak" is in everybody's mouth, so
# what two people say needs to be longer. docs/versions.md tells how well this does.
_ENOUGH = {
    (True, True): _Enough(3, 0.36, 3, 0.7),
    (True, False): _Enough(4, 0.55, 5, 0.9),
    (None, True): _Enough(6, 0.6, 6, 0.85),
    (None, False): _Enough(6, 0.7, 8, 0.9),
    (False, True): _Enough(6, 0.75, 8, 0.9),
    (False, False): _Enough(7, 0.85, 9, 0.95),
}
_IF_THREE = 0.8  # `cut` of three words
_IF_DENIED = 0.66  # `whole` of a statement and one with a "not" more


def _can_be(one: Sequence[str], other: Sequence[str], enough: _Enough) -> bool:
    """Could these content words be enough, in the best case? Most candidates' are not, and that is
    said in a fraction of the time."""
    ours, theirs = set(one), set(other)
    shared = min(sum(word in theirs for word in one), sum(word in ours for word in other))
    least, either = min(len(one), len(other)), len(one) + len(other) - shared
    return (
        either == shared  # the same words, or none at all
        or 0.75 * shared / either + 0.25 >= enough.whole
        or (least > 0 and (shared / least + 1) / 2 >= enough.cut)
    )


def is_version(
    one: Sequence[str],
    other: Sequence[str],
    *,
    same_speaker: bool | None = None,
    days: int | None = None,
) -> float:
    """How surely two texts, given as folded words, are versions of one statement: 0 to 1.

    0 means that they are not, or that nothing tells: two people say "we will see" every day.
    `same_speaker` is None when one of the speakers is unknown, `days` (how many lie between them)
    when one of the dates is.
    """
    near = days is None or abs(days) <= NEAR
    enough = _ENOUGH[same_speaker, near]
    if not _can_be(content(one), content(other), enough):
        return 0.0
    like = likeness(one, other)
    same_day = days is not None and abs(days) <= 1
    if like.numbers_differ and not (like.numbers_differ == 1 and same_day and like.of_both > 0.6):
        return 0.0  # the same kind of report on another day
    if like.is_same and same_speaker and near and days is not None and len(one) >= AT_LEAST:
        return 1.0
    if like.shared < AT_LEAST:
        return 0.0
    whole = max(enough.whole, _IF_DENIED) if like.is_denied else enough.whole
    cut = enough.cut if like.least > 3 else max(enough.cut, _IF_THREE)
    if (like.least >= enough.words and like.whole >= whole) or (
        like.least >= enough.words_cut and like.cut >= cut
    ):
        return max(like.whole, like.cut)
    return 0.0
