"""Yes and no."""

import re
from functools import cache

from .read import MAX_LETTERS, Read, is_none, key_of, words

_ANSWER = re.compile(r"\s*(\S+?)(?:\s*[,;:(\n–—]\s*|\.\s+|\s+[-–—]\s+)(.*)", re.DOTALL)


def parse_yes_no(text: str) -> Read[bool]:
    """Whether a cell says yes or no: “ja”, “Non”, “x”, “Ja, met toestemming” (the rest is told). “Nee, tenzij …” is neither."""
    if (answer := _answers().get(key_of(text) or text.strip())) is not None:
        return Read(answer)
    if (
        len(text) <= MAX_LETTERS
        and (found := _ANSWER.fullmatch(text))
        and len(found[1]) > 1
        and found[1].isalpha()
        and (answer := _answers().get(key_of(found[1]))) is not None
    ):
        rest = found[2].strip().rstrip(")").strip()
        first = key_of(rest).partition(" ")[0]
        if first in words("yes-no.unless") or first in _answers():
            return Read(rest=text.strip())
        return Read(answer, rest)
    return Read(rest=text.strip(), none=is_none(text))


@cache
def _answers() -> dict[str, bool]:
    answers = {key_of(word) or word: True for word in words("yes-no.yes")}
    return answers | {key_of(word) or word: False for word in words("yes-no.no")}
