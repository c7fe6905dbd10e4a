"""A document that is set in parts is the one that it would be if it were set at once."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from ropa.documents import parts, pdf
from ropa.documents.blocks import Block, Break, Contents, Cover, Document, Fact, Facts, Grid, Heading, Para, Picture, Span
from ropa.documents.join import Part, join
from ropa.documents.parts import Copy
from ropa.documents.press import Press
from ropa.documents.register import Choice
from tests.documents.support import ROOT, TODAY, printed
from tests.documents.test_pages import over_the_edge, texts_of
from tests.pdf import ACCESSIBLE, ARCHIVAL, failures

HOSTILE = (
    "(12 0 R) 3 0 R \\ ( /StructParent 1 /ID(U1x0y0) /Headers[(U1x0y0)(] /A<</Type/Action/S/URI/URI(ropa:1)>>",
    ")) /Contents(ropa:0) ropa:1 endobj stream {pages} \\) ((((diep))))",
    "é “ü” ไทย שלום 数据 <</Type/Catalog/Names<</Dests<<",
)
"""What would be read as PDF, or as ours, if a text were."""


def both(document: Document, most: int, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes, int]:
    """The document set in parts, set at once with a new page where a part begins, and how many parts there are."""
    found: list[int] = []

    def set_type(press: Press, copy: Copy) -> bytes:
        found[:] = copy.cuts
        return real(press, copy)

    real = parts.set_type
    monkeypatch.setattr("ropa.documents.pdf.set_type", set_type)
    in_parts = pdf.write_pdf(document, most)
    blocks: list[Block] = []
    cuts = list(found)
    for number, block in enumerate(document.blocks):
        blocks += [Break(), block] if number in cuts else [block]
    return in_parts, pdf.write_pdf(document._replace(blocks=blocks), 1_000_000), len(cuts) + 1


def outline(document: pypdfium2.PdfDocument) -> list[Any]:
    return [(each.level, each.get_title(), each.get_count(), each.get_dest().get_index(), each.get_dest().get_view()) for each in document.get_toc()]


def links(document: pypdfium2.PdfDocument) -> Iterator[tuple[Any, ...]]:
    """Where every link is, where it leads, and how it is described."""
    for number, each in enumerate(document):
        place, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
        while raw.FPDFLink_Enumerate(each.raw, ctypes.byref(place), ctypes.byref(link)):
            raw.FPDFLink_GetAnnotRect(link, ctypes.byref(box))
            told = ctypes.create_string_buffer(4_000)
            raw.FPDFAnnot_GetStringValue(raw.FPDFLink_GetAnnot(each.raw, link), b"Contents", ctypes.cast(told, ctypes.POINTER(ctypes.c_ushort)), 4_000)
            if target := raw.FPDFLink_GetDest(document.raw, link):
                kinds, at = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
                raw.FPDFDest_GetLocationInPage(target, *kinds, *at)
                to: Any = (raw.FPDFDest_GetDestPageIndex(document.raw, target), at[0].value, at[1].value)
            else:
                address = ctypes.create_string_buffer(4_000)
                raw.FPDFAction_GetURIPath(document.raw, raw.FPDFLink_GetAction(link), address, 4_000)
                to = address.value
            yield number, round(box.left, 2), round(box.top, 2), to, told.raw.decode("utf-16-le").partition("\0")[0]


def named(document: pypdfium2.PdfDocument) -> dict[bytes, int]:
    """The pages that names lead to."""
    found = {}
    for number in range(raw.FPDF_CountNamedDests(document.raw)):
        size, name = ctypes.c_long(1_000), ctypes.create_string_buffer(1_000)
        target = raw.FPDF_GetNamedDest(document.raw, number, name, ctypes.byref(size))
        found[name.raw[: size.value]] = raw.FPDFDest_GetDestPageIndex(document.raw, target)
    return found


def attached(document: pypdfium2.PdfDocument) -> dict[str, bytes]:
    files = [document.get_attachment(number) for number in range(document.count_attachments())]
    return {each.get_name(): bytes(each.get_data()) for each in files}


def assert_alike(in_parts: bytes, whole: bytes) -> None:
    assert texts_of(in_parts) == texts_of(whole)
    one, other = pypdfium2.PdfDocument(in_parts), pypdfium2.PdfDocument(whole)
    for said in (outline, named, attached, lambda document: list(links(document)), lambda document: document.get_metadata_dict()):
        assert said(one) == said(other)
    assert list(links(one)) and outline(one) and named(one)
    for page in {0, 1, len(one) // 2, len(one) - 1}:
        here, there = (bytes(each[page].render().buffer) for each in (one, other))
        assert here == there or max(abs(a - b) for a, b in zip(here, there, strict=True)) < 4
    one.close()
    other.close()
    assert over_the_edge(in_parts) == []
    for profile in (ARCHIVAL, ACCESSIBLE):
        assert failures(in_parts, profile) == failures(whole, profile) == []


def strange() -> Document:
    """A document of hostile texts, of some headings a page, with tables and with links from part to part."""
    blocks: list[Block] = [Cover("soort", HOSTILE[0], [Fact("label", HOSTILE[1])]), Contents("Inhoud", 3)]
    for number in range(14):
        text = HOSTILE[number % 3]
        others = tuple(Span(f"{other} {HOSTILE[other % 3]}; ", to=f"#deel/{other}é(") for other in range(14))
        blocks += [
            Heading(f"{number} {text}", 1, f"deel/{number}é("),
            Grid(["een", "twee"], [[others, (Span(text, to="https://voorbeeld.example/a(b)\\"),)]], [1, 2], "tabel"),
            Heading(text, 2),
            Heading("klein", 3, f"niet genoemd {number}", listed=False),
            Para(text),
        ]
    blocks.insert(20, Picture('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20"><rect width="9" height="9"/></svg>', HOSTILE[0], HOSTILE[1]))
    files = {f"activities/{HOSTILE[2].replace('/', '')}.toml": b"x = 1\n", "register.toml": b"\n"}
    return Document(HOSTILE[1], "de", HOSTILE[0], date(2026, 11, 22), blocks, footer=HOSTILE[2], page="Seite {page} von {pages}", attachments=files)


def test_a_register_in_parts_is_the_same_register(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "register").rglob("*.toml")}
    document = printed(ROOT / "register", choice=Choice(findings=True), attachments=files)
    in_parts, whole, count = both(document, 80_000, monkeypatch)
    assert count > 4
    assert_alike(in_parts, whole)


def test_no_text_is_read_as_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """And there is room for the number of all pages, which is longer than one would think."""
    in_parts, whole, count = both(strange(), 14_000, monkeypatch)
    assert count > 4 and b"von 9 " not in in_parts
    assert_alike(in_parts, whole)
    assert "Seite 3 von 16" in "".join(texts_of(in_parts)[2].split("\u200b"))


def test_the_same_document_gives_the_same_bytes() -> None:
    document = printed(ROOT / "examples" / "opleidingen")
    once = pdf.write_pdf(document, 20_000)
    assert once != pdf.write_pdf(document)
    assert pdf.write_pdf(document, 20_000) == once
    other = pdf.write_pdf(document._replace(blocks=[*document.blocks, Para("iets")]), 20_000)
    assert once[-200:].partition(b"/ID")[2] != other[-200:].partition(b"/ID")[2]


def test_what_cannot_be_set_is_told_by_number_in_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[Block] = [Contents("Inhoud")]
    for number in range(4):
        blocks += [Heading(f"Deel {number}", 1, f"a{number}"), Facts([Fact("ไทยน้ำ", "(\u0e33 \u06dd" if number == 2 else "x" * 40)])]
    in_parts, whole, count = both(Document("t", "nl", "a", date(2026, 11, 22), blocks, page="{page}"), 200, monkeypatch)
    assert count > 3
    assert texts_of(in_parts) == texts_of(whole)
    assert "[U+0E33]" in "".join(texts_of(in_parts))


def test_what_a_part_is_refused_for_is_said(tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError, match='dictionary does not contain key "title"'):
        Press(str(tmp_path)).make_apart("total.typ", "{}")


def test_what_is_no_pdf_of_typst_is_not_joined() -> None:
    small = pdf.write_pdf(Document("t", "nl", "a", date(2026, 11, 22), [Heading("Kop", 1, "a")], page="{page}"))
    for bad in (b"", small[:-300], small.replace(b"/ParentTree", b"/ParentTrea"), small.replace(b"2 0 obj", b"2 1 obj")):
        with pytest.raises(ValueError):
            join([Part(bad)], Part(bad), [])


def test_one_that_is_ended_leaves_no_part_behind(tmp_path: Path) -> None:
    """`kill` while a part is set: its process is ended, and no file is left."""
    code = (
        "import os, signal, sys; import ropa.documents.pdf as pdf, ropa.documents.press as press; from ropa.cli import main\n"
        "pdf.write_pdf.__defaults__ = (1_000,)\n"
        "class Popen(press.subprocess.Popen):\n"
        "    def __init__(self, *args, **more): super().__init__(*args, **more); sys.stderr.write(f'pid={self.pid}\\n'); sys.stderr.flush()\n"
        "    def wait(self, timeout=None):\n"
        "        if not hasattr(self, 'ended'): self.ended = True; os.kill(os.getpid(), signal.SIGTERM)\n"
        "        return super().wait(timeout)\n"
        "press.subprocess = type('', (), {'Popen': Popen, 'PIPE': -1, 'DEVNULL': -3})\n"
        "main()"
    )
    (tmp_path / "tijdelijk").mkdir()
    command = [sys.executable, "-c", code, "print", "-o", str(tmp_path / "r.pdf"), "--register", str(ROOT / "register"), "--as-of", TODAY.isoformat()]
    done = subprocess.run(command, env={**os.environ, "TMPDIR": str(tmp_path / "tijdelijk")}, capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    (pid,) = [int(line[4:]) for line in done.stderr.splitlines() if line.startswith("pid=")]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert list((tmp_path / "tijdelijk").iterdir()) == []
    assert not (tmp_path / "r.pdf").exists()
