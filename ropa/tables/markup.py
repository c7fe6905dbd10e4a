"""Text of a register in a format that has markup: whatever it holds, it reads as text.

Each format has its own way. Where it has a sign that takes the meaning from the next one, we use that; where it has not, but knows the numbered
characters of HTML, we write those. A cell is one line by then, and nothing hidden is left in it.
"""

import re
from collections.abc import Callable

Escape = Callable[[str], str]

_EDGE = r"(?<!\w)[-+](?=\S)|(?<=\S)[-+](?!\w)"
"""A hyphen or plus that is not inside a word: some formats strike out or underline by it."""

_NO_WIDTH = "\u200b"

_ENTITY = r"&(?=#?\w+;)"


def _signed(pattern: str) -> Escape:
    """A backslash before every character that the pattern finds."""
    found = re.compile(pattern)
    return lambda text: found.sub(lambda match: "\\" + match[0], text)


def _numbered(pattern: str) -> Escape:
    """Numbered characters of HTML in the place of what the pattern finds."""
    found = re.compile(pattern)
    return lambda text: found.sub(lambda match: "".join(f"&#{ord(letter)};" for letter in match[0]), text)


# -- a sign before the character ----------------------------------------------------------------------------------------------------------------------

markdown = _signed(rf"[\\`*{{}}\[\]<>~|$#]|_(?![^\W_])|(?<![^\W_])_|(?<![\w.])@|{_ENTITY}")
"""For Markdown of any kind, with its tables. An address of the web stays one: it leads where it says."""

_youtrack = _signed(rf"[\\`*{{}}\[\]<>~|$#]|_(?![^\W_])|(?<![^\W_])_|(?<![\w.])@|{_ENTITY}|'(?=')")

_rst_inner = _signed(r"[\\`*|]|_(?![^\W_])|(?<![^\W_])_|(?<=:):$|(?<=[A-Za-z]):(?=\S)|(?<!\S)[^\w\s](?=[^\w\s]{2,}(?!\S))")
_RST_NUMBER = re.compile(r"(\w{1,9})([.)])(?=\s|$)")


def rst(text: str) -> str:
    """For reStructuredText. A cell there is a page of its own: what could begin a list, a directive or a comment is text too."""
    if number := _RST_NUMBER.match(text):  # 1. and a) begin a list
        return f"{number[1]}\\{number[2]}{_rst_inner(text[number.end() :])}"
    inner = _rst_inner(text)
    if inner.strip("\\") == "" and inner:
        return f"\\ {inner}"  # nothing but backslashes would be a line across the page
    return inner if not inner or inner[0].isalnum() or inner[0] == "\\" else "\\" + inner


_jira_inner = _signed(rf"[#*_?^~|%{{}}\[\]()!@]|{_EDGE}")


def jira(text: str) -> str:
    """For Jira's notation, where a backslash cannot take the meaning from another backslash."""
    return "&#92;".join(map(_jira_inner, re.sub(_ENTITY, "&amp;", text).split("\\")))


# -- numbered characters ------------------------------------------------------------------------------------------------------------------------------

_COMMON = r"&<>\"'|\[\]{}~_=!#*^`\\"
_wiki = _numbered(rf"[{_COMMON}]")
_textile = _numbered(rf"[{_COMMON}@%?()]|{_EDGE}")
_asciidoc = _numbered(rf"[{_COMMON}$+]|\(\(|\)\)|{_EDGE}")
_moin = _numbered(rf"[{_COMMON},@()]")

_HTML = {ord(letter): f"&{name};" for letter, name in {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39"}.items()}


_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def html(text: str) -> str:
    """For HTML, between tags and in attributes; all else than ASCII by number, so that it reads the same whatever the page says of its encoding.

    Spreadsheets open such pages too: a space of no width keeps a text from being a formula there.
    """
    if _FORMULA.match(text):
        text = _NO_WIDTH + text
    return text.translate(_HTML).encode("ascii", "xmlcharrefreplace").decode("ascii")


# -- words for the character --------------------------------------------------------------------------------------------------------------------------

_LATEX = {
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
    ord("<"): r"\textless{}",
    ord(">"): r"\textgreater{}",
    ord("|"): r"\textbar{}",
    ord('"'): r"\symbol{34}",  # not the sign itself: babel makes a command of it
    ord("`"): r"\symbol{96}",
    ord("["): "{[}",  # at the beginning of a row it would be a length
    ord("]"): "{]}",
    ord("*"): "{*}",
    ord("→"): r"\ensuremath{\rightarrow}",
    ord("€"): r"\texteuro{}",
    **{ord(letter): f"\\{letter}" for letter in "&%$#_{}"},
}


def latex(text: str) -> str:
    """For LaTeX."""
    return _LIGATURE.sub(r"\1{}", text.translate(_LATEX))


_LIGATURE = re.compile(r"([-',<>])(?=\1)")


_ORG_WORDS = {"|": "vert", "_": "under", "^": "asciicirc", "=": "equal", "~": "tilde", "$": "dollar", "<": "lt", ">": "gt", "+": "plus", "/": "slash"}
_ORG = re.compile(r"[|_^=~$<>+]|(?<![\w:/.])/|\b(?:elisp|shell)(?=:)|[\\*\[{@:#!-]")


def org(text: str) -> str:
    """For Org: the entities that it has; a space of no width, as its manual advises, after what has none."""
    return _ORG.sub(lambda match: f"\\{_ORG_WORDS[match[0]]}{{}}" if match[0] in _ORG_WORDS else _org_sign(match, text), text)


def _org_sign(match: re.Match[str], text: str) -> str:
    sign, following = match[0], text[match.end() : match.end() + 1]
    if sign == "\\" or sign.isalpha() or (sign in "[{@" and following == sign):
        return sign + _NO_WIDTH
    return _NO_WIDTH + sign if sign == "*" or (sign in ":#!-" and match.start() == 0) else sign


ESCAPES: dict[str, Escape] = {
    "asciidoc": _asciidoc,
    "colon_grid": rst,
    "github": markdown,
    "grid": rst,
    "html": html,
    "jira": jira,
    "latex": latex,
    "latex_booktabs": latex,
    "latex_longtable": latex,
    "latex_raw": latex,
    "mediawiki": _wiki,
    "moinmoin": _moin,
    "orgtbl": org,
    "pipe": markdown,
    "rst": rst,
    "textile": _textile,
    "unsafehtml": html,
    "youtrack": _youtrack,
}
"""The formats that have markup. The others are for the eye, and show a text as it is."""
