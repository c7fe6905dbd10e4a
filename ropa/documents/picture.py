"""A picture of boxes in bands, one below the other, as SVG: drawn by hand, so that the same picture gives the same bytes and needs nothing.

It is made for a page of A4: 680 units are the width of the text, so that the smallest letters are of seven points. What does not fit is shortened, and what
is too much is counted; nothing is cut off.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from .measure import BOLD, fit, width, wrap

WIDTH = 680
_LEFT = 26
"""Where the bands begin: the trunk is left of it."""
_PAD = 10
_GAP = 10
COLUMNS = 3
_LINE = 14
_NAME, _SMALL = 11.5, 10.5
_BOX = 4 * _LINE + 9
_CHIP = 21
_HEADER = 22
_BETWEEN = 15
_BORDER = 22
INK, QUIET, ACCENT, PAPER = "#1d2733", "#4a5560", "#15507a", "#ffffff"


class Box(NamedTuple):
    """Somebody who gets data: a name, a line on what and where it is, and the data."""

    name: str
    where: str
    what: str


class Band(NamedTuple):
    """Boxes or names that belong together."""

    title: str
    boxes: Sequence[Box] = ()
    names: Sequence[str] = ()
    """Names in a row, without boxes of their own."""
    rest: str = ""
    """What is left out, in words."""
    fill: str = PAPER
    stroke: str = QUIET
    dashed: bool = False
    arrow: bool = True
    """Whether an arrow of the trunk leads to it."""
    border: str = ""
    """What the line above it says: that here begins something else."""


def draw(bands: Sequence[Band], *, trunk: int) -> str:
    """The picture: the bands from top to bottom; band number `trunk` is where the arrows to those below it begin."""
    parts: list[str] = []
    y = 4.0
    starts: list[tuple[Band, float, float]] = []
    for number, band in enumerate(bands):
        if band.border:
            parts += _border(y + 10, band.border)
            y += _BORDER
        height = _height(band)
        parts += _band(band, y, height)
        starts.append((band, y, height))
        if number < trunk:
            parts += _arrow_down(WIDTH / 2, y + height, y + height + _BETWEEN)
        y += height + _BETWEEN
    parts += _trunk(starts[trunk:])
    bottom = y - _BETWEEN + 4
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom:.0f}" width="{WIDTH}" height="{bottom:.0f}" font-family="Noto Sans">'
    return f"{head}{''.join(parts)}</svg>"


def height_of(bands: Sequence[Band]) -> float:
    """How high a picture of these bands is."""
    return sum(_height(band) + _BETWEEN + (_BORDER if band.border else 0) for band in bands)


def rows_of(boxes: int) -> int:
    """Rows that so many boxes take."""
    return -(-boxes // COLUMNS)


# -- parts of the drawing ------------------------------------------------------------------------------------------------------------------------------


def _height(band: Band) -> float:
    height = float(_HEADER)
    if band.names:
        height += len(_chips(band.names)) * (_CHIP + 5)
    if band.boxes:
        height += rows_of(len(band.boxes)) * (_BOX + _GAP)
    if band.rest:
        height += 2 * _LINE if width(band.rest, _SMALL) > WIDTH - _LEFT - 2 * _PAD else _LINE
    return height + (4 if band.rest else 0)


def _band(band: Band, y: float, height: float) -> Iterable[str]:
    dash = ' stroke-dasharray="5 3"' if band.dashed else ""
    yield f'<rect x="{_LEFT}" y="{y:.1f}" width="{WIDTH - _LEFT - 2}" height="{height:.1f}" rx="5" fill="{band.fill}" stroke="{band.stroke}"'
    yield f' stroke-width="{1.8 if band.dashed else 1.1}"{dash}/>'
    yield _text(_LEFT + _PAD, y + 15.5, band.title, 11.5, WIDTH - _LEFT - 2 * _PAD, bold=True, fill=band.stroke)
    top = y + _HEADER
    if band.names:
        for row in _chips(band.names):
            x = float(_LEFT + _PAD)
            for name, wide in row:
                yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{_CHIP}" rx="{_CHIP / 2}"'
                yield f' fill="{PAPER}" stroke="{QUIET}" stroke-width="0.7"/>'
                yield _text(x + 9, top + 14.5, name, _SMALL, wide - 14)
                x += wide + 6
            top += _CHIP + 5
    wide = (WIDTH - _LEFT - 2 - 2 * _PAD - (COLUMNS - 1) * _GAP) / COLUMNS
    for number, box in enumerate(band.boxes):
        line, column = divmod(number, COLUMNS)
        yield from _box(box, _LEFT + _PAD + column * (wide + _GAP), top + line * (_BOX + _GAP), wide)
    top += rows_of(len(band.boxes)) * (_BOX + _GAP)
    for number, text in enumerate(wrap(band.rest, _SMALL, WIDTH - _LEFT - 2 * _PAD, 2)):
        yield _text(_LEFT + _PAD, top + 9 + number * _LINE, text, _SMALL, WIDTH - _LEFT - 2 * _PAD, fill=INK)


def _box(box: Box, x: float, y: float, wide: float) -> Iterable[str]:
    yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{_BOX}" rx="3" fill="{PAPER}" stroke="{QUIET}" stroke-width="0.8"/>'
    inner = wide - 14
    yield _text(x + 7, y + 15, box.name, _NAME, inner, bold=True)
    lines = [(box.where, INK)] if box.where else []
    lines += [(line, QUIET) for line in wrap(box.what, _SMALL, inner, 3 - len(lines))]
    for number, (line, fill) in enumerate(lines, 1):
        yield _text(x + 7, y + 15 + number * _LINE, line, _SMALL, inner, fill=fill)


def _text(x: float, y: float, text: str, size: float, room: float, *, bold: bool = False, fill: str = INK) -> str:
    weight = ' font-weight="bold"' if bold else ""
    shown = escape(fit(text, size * (BOLD if bold else 1), room))
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"{weight}>{shown}</text>' if shown else ""


def _border(y: float, text: str) -> list[str]:
    wide = min(width(text, _SMALL) + 16, WIDTH - 80)
    return [
        f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - 2}" y2="{y:.1f}" stroke="{INK}" stroke-width="1.4" stroke-dasharray="10 4"/>',
        f'<rect x="{(WIDTH - wide) / 2:.1f}" y="{y - 9:.1f}" width="{wide:.1f}" height="18" fill="{PAPER}"/>',
        f'<text x="{WIDTH / 2}" y="{y + 4:.1f}" font-size="{_SMALL}" fill="{INK}" text-anchor="middle">{escape(fit(text, _SMALL, wide))}</text>',
    ]


def _arrow_down(x: float, top: float, bottom: float) -> list[str]:
    return [
        f'<line x1="{x}" y1="{top:.1f}" x2="{x}" y2="{bottom - 6:.1f}" stroke="{ACCENT}" stroke-width="2.2"/>',
        f'<polygon points="{x - 5},{bottom - 8:.1f} {x + 5},{bottom - 8:.1f} {x},{bottom:.1f}" fill="{ACCENT}"/>',
    ]


def _trunk(bands: Sequence[tuple[Band, float, float]]) -> list[str]:
    """The line at the left from the first band to each of the others."""
    ends = [y + 12 for band, y, _ in bands[1:] if band.arrow]
    if not ends:
        return []
    _, top, height = bands[0]
    start = top + height / 2
    parts = [f'<path d="M{_LEFT} {start:.1f}H10V{ends[-1]:.1f}" fill="none" stroke="{ACCENT}" stroke-width="2.2"/>']
    for end in ends:
        parts.append(f'<line x1="10" y1="{end:.1f}" x2="{_LEFT - 7}" y2="{end:.1f}" stroke="{ACCENT}" stroke-width="2.2"/>')
        parts.append(f'<polygon points="{_LEFT - 9},{end - 5:.1f} {_LEFT - 9},{end + 5:.1f} {_LEFT - 1},{end:.1f}" fill="{ACCENT}"/>')
    return parts


def _chips(names: Sequence[str]) -> list[list[tuple[str, float]]]:
    """Names in rows, each with the width of its frame."""
    rows: list[list[tuple[str, float]]] = [[]]
    room = WIDTH - _LEFT - 2 * _PAD - 4.0
    used = 0.0
    for name in names:
        shown = fit(name, _SMALL, 290)
        wide = width(shown, _SMALL) + 18
        if rows[-1] and used + wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append((shown, wide))
        used += wide + 6
    return rows
