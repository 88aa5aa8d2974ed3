"""The encoder: one pass of a fine-tuned small transformer over an article, window by window.

Runs on ONNX Runtime with 8-bit weights. Each piece is encoded once as part of its own window; what
later steps decide, they decide from these states (`doc._.reading`).
"""

from __future__ import annotations

import math
import shutil
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from .paths import likeliest_paths
from .word_pieces import FEATURES, Ints, Pieces, Window, inputs, read_pieces, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

FOLDER = Path(__file__).with_name("model") / "on_record_encoder"
FILES = (
    "encoder.onnx",
    "attributions.onnx",
    "sentences.npy",
    "tokenizer.json",
)
_CUES_AT_ONCE = 16
# Training weighs check-worthy sentences fourfold, which raises all log-odds by as much.
_CHECKWORTHY_WEIGHT = math.log(4)


@dataclass(frozen=True)
class WindowReading:
    """What the encoder made of one window of T pieces, [CLS] and [SEP] at its ends.

    `arrays`: ids and features [T]. `states` [T, D]. `cue` [T, 3]: log-odds of outside, begin and
    inside. `entity` [T, 11]: the same for names, tags as in the recipe's network.
    """

    window: Window
    arrays: dict[str, Ints]
    states: Floats
    cue: Floats
    entity: Floats

    def place(self, piece: int) -> int:
        """Where a piece of the document stands in the arrays."""
        return piece - self.window.context + 1


@dataclass(frozen=True)
class Around:
    """What the pieces around a cue are to it. `roles` [T, 3]: how likely each piece from `place` in
    the window on is neither, content or source; `path` [T]: which of them it is, all decided
    together; `speech`: how likely the cue is one of speech."""

    place: int
    roles: Floats
    path: Ints
    speech: float


@dataclass(frozen=True)
class Reading:
    """An article as the encoder read it."""

    pieces: Pieces
    windows: list[WindowReading]


if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


