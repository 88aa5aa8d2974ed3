"""Files in, documents out."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from articles.readers import Document, Problem, read

PROSE = "Gate locked\nThe gate was locked from inside.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_csv(path: Path, *lines: str) -> Path:
    return write(path, "\n".join(lines) + "\n")


def write_lines(path: Path, *rows: object) -> Path:
    return write(path, "".join(json.dumps(row) + "\n" for row in rows))


def test_a_plain_file_is_its_text_and_nothing_is_guessed(folder):
    path = write(folder / "gate.txt", PROSE)
    assert list(read([path])) == [Document("gate.txt", PROSE)]


def test_line_ends_of_windows_and_of_old_macs_are_line_ends(folder):
    path = write(folder / "gate.txt", b"Gate\r\nlocked\rfrom inside")
    assert next(read([path])).text == "Gate\nlocked\nfrom inside"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"Gate\0locked", "NUL"),
        (b"Gate\xff locked", "not UTF-8"),
        (b"x" * 10_000_001, "too large"),
    ],
)
def test_what_is_no_plain_text_is_a_problem_that_says_why(folder, content, why):
    [problem] = read([write(folder / "bad.txt", content)])
    assert isinstance(problem, Problem)
    assert problem.name == "bad.txt"
    assert why in problem.message


def test_a_missing_file_is_a_problem(folder):
    assert list(read([folder / "no.txt"])) == [Problem("no.txt", "there is no such file")]


def test_a_file_named_by_itself_is_plain_text_whatever_its_ending(folder):
    assert isinstance(next(read([write(folder / "gate.2026", PROSE)])), Document)


def test_a_file_that_is_surely_no_plain_text_is_a_problem_that_says_what_is_read(folder):
    [problem] = read([write(folder / "gate.html", "<p>Gate</p>")])
    assert ".txt" in problem.message


def test_a_folder_is_read_in_order_sheets_first_and_hidden_files_left_alone(folder):
    write(folder / "b.txt", PROSE)
    write(folder / "a" / "z.txt", PROSE)
    write(folder / "notes.md", "not an article")
    write(folder / ".cache" / "x.txt", PROSE)
    write_csv(folder / "sheet.csv", "title,text", "Gate,Locked.")
    assert [document.name for document in read([folder])] == ["sheet.csv, row 2", "z.txt", "b.txt"]


def test_a_folder_without_articles_says_so(folder):
    [problem] = read([folder])
    assert "there is no .txt, .csv or .jsonl file in this folder" in problem.message


def test_a_file_that_a_sheet_describes_is_read_once(folder):
    write(folder / "gate.txt", PROSE)
    write_csv(folder / "sheet.csv", "file,outlet", "gate.txt,Harbour Post")
    assert list(read([folder])) == [Document("gate.txt", PROSE, outlet="Harbour Post")]


def test_a_row_of_a_sheet_carries_all_that_it_knows(folder):
    header = "title,text,outlet,published,url,byline,language"
    row = "Gate locked,It was locked.,Harbour Post,2026-05-14,https://post.example/1,Ida Sol,en"
    [document] = read([write_csv(folder / "sheet.csv", header, row)])
    assert document == Document(
        name="sheet.csv, row 2",
        text="Gate locked\nIt was locked.",
        title="Gate locked",
        outlet="Harbour Post",
        published=datetime.date(2026, 5, 14),
        url="https://post.example/1",
        byline="Ida Sol",
        language="en",
    )


def test_empty_and_unknown_mean_unknown(folder):
    [document] = read(
        [write_csv(folder / "sheet.csv", "text,outlet,published,url", "Locked.,unknown,,Unknown")]
    )
    assert document == Document("sheet.csv, row 2", "Locked.")


def test_a_title_that_the_text_begins_with_is_not_doubled(folder):
    [document] = read(
        [write_lines(folder / "s.jsonl", {"title": "Gate locked", "text": PROSE.strip()})]
    )
    assert document.text == PROSE.strip()


def test_json_lines_are_a_sheet_too(folder):
    path = write_lines(
        folder / "s.jsonl",
        {"text": "Gate\u2028still one line", "published": "2026-05-14T23:30:00+02:00"},
        {"text": "Fence", "outlet": None, "unheard_of": [1]},
    )
    gate, fence = read([path])
    assert gate.text == "Gate\u2028still one line"
    assert gate.published == datetime.date(2026, 5, 14)
    assert fence == Document("s.jsonl, line 2", "Fence")


def test_spreadsheets_write_byte_order_marks_and_semicolons(folder):
    path = write(folder / "s.csv", "\ufeffText;Outlet\r\nLocked, again;Post\r\n".encode())
    [document] = read([path])
    assert (document.text, document.outlet) == ("Locked, again", "Post")


def test_a_cell_may_hold_a_whole_article(folder):
    text = "One sentence. " * 50_000
    [document] = read([write_csv(folder / "s.csv", "text", text)])
    assert len(document.text) > 131_072  # where Python's csv module ends by itself


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a.txt,,14 May 2026,", "“14 May 2026” is not a date"),
        ("gone.txt,,,", "gone.txt: there is no such file"),
        ("a.txt,Gate,,", "both “text” and “file”"),
        (",,2026-05-14,", "neither “text” nor “file”"),
        ("a.txt,,,javascript:alert(1)", "is not a web address"),
        ("a.txt,,,,too,many", "6 cells under 4 column names"),
        ('"a.txt"x,,,', "check its quotation marks"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_in(folder, row, why):
    write(folder / "a.txt", PROSE)
    sheet = write_csv(folder / "s.csv", "file,text,published,url", row, ",Fence,,")
    problem, document = read([sheet])
    assert problem.name == "s.csv, row 2"
    assert why in problem.message
    assert document.text == "Fence"


def test_bytes_that_are_not_utf8_spoil_their_own_row_only(folder):
    path = write(folder / "s.csv", b"text,outlet\nG\xe4te,\nGate,P\xf6st\nFence,\n")
    first, second, third = read([path])
    assert "not UTF-8" in first.message
    assert second == Problem("s.csv, row 3", second.message)
    assert "“outlet”" in second.message
    assert third.text == "Fence"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"text": 5}', "“text” must be a string"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud800b"}', "not UTF-8"),
        ('{"text": "a", "outlet": "\\u0000"}', "“outlet”"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_in(folder, line, why):
    path = write(folder / "s.jsonl", line + '\n\n{"text": "Fence"}\n')
    problem, document = read([path])
    assert problem.name == "s.jsonl, line 1"
    assert why in problem.message
    assert document.name == "s.jsonl, line 3"


def test_a_sheet_without_the_columns_says_which_it_needs(folder):
    [problem] = read([write_csv(folder / "s.csv", "headline,body", "Gate,Locked")])
    assert "“text” or “file”" in problem.message
    assert "headline, body" in problem.message


def test_a_sheet_without_rows_says_so(folder):
    [problem] = read([write_csv(folder / "s.csv", "title,text")])
    assert problem.message == "there are no rows in it"


def test_a_quotation_mark_that_is_never_closed_is_reported(folder):
    path = write_csv(folder / "s.csv", "text", "Gate", '"Fence', "Tower")
    gate, problem = read([path])
    assert gate.text == "Gate"
    assert "check its quotation marks" in problem.message
