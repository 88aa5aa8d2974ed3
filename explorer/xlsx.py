"""A workbook for Excel, written as it goes: the first rows leave while the last are being read.

The libraries that write XLSX gather the whole file before they give its first byte, which at a
million rows takes longer than servers and people wait. A workbook of plain cells is a few lines of
XML in a ZIP archive, and both can be written from front to back.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable
from typing import IO, Any

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel's own limits.
MOST_ROWS = 1_048_576  # on one sheet, its header among them
LONGEST_CELL = 32_767  # in UTF-16 units
# A part of an archive that grows beyond 2 GiB needs an extension that Excel does not always read.
LARGEST_SHEET = 1_500_000_000
CUT = " … [cut]"

# What XML 1.0 cannot hold is written as Excel writes it, and so is what looks like that.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x(?=[0-9A-Fa-f]{4}_)")
_EPOCH = datetime.date(1899, 12, 30)
_FIRST_DAY = "1900-03-01"  # Excel believes that 1900 was a leap year

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = f"{_HEAD}<Relationships xmlns='{_PACKAGE}/relationships'>{{}}</Relationships>"
_RELATION = f"<Relationship Id='rId{{}}' Type='{_OFFICE}/{{}}' Target='{{}}'/>"
# Cell styles: 0 plain, 1 the header, 2 a date.
_STYLES = (
    f"{_HEAD}<styleSheet xmlns='{_MAIN}'>"
    "<fonts count='2'><font><sz val='11'/><name val='Calibri'/></font>"
    "<font><b/><sz val='11'/><name val='Calibri'/></font></fonts>"
    "<fills count='2'><fill><patternFill patternType='none'/></fill>"
    "<fill><patternFill patternType='gray125'/></fill></fills>"
    "<borders count='1'><border/></borders>"
    "<cellStyleXfs count='1'><xf/></cellStyleXfs>"
    "<cellXfs count='3'><xf xfId='0'/><xf xfId='0' fontId='1' applyFont='1'/>"
    "<xf xfId='0' numFmtId='14' applyNumberFormat='1'/></cellXfs>"
    "<cellStyles count='1'><cellStyle name='Normal' xfId='0' builtinId='0'/></cellStyles>"
    "</styleSheet>"
)
_FROZEN_HEADER = (
    "<sheetViews><sheetView workbookViewId='0'>"
    "<pane ySplit='1' topLeftCell='A2' activePane='bottomLeft' state='frozen'/>"
    "</sheetView></sheetViews>"
)


class Workbook:
    """Rows under one header, on as many sheets as they need, and a last sheet of notes.

    `rows` and `end` return the bytes that are ready to leave. `dates` are the columns that hold ISO
    dates. Cells hold text, numbers or None.
    """

    def __init__(self, name: str, header: list[str], dates: Iterable[str] = ()) -> None:
        self.row_count = self.cut_count = 0
        self._name = name
        self._header = header
        self._dates = {header.index(column) for column in dates}
        self._out = _Out()
        self._archive = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)  # type: ignore[call-overload]
        self._sheets: list[str] = []
        self._open_sheet()

    def rows(self, rows: Iterable[Iterable[Any]]) -> bytes:
        lines = []
        for row in rows:
            if self._rows_here == MOST_ROWS or self._size_here > LARGEST_SHEET:
                self._write(lines)
                self._next_sheet()
                lines = []
            lines.append(self._row(row))
            self._rows_here += 1
            self._size_here += len(lines[-1])
            self.row_count += 1
        self._write(lines)
        return self._out.take()

    def notes(self) -> list[tuple[str, str]]:
        """What a reader must know of the rows so far: how many, on which sheets, what was cut."""
        notes = [("Rows", f"{self.row_count:,}")]
        if len(self._sheets) > 1:
            notes.append(
                ("Sheets", f"{', '.join(self._sheets)}: a sheet holds {MOST_ROWS:,} rows at most.")
            )
        if self.cut_count:
            notes.append(
                (
                    "Cut",
                    f"{self.cut_count:,} texts are longer than the {LONGEST_CELL:,} characters "
                    f"that a cell can hold. They end with “{CUT.strip()}”; the CSV and JSON files "
                    "have all of them.",
                )
            )
        return notes

    def end(self, notes: Iterable[tuple[str, str]]) -> bytes:
        """Close the rows and write everything else."""
        self._close_sheet()
        self._open_part("About")
        self._entry.write(
            f"{_HEAD}<worksheet xmlns='{_MAIN}'><cols><col min='1' max='1' width='14' "
            "customWidth='1'/><col min='2' max='2' width='90' customWidth='1'/></cols>"
            "<sheetData>".encode()
        )
        self._write([self._row(note) for note in notes])
        self._entry.write(b"</sheetData></worksheet>")
        self._entry.close()
        for path, content in self._other_parts():
            self._archive.writestr(path, content)
        self._archive.close()
        return self._out.take()

    # Sheets

    def _next_sheet(self) -> None:
        self._close_sheet()
        self._open_sheet()

    def _open_sheet(self) -> None:
        number = len(self._sheets) + 1
        self._open_part(self._name if number == 1 else f"{self._name} {number}")
        self._entry.write(f"{_HEAD}<worksheet xmlns='{_MAIN}'>{_FROZEN_HEADER}<sheetData>".encode())
        header = "".join(_text_cell(name, " s='1'") for name in self._header)
        self._write([f"<row>{header}</row>"])
        self._rows_here, self._size_here = 1, 0

    def _close_sheet(self) -> None:
        reach = f"A1:{_letters(len(self._header))}{self._rows_here}"
        self._entry.write(f"</sheetData><autoFilter ref='{reach}'/></worksheet>".encode())
        self._entry.close()

    def _open_part(self, name: str) -> None:
        self._sheets.append(name)
        self._entry: IO[bytes] = self._archive.open(
            f"xl/worksheets/sheet{len(self._sheets)}.xml", "w"
        )

    def _write(self, lines: list[str]) -> None:
        self._entry.write("".join(lines).encode())

    # Cells

    def _row(self, row: Iterable[Any]) -> str:
        cells = []
        for index, value in enumerate(row):
            if value is None or value == "":
                cells.append("<c/>")
            elif type(value) is not str:
                cells.append(f"<c><v>{value!r}</v></c>")
            elif index in self._dates and value >= _FIRST_DAY:
                days = (datetime.date.fromisoformat(value) - _EPOCH).days
                cells.append(f"<c s='2'><v>{days}</v></c>")
            else:
                cells.append(_text_cell(self._fitting(value)))
        return f"<row>{''.join(cells)}</row>"

    def _fitting(self, text: str) -> str:
        if 2 * len(text) <= LONGEST_CELL or _length(text) <= LONGEST_CELL:
            return text
        self.cut_count += 1
        kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST_CELL - len(CUT))]
        return kept.decode("utf-16-le", "ignore") + CUT

    def _other_parts(self) -> Iterable[tuple[str, str]]:
        numbered = list(enumerate(self._sheets, 1))
        sheets = "".join(
            f"<sheet name='{_escaped(name)}' sheetId='{n}' r:id='rId{n}'/>" for n, name in numbered
        )
        relations = "".join(
            _RELATION.format(n, "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered
        )
        relations += _RELATION.format(len(numbered) + 1, "styles", "styles.xml")
        kinds = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
        kinds |= {f"xl/worksheets/sheet{n}.xml": "worksheet" for n, _ in numbered}
        overrides = "".join(
            f"<Override PartName='/{path}' ContentType='{_PARTS}.{kind}+xml'/>"
            for path, kind in kinds.items()
        )
        yield "xl/styles.xml", _STYLES
        yield (
            "xl/workbook.xml",
            f"{_HEAD}<workbook xmlns='{_MAIN}' xmlns:r='{_OFFICE}'>"
            f"<sheets>{sheets}</sheets></workbook>",
        )
        yield "xl/_rels/workbook.xml.rels", _RELATIONS.format(relations)
        yield (
            "_rels/.rels",
            _RELATIONS.format(_RELATION.format(1, "officeDocument", "xl/workbook.xml")),
        )
        yield (
            "[Content_Types].xml",
            f"{_HEAD}<Types xmlns='{_PACKAGE}/content-types'><Default Extension='rels' "
            "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"{overrides}</Types>",
        )


class _Out:
    """A file that can be written only, for an archive that leaves while it is made."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken


def _text_cell(text: str, style: str = "") -> str:
    return f"<c t='inlineStr'{style}><is><t xml:space='preserve'>{_escaped(text)}</t></is></c>"


def _escaped(text: str) -> str:
    if _UNFIT.search(text):
        text = _UNFIT.sub(_unfit, text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unfit(found: re.Match[str]) -> str:
    return "_x005F_x" if found[0] == "_x" else f"_x{ord(found[0]):04X}_"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letters(column: int) -> str:
    """ "A" for column 1, "AB" for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