@cache
def sums_exactly(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor adds 8-bit products up without saturating (VNNI). Elsewhere the runtime
    is asked for exact sums: a seventh of the speed there, but two fifths where VNNI is at hand, so
    that it is not asked for in vain. Where nothing tells (not Linux), exactness comes first."""
    flags = cpuinfo.read_text(errors="replace") if cpuinfo.exists() else ""
    return "vnni" in flags


def softmax(log_odds: Floats) -> Floats:
    """Shares that add up to 1 along the last axis."""
    odds: Floats = np.exp(log_odds - log_odds.max(-1, keepdims=True))
    return odds / odds.sum(-1, keepdims=True)


def tokens_of_pieces(doc: Doc) -> Ints:
    """The token that each piece of `doc._.reading` belongs to."""
    starts = doc.to_array("IDX").astype(np.int64)
    return np.searchsorted(starts, doc._.reading.pieces.starts, side="right") - 1


def means_of_tokens(of_pieces: Floats, first: Ints) -> Floats:
    """[P, K] of pieces and the first piece of each token [N] -> [N, K], the mean of each token's
    pieces."""
    counts = np.diff(np.append(first, len(of_pieces)))[:, None]
    means: Floats = np.add.reduceat(of_pieces, first, axis=0) / counts
    return means


def near(opens: Ints, cues: Ints) -> Iterator[tuple[Ints, int, int]]:
    """For cues [C, 2] (first and last place in a window), paragraph by paragraph: which of them
    stand there, and the places from and to which they are read. Near is a cue's paragraph with the
    ones beside it, which saves half of the time: no more than one attribution in a hundred reaches
    further. `opens` [T] is 1 where a paragraph begins."""
    bounds = np.unique([0, *np.flatnonzero(opens), len(opens)])
    paragraph = np.searchsorted(bounds, cues[:, 0], side="right") - 1
    for number in np.unique(paragraph):
        which = np.flatnonzero(paragraph == number)
        high = int(bounds[min(number + 2, len(bounds) - 1)])
        yield which, int(bounds[max(number - 1, 0)]), max(high, int(cues[which].max()) + 1)


class Encoder:
    """The component; its networks are opened on first use, from `FOLDER` or what was loaded."""

    def __init__(self, threads: int, folder: Path = FOLDER):
        self.threads = threads
        self.folder = folder
        self._sessions: dict[str, InferenceSession] = {}
        self._tokenizer: Tokenizer | None = None
        self._sentences: Floats | None = None

    def __call__(self, doc: Doc) -> Doc:
        doc._.reading = self.read(doc)
        return doc

    def read(self, doc: Doc) -> Reading:
        """Needs `doc._.quotations`."""
        text = doc._.text
        pieces = read_pieces(self.tokenizer, text, doc._.quotations.all)
        return Reading(pieces, [self._read(pieces, w) for w in windows(pieces, text)])

    def _read(self, pieces: Pieces, window: Window) -> WindowReading:
        arrays = inputs(pieces, window.context, window.end)
        return WindowReading(window, arrays, *self.encode(arrays))

    def encode(self, arrays: dict[str, Ints]) -> tuple[Floats, Floats, Floats]:
        """`arrays` [T] of a window -> its states [T, D], cue [T, 3] and entity [T, 11]."""
        given = {name: array[None] for name, array in arrays.items()}
        states, cue, entity = self._session("encoder").run(None, given)
        return states[0], cue[0], entity[0]

    def around(self, reading: WindowReading, cues: Ints) -> Iterator[Around]:
        """For cues [C, 2] (first and last place in the window), in reading order: what the pieces
        near each are to it."""
        found = [
            (low, *decided)
            for which, low, high in near(reading.arrays["opens"], cues)
            for decided in zip(*self._roles(reading, cues[which], low, high), strict=True)
        ]
        paths = likeliest_paths([roles for _, roles, _, _ in found], [s for _, _, s, _ in found])
        for (low, roles, _, speech), path in zip(found, paths, strict=True):
            yield Around(low, roles, path, float(speech))

    def _roles(self, reading: WindowReading, cues: Ints, low: int, high: int) -> list[Floats]:
        """For each of the cues: shares of roles, log-odds of steps, and of speech."""
        session = self._session("attributions")
        features = {name: reading.arrays[name][low:high] for name in FEATURES}
        given = {"states": reading.states[low:high], **features}
        parts = [
            session.run(None, {**given, "cues": cues[i : i + _CUES_AT_ONCE] - low})
            for i in range(0, len(cues), _CUES_AT_ONCE)
        ]
        return [np.concatenate(part) for part in zip(*parts, strict=True)]

    def worthiness(self, reading: Reading, start: int, end: int) -> float:
        """Log-odds that people would call the sentence at characters start..end a check-worthy
        claim, from the mean of its states; 0 for an empty one."""
        low, high = reading.pieces.covering(start, end)
        if low == high:
            return 0.0
        first = bisect_right(reading.windows, low, key=lambda w: w.window.start) - 1
        last = bisect_left(reading.windows, high, key=lambda w: w.window.start)
        states = [
            w.states[w.place(max(low, w.window.start)) : w.place(min(high, w.window.end))]
            for w in reading.windows[max(first, 0) : last]
        ]
        if self._sentences is None:
            self._sentences = np.load(self.folder / "sentences.npy")
        mean = np.append(np.concatenate(states).mean(0), np.float32(1))
        return float(self._sentences[-1] @ mean) - _CHECKWORTHY_WEIGHT

    @property
    def tokenizer(self) -> Tokenizer:
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
            self._tokenizer.no_truncation()
            self._tokenizer.no_padding()
        return self._tokenizer

    def _session(self, name: str) -> InferenceSession:
        if name not in self._sessions:
            from onnxruntime import InferenceSession, SessionOptions

            options = SessionOptions()
            options.intra_op_num_threads = self.threads
            options.inter_op_num_threads = 1
            if not sums_exactly():
                options.add_session_config_entry("session.x64quantprecision", "1")
            self._sessions[name] = InferenceSession(
                str(self.folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[name]

    def to_disk(self, path: Path, *, exclude: tuple[str, ...] = ()) -> None:
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            if not (path / name).exists() or not (path / name).samefile(self.folder / name):
                shutil.copyfile(self.folder / name, path / name)

    def from_disk(self, path: Path, *, exclude: tuple[str, ...] = ()) -> Encoder:
        self.folder = Path(path)
        self._sessions.clear()
        self._tokenizer = self._sentences = None
        return self


def encoder_of(nlp: Language) -> Encoder:
    """The encoder of a pipeline, which other steps ask too."""
    return cast(Encoder, nlp.get_pipe("on_record_encoder"))


@Language.factory("on_record_encoder", default_config={"threads": 1})
def create_encoder(nlp: Language, name: str, threads: int):
    """Writes `doc._.reading`."""
    return Encoder(threads)
