"""Numbers of a spreadsheet as they are shown: dates, percentages, leading zeros, “7 jaar” of the format `0" jaar"`.

Only what changes the meaning of a number for a reader is followed; colours, thousands and the like are not.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from .sheets import Cell

BUILT_IN = {9: "0%", 10: "0.00%", 14: "d", 15: "d", 16: "d", 17: "d", 18: "h", 19: "h", 20: "h", 21: "h", 22: "d h", 45: "m:s", 46: "[h]", 47: "m:s", 49: "@"}
"""The formats that have a number and no code. 27 to 36 and 50 to 58 are dates of East Asia."""
for _number in (*range(27, 37), *range(50, 59)):
    BUILT_IN[_number] = "d"

_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What in a code is no part of the number: words in quotes, colours, conditions, spaces."""
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|([€$£ ])')
_LAST_DAY = 2_958_465
"""31-12-9999."""
_EPOCH = datetime(1899, 12, 30)


class Look:
    """A number format, taken apart once."""

    def __init__(self, code: str) -> None:
        """Take the code, e.g. `dd-mm-yyyy` or `0" jaar"`."""
        first = code.split(";")[0][:200]
        bare = _ASIDE.sub("", first).lower()
        self.elapsed = any(f"[{unit}" in bare for unit in "hms")
        plain = bare.replace("am/pm", "").replace("a/p", "").replace("general", "").replace("standaard", "").replace("standard", "")
        self.time = not self.elapsed and any(letter in plain for letter in "hs")
        self.date = not self.elapsed and (any(letter in plain for letter in "dyj") or ("m" in plain and not self.time))
        self.percent = "%" in bare
        self.zeros = len(bare) if bare and not bare.strip("0") else 0
        before, after = _around(first)
        self.before, self.after = (before, after) if not (self.date or self.time or self.elapsed) else ("", "")

    def cell(self, number: float, *, since_1904: bool = False) -> Cell:
        """A number as a cell of this format."""
        if self.date or self.time or self.elapsed:
            return self._moment(number, since_1904)
        value: int | float = int(number) if number == int(number) and abs(number) < 1e15 else number
        if self.percent:
            return Cell(value, f"{number * 100:.10g}%")
        text = f"{value:0{self.zeros}d}" if self.zeros and isinstance(value, int) else plain_number(value)
        return Cell(value, f"{self.before}{text}{self.after}" if self.before or self.after else text)

    def _moment(self, number: float, since_1904: bool) -> Cell:
        if not 0 <= number <= _LAST_DAY:
            return Cell(number, plain_number(number))
        if self.elapsed:
            seconds = round(number * 86_400)
            return Cell(number, f"{seconds // 3600}:{seconds // 60 % 60:02d}")
        if number < 1 and not self.date:
            seconds = round(number * 86_400)
            text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
            return Cell(text, text)
        days = number + (1462 if since_1904 else 1 if number < 60 else 0)  # Excel has a 29 February 1900
        try:
            moment = _EPOCH + timedelta(seconds=round(days * 86_400))
        except OverflowError:
            return Cell(number, plain_number(number))
        return moment_cell(moment)


def moment_cell(moment: datetime | date) -> Cell:
    """A day, or a moment of it, as a cell: a date unless there is a time."""
    if isinstance(moment, datetime):
        if (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
            return Cell(moment.date(), moment.date().isoformat())
        return Cell(moment, moment.isoformat(sep=" ", timespec="minutes"))
    return Cell(moment, moment.isoformat())


def whole(text: str) -> str:
    """A text whose halves of letters (surrogates) are joined; a half alone, which no file can hold, is U+FFFD."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def plain_number(value: Any) -> str:
    """A number in full, without an exponent where it is whole."""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


def _around(code: str) -> tuple[str, str]:
    """The words that a format puts before and after the number."""
    places = [place for place, letter in enumerate(_ASIDE.sub(lambda found: "\0" * len(found[0]), code)) if letter in "0#?"]
    if not places:
        return "", ""
    before, after = ("".join(one or two or three for one, two, three in _QUOTED.findall(part)) for part in (code[: places[0]], code[places[-1] + 1 :]))
    return before, after
