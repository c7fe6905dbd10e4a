"""`ropa catalogue [WHAT]`: the ready-made records that ropa knows."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from ..i18n import texts
from .options import AsOfOption, LangOption, NoColorOption, day_of, help_of, nearby_language, speak, use_color

if TYPE_CHECKING:
    from ..catalogue import Entry
    from ..i18n import Texts


def catalogue(
    what: Annotated[list[str] | None, typer.Argument(metavar="[WHAT]...", help=help_of("ask.catalogue-what"), show_default=False)] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help=help_of("ask.catalogue-country"), show_default=False)] = None,
    format: Annotated[str, typer.Option("--format", metavar="text|json", help=help_of("ask.catalogue-format"))] = "text",  # noqa: A002
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """List what the catalogue has: all of it, of a kind, or where a text occurs; one that is named is shown whole. Never changes anything."""
    from ..output import catalogue as page

    if format not in ("text", "json"):
        raise Failure("bad-choice", option="--format", value=format, known="text, json")
    words = speak(texts(lang or nearby_language()))
    wanted = " ".join(what or ()).strip()
    chosen, named = _chosen(wanted, words)
    if named:
        write = page.write_entry_json if format == "json" else page.write_entry
        write(chosen[0], words, day_of(as_of), _country(country), color=use_color(no_color))
    elif format == "json":
        page.write_list_json(chosen, words)
    else:
        page.write_list(chosen, words, color=use_color(no_color))


def _chosen(wanted: str, words: "Texts") -> "tuple[list[Entry], bool]":
    """The entries that are asked for, and whether it is one, by its name. Raises Failure where there are none."""
    from ..catalogue import KINDS, entries, find
    from ..model import kinds

    if not wanted:
        return entries(), False
    folded = wanted.casefold()
    for kind in KINDS:
        places = {f"{kind}s", kinds.BY_NAME[kind].place} if kind in kinds.BY_NAME else {f"{kind}s"}
        if folded in {kind, *places, words.asked(f"catalogue.kind.{kind}").casefold()}:
            return entries(kind), False
    try:
        return [find(None, wanted)], True
    except Failure:
        found = [entry for entry in entries() if _speaks_of(entry, folded, words)]
        if not found:
            raise
        return found, False


def _speaks_of(entry: "Entry", text: str, words: "Texts") -> bool:
    """Whether a text occurs in what an entry is called, what it is, its kind of service or its country."""
    said = [entry.id, entry.about(words.language), *entry.names()]
    if entry.service:
        said += [entry.service, words.term("service", entry.service)]
    if entry.country:
        said.append(words.country(entry.country))
    return any(text in each.casefold() for each in said)


def _country(asked: str | None) -> str:
    """The country for which to show an entry: the one that is asked for, else that of the register that is near, else none."""
    if asked is None:
        return _nearby_country()
    from .. import law

    code = asked.strip().upper()
    if code not in law.countries():
        raise Failure("bad-choice", option="--country", value=asked, known="NL, BE, FR, DE, …")
    return code


def _nearby_country() -> str:
    from ..source.folder import Folder, Trouble, find_register
    from ..source.toml import parse

    try:
        folder = os.environ.get("ROPA_REGISTER") or find_register(os.getcwd())
    except OSError:
        folder = None
    data = Folder(folder).read("register.toml") if folder else b""
    here = (None if isinstance(data, Trouble) else parse(data)[0]) or {}
    for key in ("controller", "address", "country"):
        here = here.get(key, {}) if isinstance(here, dict) else {}
    return here if isinstance(here, str) else ""
