"""`manage.py extract`: the JSON that other programs read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_52e421a976a96ab7.txt"
QUOTE_KEYS = ["kind", "text", "spans", "cue", "speaker", "citations", "confidence", "speech"]
CLAIM_KEYS = ["text", "span", "claimant", "quote", "kind", "check_worthiness", "claim"]


def run(*arguments: str | Path, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess:
    """The command as a shell runs it, without any environment variable."""
    return subprocess.run(
        [sys.executable, "manage.py", "extract", *map(str, arguments)],
        cwd=ROOT,
        env={},
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def answers(output: bytes | str) -> list[dict]:
    text = output if isinstance(output, str) else output.decode("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def is_span(value: object, text: str) -> bool:
    start, end = value  # type: ignore[misc]
    return isinstance(value, list) and 0 <= start < end <= len(text)


@pytest.fixture(scope="module")
def answer() -> dict:
    """What a shell without any environment variable gets for the user's article."""
    done = run(SEED)
    assert done.returncode == 0, done.stderr
    [found] = answers(done.stdout)
    return found


def test_one_line_for_one_article(answer):
    assert list(answer) == ["article", "pipeline", "quotes", "claims"]
    assert answer["article"] == SEED.name
    name, version = answer["pipeline"].split()
    assert name
    assert version[0].isdigit()


def test_every_quote_has_the_keys_and_types_of_the_contract(answer):
    text = SEED.read_text(encoding="utf-8")
    assert answer["quotes"]
    for quote in answer["quotes"]:
        assert list(quote) == QUOTE_KEYS
        assert quote["kind"] in ("direct", "indirect", "mixed")
        assert all(is_span(span, text) for span in quote["spans"])
        parts = [text[start:end] for start, end in quote["spans"]]
        assert quote["text"] == " … ".join(parts)
        assert 0 <= quote["confidence"] <= 1
        assert quote["speech"] is True
        if cue := quote["cue"]:
            assert list(cue) == ["text", "spans"]
            assert all(is_span(span, text) for span in cue["spans"])
        if speaker := quote["speaker"]:
            assert list(speaker) == ["name", "kind", "role", "text", "span"]
            assert speaker["kind"] in ("person", "organisation", "group", "unnamed")
            assert isinstance(speaker["role"], str | None)
            if span := speaker["span"]:
                assert text[span[0] : span[1]] == speaker["text"]
        for link in quote["citations"]:
            assert list(link) == ["name", "text", "span"]
            assert text[link["span"][0] : link["span"][1]] == link["text"]


def test_every_claim_has_the_keys_and_types_of_the_contract(answer):
    text = SEED.read_text(encoding="utf-8")
    assert answer["claims"]
    for claim in answer["claims"]:
        assert list(claim) == CLAIM_KEYS
        assert text[claim["span"][0] : claim["span"][1]] == claim["text"]
        assert isinstance(claim["claimant"], str | None)
        assert claim["quote"] is None or claim["quote"] in range(len(answer["quotes"]))
        assert claim["kind"] in (
            "quantity",
            "event",
            "comparison",
            "cause",
            "prediction",
            "other",
        )
        assert 0 <= claim["check_worthiness"] <= 1
        assert claim["claim"] is True


def test_all_adds_beliefs_and_every_sentence_with_its_score(answer, capsys):
    call_command("extract", str(SEED), all=True)
    [more] = answers(capsys.readouterr().out)
    assert [quote for quote in more["quotes"] if quote["speech"]] == answer["quotes"]
    assert {claim["claim"] for claim in more["claims"]} == {True, False}
    assert len(more["claims"]) > len(answer["claims"])


def test_letters_of_all_scripts_are_written_as_they_are(tmp_path):
    path = write(tmp_path / "王毅.txt", "Talks\n“We will talk,” Wang Yi (王毅) said.\n")
    done = run(path)
    assert "王毅.txt" in done.stdout.decode("utf-8")
    assert "\\u" not in done.stdout.decode("utf-8")


def test_offsets_count_a_byte_order_mark_as_one_and_a_line_end_of_windows_as_one(tmp_path, capsys):
    prose = "“It is locked,” Ilse Karvonen said."
    plain = write(tmp_path / "plain.txt", f"Gate\n{prose}\n")
    marked = write(tmp_path / "marked.txt", f"\ufeffGate\r\n{prose}\r\n")
    call_command("extract", str(plain), str(marked))
    one, other = (found["quotes"][0] for found in answers(capsys.readouterr().out))
    [[start, end]] = one["spans"]
    assert other["spans"] == [[start + 1, end + 1]]
    assert other["text"] == one["text"]


def test_a_file_that_cannot_be_read_gives_an_error_and_the_others_their_answers(tmp_path):
    bad = {
        "empty.txt": b"",
        "nul.txt": b"Gate\nIt was\0 locked.",
        "latin.txt": "Gate\nThe café was shut.".encode("latin-1"),
        "vast.txt": b"x" * 10_000_001,
    }
    files = [write(tmp_path / name, content) for name, content in bad.items()]
    good = write(tmp_path / "good.txt", "Gate\nNobody came.\n")
    done = run(files[0], good, *files[1:], tmp_path / "missing.txt", tmp_path)
    assert done.returncode == 1
    found = answers(done.stdout)
    assert [line["article"] for line in found] == [
        "empty.txt",
        "good.txt",
        "nul.txt",
        "latin.txt",
        "vast.txt",
        "missing.txt",
        tmp_path.name,
    ]
    assert found.pop(1)["quotes"] == []
    assert all(list(line) == ["article", "error"] for line in found)
    whys = ["empty", "NUL", "not UTF-8", "too large", "no such file", "a folder"]
    for line, why in zip(found, whys, strict=True):
        assert why in line["error"]


def test_a_file_name_that_is_no_text_is_still_json(tmp_path):
    path = tmp_path / "caf\udce9.txt"
    path.write_text("Gate\nNobody came.\n")
    done = run(path)
    assert answers(done.stdout)[0]["article"] == path.name


def test_several_jobs_give_the_same_lines_in_the_same_order(tmp_path):
    long_first = [
        write(tmp_path / f"{number}.txt", "Gate\n" + "Nobody came. " * (400 - 40 * number))
        for number in range(10)
    ]
    one, three = run(*long_first), run("--jobs", "3", *long_first)
    assert three.stdout == one.stdout
    assert len(answers(one.stdout)) == 10


def test_the_end_is_quiet_when_nobody_listens(tmp_path):
    files = [write(tmp_path / f"{number}.txt", f"Gate\n{number}") for number in range(50)]
    command = [sys.executable, "manage.py", "extract", *map(str, files)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env={}, **pipes) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
