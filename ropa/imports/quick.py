"""What many cells say alike is read once: the answers, the parts and the silence of a text."""

from functools import lru_cache

from ..said.read import Read
from ..said.read import is_none as _is_none
from ..said.read import is_unfilled as _is_unfilled
from ..said.values import Piece
from ..said.values import parse_country as _parse_country
from ..said.values import parse_yes_no as _parse_yes_no
from ..said.values import read_terms as _read_terms
from ..said.values import split_values as _split_values

is_none = lru_cache(maxsize=8192)(_is_none)
is_unfilled = lru_cache(maxsize=8192)(_is_unfilled)


@lru_cache(maxsize=8192)
def parse_yes_no(text: str) -> Read[bool]:
    """See values.parse_yes_no."""
    return _parse_yes_no(text)


@lru_cache(maxsize=8192)
def parse_country(text: str, language: str = "") -> Read[list[str]]:
    """See values.parse_country."""
    return _parse_country(text, language)


@lru_cache(maxsize=8192)
def read_terms(vocabulary: str, text: str, language: str = "") -> tuple[Piece, ...]:
    """See values.read_terms."""
    return tuple(_read_terms(vocabulary, text, language))


def split_values(text: str, *, commas: bool = True) -> list[str]:
    """See values.split_values."""
    return list(_parts(text, commas))


@lru_cache(maxsize=8192)
def _parts(text: str, commas: bool) -> tuple[str, ...]:
    return tuple(_split_values(text, commas=commas))
