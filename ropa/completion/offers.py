"""What can stand at the end of a line: the words that a shell offers, each with what it is."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import toml_rs

from ..i18n import LANGUAGES, Texts, environment_language, texts
from .line import Asked, Table, Typed, asked, options_of
from .place import Place

Offer = tuple[str, str]
"""A word, and what it is."""

_HERE = os.path.dirname(__file__)
_NAMED = 100
"""Records that are offered with their names, for which each is read."""


class Line:
    """What is asked for, and whatever is known that may help to answer."""

    def __init__(self, question: Asked, table: Table) -> None:
        """Take the question and the table of the program."""
        self.asked = question
        self.table = table

    @cached_property
    def place(self) -> Place:
        """The register that the line is about."""
        return Place(self.asked.said("--register"))

    @cached_property
    def words(self) -> Texts:
        """The words in which the offers are explained: of --lang, else of the register, else of the environment."""
        wanted = self.asked.said("--lang") or self.place.language
        return texts(wanted if wanted in LANGUAGES else environment_language())

    def kind(self, name: str) -> str:
        """The kind that a word names: by its own name, its folder or its file; "" where there is none."""
        return next((kind for kind, facts in self.table["kinds"].items() if name in (kind, facts["place"].removesuffix(".toml"))), "")

    @property
    def folders(self) -> dict[str, str]:
        """The kinds of which there are several records, with the folder or file in which they are."""
        return {kind: facts["place"] for kind, facts in self.table["kinds"].items() if facts.get("entries") or not facts["place"].endswith(".toml")}

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """For `ropa new KIND`: the field of the new record that each option answers, by the table that it is of and its key."""
        asked = self.asked
        found: dict[str, tuple[str, str]] = self.table["answers"].get(self.kind(asked.arguments[0]), {}) if asked.verb == "new" and asked.arguments else {}
        return found


def read_table() -> Table:
    """What is known of the program."""
    with open(os.path.join(_HERE, "table.toml"), "rb") as file:
        table: Table = toml_rs.loads(file.read().decode())
    return table


def offers(typed: Typed, table: Table) -> tuple[str, list[Offer]]:
    """What the shell is to offer: "words" and which, or "files" or "folders", which it finds itself."""
    line = Line(asked(typed, table["verbs"]), table)
    match line.asked.what:
        case "verb":
            return "words", _fitting(line, _verbs(line))
        case "option":
            return "words", _fitting(line, _options(line))
        case "value":
            return _values(line)
    return "words", []


def _fitting(line: Line, found: Iterable[Offer]) -> list[Offer]:
    return [(line.asked.before + word, about) for word, about in found if word.startswith(line.asked.current)]


def _verbs(line: Line) -> Iterator[Offer]:
    for verb in line.table["verbs"]:
        if verb != "ropa":
            yield verb, line.words.help(verb)


def _options(line: Line) -> Iterator[Offer]:
    """The options of the verb that were not given yet; a short one only where it is typed out. Of `new` those that its kind of record can have."""
    given = {name for name, _ in line.asked.options}
    of_others = {name for answers in line.table["answers"].values() for name in answers if line.answers} - line.answers.keys()
    for option in options_of(line.table["verbs"], line.asked.verb):
        last = option["names"][-1]
        if last not in of_others and (option.get("many") or last not in given):
            yield from ((name, line.words.help(option["help"])) for name in option["names"] if name.startswith("--") or name == line.asked.current)
    yield "--help", line.words.ui("help.help")


# -- the values of arguments and options ----------------------------------------------------------------------------------------------------------------


def _values(line: Line) -> tuple[str, list[Offer]]:
    """The values of what the verb calls by one or more names: KIND/ID, [DIR]..., DATE|REV, text|json, COLUMN,..."""
    if line.asked.option in line.answers and (answers := list(_answers(line))):
        return "words", _fitting(line, answers)
    called = line.asked.metavar.replace("[", "").replace("]", "").removesuffix("...").removesuffix("…")
    found: list[Offer] = []
    for name in called.rstrip(",").split("|"):
        if name.startswith(("FILE", "DIR")) or name.endswith(".toml"):
            return ("folders" if called == "DIR" else "files"), []
        if name.islower() and "/" not in name:
            found.append((name, ""))
        elif name.endswith("/ID") and name != "KIND/ID":
            found += _records_in(line, [name.removesuffix("/ID")])
        elif name.lower() in VOCABULARIES:
            found += _terms(line, name.lower())
        else:
            found += VALUES.get(name, _nothing)(line)
    if called.endswith(",") or called in _SEVERAL:
        head, comma, _ = line.asked.current.rpartition(",")
        found = [(head + comma + word, about) for word, about in found if word not in head.split(",")]
    return "words", _fitting(line, found)


def _nothing(line: Line) -> Iterator[Offer]:
    """What only the user knows."""
    yield from ()


def _kinds(line: Line) -> Iterator[Offer]:
    """The folders of the kinds; the name of a kind where that is what is typed."""
    for kind, place in line.folders.items():
        folder = place.removesuffix(".toml")
        yield folder if folder.startswith(line.asked.current) else kind, line.words.kind(kind, many=True)


def _records(line: Line) -> Iterator[Offer]:
    """The records, register.toml among them; by their id alone where what is typed is the beginning of nothing else."""
    found = list(_records_in(line, [place.removesuffix(".toml") for place in line.folders.values()]))
    if line.place.holds("register.toml") and "register" not in line.asked.arguments:
        found.append(("register", line.words.kind("register")))
    if "/" not in line.asked.current and not any(word.startswith(line.asked.current) for word, _ in found):
        found = [each for place in line.folders.values() for each in named(line, place, line.asked.current)]
    yield from found


def _records_in(line: Line, folders: list[str]) -> Iterator[Offer]:
    """First the folders, then the records in one, which may also be called by the name of its kind."""
    called, slash, beginning = line.asked.current.partition("/")
    for folder in folders:
        kind = line.kind(folder)
        place = line.folders[kind]
        if slash and called in (folder, kind):
            yield from ((f"{called}/{name}", about) for name, about in named(line, place, beginning) if f"{called}/{name}" not in line.asked.arguments)
        elif not slash and line.place.holds(place):
            yield f"{folder}/", line.words.kind(kind, many=True)


def _activities(line: Line) -> Iterator[Offer]:
    yield from named(line, line.folders["activity"], line.asked.current)


def named(line: Line, place: str, beginning: str = "") -> list[Offer]:
    """The ids of the records of a place that begin so; with their names where they are few."""
    found = [identity for identity in line.place.ids(place) if identity.startswith(beginning)]
    if len(found) > _NAMED:
        return [(identity, "") for identity in found]
    return [(identity, shown(line.place.record(place, identity).get("name"))) for identity in found]


def shown(text: object) -> str:
    """A text of a record as an explanation: one line that no terminal takes for anything else, and not a long one."""
    from ..output.safe import plain

    return plain(text)[:60].replace("\\", "/") if isinstance(text, str) else ""


def _rules(line: Line) -> Iterator[Offer]:
    """The rules by code; by name where a name is typed."""
    by_name = line.asked.current.rpartition(",")[2][:1].islower()
    for code, name in line.table["rules"].items():
        yield name if by_name else code, line.words.rule(code[0], name)["title"]


def _tables(line: Line) -> Iterator[Offer]:
    titles = line.words.tables()["title"]
    yield from ((name, titles[name]) for name in line.table["columns"] if name not in line.asked.arguments)


def _columns(line: Line) -> Iterator[Offer]:
    """The columns of the tables that are named; without a table, of all."""
    chosen = [columns for name, columns in line.table["columns"].items() if name in line.asked.arguments] or line.table["columns"].values()
    yield from ((name, "") for name in dict.fromkeys(name for columns in chosen for name in columns))


def _conditions(line: Line) -> Iterator[Offer]:
    yield from ((f"{name}=", "") for name, _ in _columns(line))


def _revisions(line: Line) -> Iterator[Offer]:
    yield from ((name, "") for name in line.place.revisions())


def _terms(line: Line, vocabulary: str) -> Iterator[Offer]:
    from .keys import terms

    return terms(line, vocabulary)


def _documents(line: Line) -> Iterator[Offer]:
    yield from ((path, "") for path in line.place.documents())


def _entries(line: Line) -> Iterator[Offer]:
    """What the catalogue has of the kind that is named; for a new register its activities."""
    kind = line.kind(line.asked.arguments[0]) if line.asked.arguments and line.asked.verb != "init" else "activity"
    return _entries_of(line, kind)


def _entries_of(line: Line, kind: str) -> Iterator[Offer]:
    """The entries of a kind; with their names where they are few."""
    beginning = line.asked.current.rpartition(",")[2]
    found = [name for name in line.table["catalogue"].get(kind, ()) if name.startswith(beginning)]
    yield from ((name, _entry_name(line, name) if len(found) <= _NAMED else "") for name in found)


def _in_catalogue(line: Line) -> Iterator[Offer]:
    """The kinds of entry, and the entries."""
    kinds = [kind for kind in line.table["catalogue"] if kind in line.folders]
    yield from ((line.folders[kind], line.words.kind(kind, many=True)) for kind in kinds)
    yield from (offer for kind in [*kinds, "starter"] for offer in _entries_of(line, kind))


def _entry_name(line: Line, name: str) -> str:
    """The name of an entry in the language of the line."""
    for folder in line.table["catalogue"]["folders"]:
        path = os.path.join(_HERE, "..", "catalogue", folder, f"{name}.toml")
        if os.path.exists(path):
            with open(path, "rb") as file:
                names = toml_rs.loads(file.read().decode())["names"]
            return str((names if isinstance(names, list) else names.get(line.words.language) or next(iter(names.values())))[0])
    return ""


def _answers(line: Line) -> Iterator[Offer]:
    """What can answer the question that an option of `ropa new` answers."""
    from .keys import values_of

    return values_of(line, *line.answers[line.asked.option])


def _choices(name: str) -> Callable[[Line], Iterator[Offer]]:
    return lambda line: ((word, "") for word in line.table["choices"][name])


def _keys(line: Line) -> Iterator[Offer]:
    from .keys import keys

    return keys(line)


def _key_values(line: Line) -> Iterator[Offer]:
    from .keys import values

    return values(line)


VOCABULARIES = ("authority", "country", "sector")
"""Those by whose names verbs call a value."""
_SEVERAL = ("RULE",)
"""Values of which several may be given with commas, though their name does not say so."""

VALUES: dict[str, Callable[[Line], Iterable[Offer]]] = {
    "KIND": _kinds,
    "KIND/ID": _records,
    "ACTIVITY": _activities,
    "KEY": _keys,
    "VALUE": _key_values,
    "RULE": _rules,
    "TABLE": _tables,
    "COLUMN": _columns,
    "COLUMN=VALUE": _conditions,
    "CATEGORY": lambda line: _terms(line, "data-subject"),
    "ENTRY": _entries,
    "STARTER": lambda line: _entries_of(line, "starter"),
    "WHAT": _in_catalogue,
    "PATH": _documents,
    "REV": _revisions,
    "ACTION": _choices("ACTION"),
    "FORMAT": _choices("FORMAT"),
    **dict.fromkeys(("ADDRESS", "DATE", "ID", "KEY=VALUE", "N", "NAME", "NEW-ID", "NUMBER", "PERIOD", "TERM", "TEXT"), _nothing),
}
"""What the names that verbs give to their arguments and options stand for; beside these FILE…, DIR, FOLDER/ID, and choices in small letters."""
