"""The comments of a record from the catalogue: what it leaves to decide, until it is decided."""

import re
from collections.abc import Mapping
from typing import Any

Comments = dict[tuple[str | int, ...], str]
_ABOUT_A_KEY = re.compile(r"([a-z_]+): ")
"""How a comment begins that is about a key which is not there."""


def still_to_say(comments: Mapping[tuple[str | int, ...], str], data: dict[str, Any], language: str) -> Comments:
    """The comments without those that the answers settled: about what was left open and is filled in, and about what was to be confirmed and is."""
    from ..catalogue.making import words

    settled = {words()["draft-top"].get(language)} if data.get("status") == "active" else set()
    if all(source.get("confirmed") for source in data.get("sources") or ()):
        settled.add(words()["party-top"].get(language))
    left: Comments = {}
    for path, text in comments.items():
        here = _at(data, path)
        paragraphs = [part for part in _paragraphs(text) if part.replace("\n", " ") not in settled and not _is_there(here, part)]
        if paragraphs and here is not None:
            left[path] = "\n".join(paragraphs)
    return left


def _paragraphs(text: str) -> list[str]:
    """The parts of a comment: one begins where a line is about a key."""
    parts: list[str] = []
    for line in text.split("\n"):
        if not parts or _ABOUT_A_KEY.match(line):
            parts.append(line)
        else:
            parts[-1] += f"\n{line}"
    return parts


def _is_there(table: Any, paragraph: str) -> bool:
    """Whether the key that a part is about is there by now."""
    about = _ABOUT_A_KEY.match(paragraph)
    return about is not None and isinstance(table, dict) and about[1] in table


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a path of plain data; None where there is none."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
