"""The statement that register.toml names as the published one, for the N rules: read from where the register itself is read."""

from typing import TYPE_CHECKING

from ..errors import Failure
from ..i18n import LANGUAGES
from ..source.folder import Trouble
from .blocks import Published
from .compare import Comparison
from .language import language_of
from .reading import read_bytes, unreadable

if TYPE_CHECKING:
    from ..audit import Audit

FEWEST_WORDS = 50
"""What is shorter is no statement: a note that says where it is, or a file that was begun."""

_TROUBLE = {"outside": "outside", "not-a-file": "not-a-file", "too-large": "too-large-here", "unreadable": "unreadable"}


def compare_named(audit: "Audit", path: str) -> Comparison | Failure:
    """The statement at a path of the register beside the register, or why it cannot be read."""
    data = audit.register.source.read(path)
    try:
        if isinstance(data, Trouble):
            raise unreadable(path, _TROUBLE[data.what])
        published = read_bytes(data, path)
        return Comparison(audit, published, spoken_language(published, audit.register.language))
    except Failure as failure:
        return failure


def spoken_language(published: Published, otherwise: str | None = None) -> str:
    """The language of a statement, or the one that it is likely to be in. Raises Failure where it is too short, or in none that is known."""
    if published.words < FEWEST_WORDS:
        raise unreadable(published.name, "too-short")
    language = language_of(published) or (otherwise or "")
    if language not in LANGUAGES:
        raise unreadable(published.name, "language")
    return language
