"""`ropa schema [KIND]`: JSON Schema of the files, so that an editor completes and checks their keys."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, help_of, language_of, locate, start_language

if TYPE_CHECKING:
    from ..i18n import Texts
    from ..model.kinds import Kind
    from ..register import Register


def schema(
    kind: Annotated[str | None, typer.Argument(metavar="[KIND]", help=help_of("schema-kind"), show_default=False)] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="DIR", help=help_of("schema-output"), show_default=False)] = None,
    with_ids: Annotated[bool, typer.Option("--with-ids", help=help_of("schema-ids"))] = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Print the schema of a kind, or write them all to a folder. The last two options are there because every verb takes them."""
    from ..output.console import say
    from ..output.json import to_json
    from ..output.schema import schema_name, schema_of

    chosen = _chosen(kind)
    if len(chosen) > 1 and output is None:
        raise Failure("needs-output", example=".schema")
    loaded = _load(register, needed=with_ids)
    words = _words(loaded, lang)
    documents = {f"{schema_name(each)}.json": to_json(schema_of(each, words, loaded if with_ids else None)) for each in chosen}
    if output is None:
        sys.stdout.write("".join(documents.values()))
        return
    _write(output, documents, words)
    written = os.path.join(output, next(iter(documents)) if len(documents) == 1 else "*.json")
    say(words.ui("done.written", path=written))


def _chosen(named: str | None) -> "list[Kind]":
    """The kind that was named, by its own name, its folder or its file; all of them where none was."""
    from ..model.kinds import KINDS

    if named is None:
        return list(KINDS)
    word = named.lower().removesuffix(".toml")
    found = [kind for kind in KINDS if word in (kind.name, kind.place.removesuffix(".toml"))]
    if not found:
        raise Failure("no-kind", value=named, known=", ".join(kind.name for kind in KINDS))
    return found


def _load(named: str | None, *, needed: bool) -> "Register | None":
    """The register, for its language and its ids; without one there are still schemas, unless the ids are asked for."""
    from ..register import Register
    from ..source.folder import Folder

    try:
        return Register(Folder(locate(named)))
    except Failure as failure:
        if needed or named is not None or failure.key != "no-register":
            raise
        return None


def _words(register: "Register | None", lang: str | None) -> "Texts":
    from ..i18n import texts

    return language_of(register, lang) if register is not None else texts(lang or start_language())


def _write(folder: str, documents: dict[str, str], words: "Texts") -> None:
    from ..output.files import write_file

    if os.path.islink(folder):
        raise Failure("unwritable", path=folder, detail=words.tables()["file"]["link"])
    try:
        os.makedirs(folder, exist_ok=True)
        for name, text in documents.items():
            write_file(os.path.join(folder, name), text.encode())
    except OSError as error:
        raise Failure("unwritable", path=folder, detail=error.strerror or "") from None
