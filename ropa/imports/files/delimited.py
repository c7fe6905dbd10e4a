"""Tables as text (csv, tsv): which encoding and which separator, told by the bytes themselves, and the cells.

A spreadsheet writes csv as the country of its user wants it: with semicolons where the comma is for decimals, in Windows-1252 where nobody asked for
UTF-8, as UTF-16 with tabs under “Unicode text”, and with a first line `sep=;` that only Excel reads.
"""

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from .archive import Trouble
from .rows import Rows
from .sheets import MAX_BYTES, Cell, Workbook, refused

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 64_000
_LINE = re.compile(r"\r\n|\r|\n")
_ROWS = 50
_SEP = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_MAC = frozenset(b"\x8e\x8f\x90\x91\x88\x89\x8a\x8b\x8d\x94\x95\x96\x97\x98\x99\x9a\x9b\x9d\x9e\x9f\x87\x83")
"""Bytes that are accented letters on an old Mac, and in Windows-1252 signs that hardly ever stand between letters."""
_WINDOWS = frozenset(range(0xC0, 0x100))
"""Bytes that are accented letters in Windows-1252."""
_UNUSED = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that are nothing in Windows-1252."""


class Decoded(NamedTuple):
    """The text of a file and how it was read."""

    text: str
    encoding: str
    undecoded: list[int]


def read_delimited(data: bytes, path: str) -> Workbook:
    """The table in the bytes of a text file. Raises Failure where they are no text."""
    csv.field_size_limit(MAX_BYTES)  # for the whole program: it only ever grows
    text, encoding, undecoded = decode(data, path)
    sample = text[:_SAMPLE]
    del text  # it is decoded again line by line: that takes a tenth of the memory
    sep = _SEP.match(sample)
    separator = sep[1] if sep else _separator(sample)
    lines = io.TextIOWrapper(io.BytesIO(data), encoding, "replace", newline="")
    skipped = 1 if sep else 0
    if sep:
        lines.readline()
    reader = csv.reader(lines, delimiter=separator, strict=False)
    rows = Rows(Rows.budget())
    cells: dict[str, Cell] = {}
    try:
        for number, line in enumerate(reader, skipped):
            for column, field in enumerate(line):
                if field:
                    rows.put(number, column, _cell(field, cells))
    except csv.Error:
        raise refused(path, "broken-csv", line=reader.line_num + skipped) from None
    except Trouble as trouble:
        raise refused(path, trouble.why) from None
    sheet = rows.sheet("", hidden=False, among=False)
    return Workbook(path=path, format="csv", sheets=[sheet], encoding=encoding, separator=separator, undecoded=undecoded)


def _cell(field: str, known: dict[str, Cell]) -> Cell:
    """A field as a cell; those that stand in many rows are one."""
    cell = known.get(field)
    if cell is None:
        text = field.replace("\r\n", "\n").replace("\r", "\n") if "\r" in field else field
        cell = Cell(text, text)
        if len(known) < 100_000 and len(field) < 200:
            known[field] = cell
    return cell


def decode(data: bytes, path: str = "") -> Decoded:
    """The text of bytes: by their mark, else UTF-8 where they are that, else what their bytes look like. Raises Failure where they are no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _lossy(data, "utf-16", path)
    if data.startswith(b"\xef\xbb\xbf"):
        return _lossy(data, "utf-8-sig", path)
    if wide := _wide(data[:2000]):
        return _lossy(data, wide, path)
    try:
        return Decoded(_checked(data.decode("utf-8"), path), "utf-8", [])
    except UnicodeDecodeError as error:
        if _is_broken_utf8(data, error):
            return _lossy(data, "utf-8", path)
    return _lossy(data, "mac-roman" if _is_mac(data) else "cp1252", path)


def _lossy(data: bytes, encoding: str, path: str) -> Decoded:
    """The text in an encoding, and the lines with bytes that are nothing in it. Raises Failure where it is no text."""
    text = _checked(data.decode(encoding, "replace"), path)
    sign = "\ufffd"
    lines: list[int] = []
    if sign in text and text.count(sign) > (data.count(sign.encode(encoding, "ignore")) if encoding.startswith("utf") else 0):
        lines = [number for number, line in enumerate(_LINE.split(text), 1) if sign in line][:1000]
    return Decoded(text, encoding, lines)


def _checked(text: str, path: str) -> str:
    """Refuse what is no text, whatever its encoding. Raises Failure."""
    start = text[:4000]
    if "\x00" in text or 50 * sum(letter < " " and letter not in "\n\r\t\f" for letter in start) > len(start):
        raise refused(path, "binary")
    return text


def _wide(start: bytes) -> str:
    """The encoding of two bytes a letter that has no mark; "" where there is none."""
    pairs = len(start) // 2
    if pairs >= 4:
        even, odd = start[0 : 2 * pairs : 2].count(0), start[1 : 2 * pairs : 2].count(0)
        if odd > 0.6 * pairs and even < 0.1 * pairs:
            return "utf-16-le"
        if even > 0.6 * pairs and odd < 0.1 * pairs:
            return "utf-16-be"
    return ""


def _is_broken_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether bytes are UTF-8 but for some: more letters of several bytes are right than wrong."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("�")
    right = sum(1 for letter in text if letter > "\x7f") - wrong
    return right > 3 * wrong and error.start >= 0


def _is_mac(data: bytes) -> bool:
    """Whether bytes beyond ASCII are letters of an old Mac rather than of Windows."""
    counts = Counter(byte for byte in data if byte >= 0x80)
    between = Counter(data[place] for place in _letters(data))
    if any(counts[byte] for byte in _UNUSED):
        return sum(between[byte] for byte in _WINDOWS) <= sum(between[byte] for byte in _MAC)
    return sum(between[byte] for byte in _MAC) > sum(between[byte] for byte in _WINDOWS) + sum(counts[byte] for byte in b"\x80\x91\x92\x93\x94\x96\x97") / 2


def _letters(data: bytes) -> list[int]:
    """The places of bytes beyond ASCII that have a letter before them and after: letters themselves."""
    return [found.start() for found in islice(re.finditer(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])", data), 10_000)]


def _separator(sample: str) -> str:
    """What separates the cells: the sign that cuts most rows into the same number of cells, more than one."""
    best, most = ",", 0.0
    for separator in SEPARATORS:
        counts = _widths(sample, separator)
        if not counts:
            continue
        width, rows = Counter(counts).most_common(1)[0]
        wide = [count for count in counts if count > 1]
        if not wide:
            continue
        if width == 1:
            width, rows = Counter(wide).most_common(1)[0]
        spaced = sample.count(f"{separator} ") / max(sample.count(separator), 1)  # as in a sentence
        score = rows / len(counts) + (counts[0] > 1) * 0.5 + min(width, 20) * 0.02 - spaced * 0.3
        if score > most:
            best, most = separator, score
    return best if most else max(SEPARATORS, key=lambda each: (sample.count(each), each == ","))


def _widths(sample: str, separator: str) -> list[int]:
    """How many cells the rows of a sample have."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, strict=False)
    try:
        return [len(line) for line in islice(reader, _ROWS) if any(line)]
    except csv.Error:
        return []
