"""What texts may hold: whatever it is, there is a document, and as much of it as can be set."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from ropa.documents.blocks import Document, Fact, Facts, Heading, Para
from ropa.documents.pdf import write_pdf

WELL = "ไทยน้ำ नमस्ते"


def _pages(text: str, **more: object) -> str:
    blocks = [Heading(text, 1, "a"), Para(f"{text} {WELL}"), Facts([Fact(text, text)])]
    data = write_pdf(Document(text or "leeg", "nl", text, date(2026, 11, 22), blocks, page="{page}", **more))  # type: ignore[arg-type]
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    "text",
    [
        "(\u0e33",  # a Thai vowel after a sign
        "\ucfa0\u064d",  # an Arabic mark after a Korean syllable
        "\u7e27\u200d\U0001f0ef",  # a joiner between a Chinese letter and a card
        "=\ua8eb",
        "8\u0dca",
        "\u06dd\u1039",
        "\U0001f1f3\u06dc",
    ],
)
def test_marks_that_no_font_has_with_what_they_follow_are_told_by_number(text: str) -> None:
    assert "[U+" in _pages(text).replace("\n", "").replace("\r", "")


def test_what_else_is_in_the_document_stays_as_it_is() -> None:
    # thai and devanagari are still set as letters beside a mark that is told by its number
    assert "ไ" in _pages("(\u0e33")


def test_characters_for_private_use_are_told_by_number() -> None:
    assert "[U+FE4E5]" in _pages("\U000fe4e5").replace("\u200b", "")


def test_attached_files_of_any_name_travel_inside() -> None:
    names = ["activities/a\\b.toml", "activities/a%5Cb.toml", "activities/c\x01.toml", "activities/c\\x01.toml", "activities/\u202ee.toml"]
    files = {name: name.encode() for name in names}
    data = write_pdf(Document("t", "nl", "a", date(2026, 11, 22), [Para("x")], page="{page}", attachments=files))
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        found = [bytes(document.get_attachment(number).get_data()) for number in range(document.count_attachments())]
    assert sorted(found) == sorted(files.values())
