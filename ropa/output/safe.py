"""Text of a register on its way to a person: no control character reaches a terminal, a spreadsheet or a page."""

from functools import cache


@cache
def _visible(*, lines: bool) -> dict[int, str]:
    """What is hidden, and what is shown in its place; made only where something is."""
    hidden = {
        *range(0x20),
        *range(0x7F, 0xA0),
        # what turns the direction of text, or is not seen at all
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x061C,
        0x200B,
        0x200E,
        0x200F,
        0x00AD,
        0x180E,
        *range(0x2060, 0x2065),
        *range(0xFFF9, 0xFFFC),
        # what no XML may hold
        *range(0xFDD0, 0xFDF0),
        *(plane + code for plane in range(0, 0x110000, 0x10000) for code in (0xFFFE, 0xFFFF)),
        0x2028,
        0x2029,
        0xFEFF,
        *range(0xE0000, 0xE0080),
        *range(0xD800, 0xE000),  # halves of letters
    }
    shown = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}" for code in hidden}
    if lines:
        del shown[0x0A]
        return {**shown, 0x09: "    "}
    return {**shown, 0x0A: " ", 0x0D: " ", 0x09: " "}


def plain(text: str, *, lines: bool = False) -> str:
    r"""The text with what is hidden in it made visible (\\x1b); on one line, unless `lines` lets line ends be."""
    if text.isprintable():  # nearly every text, and then nothing in it is hidden
        return text
    return text.translate(_visible(lines=lines))
