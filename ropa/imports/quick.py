"""What many cells say alike is read once: the answers, the parts and the silence of a text."""

from functools import lru_cache

from .read import Read
from .read import is_none as _is_none
from .read import is_unfilled as _is_unfilled
from .values import parse_yes_no as _parse_yes_no
from .values import split_values as _split_values

is_none = lru_cache(maxsize=8192)(_is_none)
is_unfilled = lru_cache(maxsize=8192)(_is_unfilled)


@lru_cache(maxsize=8192)
def parse_yes_no(text: str) -> Read[bool]:
    """See values.parse_yes_no."""
    return _parse_yes_no(text)


def split_values(text: str, *, commas: bool = True) -> list[str]:
    """See values.split_values."""
    return list(_parts(text, commas))


@lru_cache(maxsize=8192)
def _parts(text: str, commas: bool) -> tuple[str, ...]:
    return tuple(_split_values(text, commas=commas))
