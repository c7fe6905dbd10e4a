"""Every word that a person reads, by language. A language is a folder here.

    ui.toml           words of the program itself, by key
    fields.toml       labels of fields, [Table] field = "…"
    tables.toml       names of audit tables and of their derived columns
    terms.toml        labels of vocabulary, [vocabulary] id = "…"
    print.toml        words of the printed register
    statement.toml    words of the privacy statement, in plain language
    published.toml  words about published privacy statements
    edit.toml       words of the verbs that change records
    ask.toml        the questions of init and new
    import.toml     words of import
    help.toml         what the examples of --help do
    statutes.toml     names of the statutory periods of law/retention.toml
    rules/FAMILY.toml texts of rules, [rule-name] title, message, hint, and in nl and en what, why, how
    cldr.toml         names of countries and months, taken from Unicode CLDR (see make cldr)

A file is read when a word of it is needed.
"""

import os
from datetime import date
from functools import cache, cached_property
from typing import Any

import toml_rs

LANGUAGES = ("nl", "en", "fr", "de")
FULL = ("nl", "en")
"""Languages in which the explanations of the rules are complete."""
DEFAULT = "en"

_HERE = os.path.dirname(__file__)

_QUOTED = {"nl": "“{}”", "en": "“{}”", "fr": "«\u00a0{}\u00a0»", "de": "„{}“"}
"""A word of another text within a sentence."""

_BASE = {"Processor": "Party", "Recipient": "Party"}
"""Tables of which fields.toml names only their own fields: the others stand under the table that they extend."""

FAMILIES = {
    "F": "files",
    "C": "controller",
    "P": "purposes",
    "D": "data",
    "T": "transfers",
    "V": "parties",
    "S": "security",
    "A": "assessments",
    "N": "statement",
    "G": "trail",
    "W": "acceptances",
}


class Texts:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        """Take one of LANGUAGES; another becomes DEFAULT."""
        self.language = language if language in LANGUAGES else DEFAULT
        self._files: dict[str, dict[str, Any]] = {}

    def _load(self, name: str) -> dict[str, Any]:
        if name not in self._files:
            with open(os.path.join(_HERE, self.language, f"{name}.toml"), "rb") as file:
                self._files[name] = toml_rs.loads(file.read().decode())
        return self._files[name]

    def ui(self, key: str, /, **params: Any) -> str:
        """A word or sentence of the program, by its dotted key; params are shown as in messages."""
        return self._say("ui", key, params)

    def printed(self, key: str, /, **params: Any) -> str:
        """A word or sentence of the printed register, by its dotted key."""
        return self._say("print", key, params)

    def stated(self, key: str, /, **params: Any) -> str:
        """A word or sentence of the privacy statement, by its dotted key; params are shown as in messages."""
        return self._say("statement", key, params)

    def published(self, key: str, /, **params: Any) -> str:
        """A word or sentence about published statements, by its dotted key; params are shown as in messages."""
        return self._say("published", key, params)

    def edited(self, key: str, /, **params: Any) -> str:
        """A word or sentence of the verbs that change records, by its dotted key; params are shown as in messages."""
        return self._say("edit", key, params)

    def asked(self, key: str, /, **params: Any) -> str:
        """A word or sentence of the questions of init and new, by its dotted key; params are shown as in messages."""
        return self._say("ask", key, params)

    def imported(self, key: str, /, **params: Any) -> str:
        """A word or sentence about what is imported, by its dotted key; params are shown as in messages."""
        return self._say("import", key, params)

    def failure(self, key: str, /, **params: Any) -> str:
        """What a Failure says: by its key in ui.toml, or, where the key is "edit.…", "ask.…" or "import.…", in that file."""
        file, name = _place(key)
        return self._say(file, f"failure.{name}", params)

    def help(self, key: str) -> str:
        """The help of a verb or option: by its key in ui.toml, or, where the key is "edit.…", "ask.…" or "import.…", in that file."""
        file, name = _place(key)
        return self._say(file, f"help.{name}", {})

    def example(self, key: str) -> str:
        """What an example of --help does, by its dotted key."""
        return self._say("help", key, {})

    def example_texts(self) -> dict[str, str]:
        """The texts in those examples that a user would write in this language."""
        texts: dict[str, str] = self._load("help")["texts"]
        return texts

    def published_keys(self, table: str) -> frozenset[str]:
        """The keys of a table of the words about published statements."""
        return frozenset(self._load("published")[table])

    def _say(self, file: str, key: str, params: dict[str, Any]) -> str:
        text: Any = self._load(file)
        for part in key.split("."):
            text = text[part]
        return str(text).format_map({name: self.show(value) for name, value in params.items()}) if params else str(text)

    def label(self, field: str) -> str:
        """The label of a field, e.g. of "Activity.purposes" or "Processor.country"."""
        table, _, name = field.partition(".")
        labels = self._load("fields")
        return str(labels[table].get(name) or labels[_BASE[table]][name])

    def tables(self) -> dict[str, Any]:
        """The names of the audit tables, and of the columns that do not follow from fields."""
        return self._load("tables")

    def kind(self, name: str, *, many: bool = False) -> str:
        """The name of a kind of record, e.g. of "activity"."""
        return self.ui(f"kinds.{name}" if many else f"kind.{name}")

    def term(self, vocabulary: str, identity: str) -> str:
        """The label of a value of a vocabulary; the value itself where it is not a built-in one."""
        match vocabulary:
            case "country" | "place":
                return self.country(identity)
            case "statute":
                return str(self._load("statutes").get(identity, identity))
            case "authority":
                return self._fact_name(vocabulary, identity)
        return str(self._load("terms").get(vocabulary, {}).get(identity, identity))

    def _fact_name(self, vocabulary: str, identity: str) -> str:
        """The name that the law data themselves give: in this language where they have it."""
        from .. import law

        name = law.terms(vocabulary).get(identity, {}).get("name", identity)
        return str(name.get(self.language) or next(iter(name.values()))) if isinstance(name, dict) else str(name)

    def country(self, code: str) -> str:
        """The name of a country or place, from CLDR."""
        if code in ("unknown", "EEA", "EU"):
            return self.ui(f"place.{code}")
        return str(self._load("cldr")["territories"].get(code, code))

    def cldr(self) -> dict[str, Any]:
        """The names of countries (territories, by code) and of months, from CLDR."""
        return self._load("cldr")

    def labels(self, vocabulary: str) -> dict[str, str]:
        """The labels of a vocabulary of terms.toml by value; nothing where it has none."""
        found: dict[str, str] = self._load("terms").get(vocabulary, {})
        return found

    def date(self, day: date) -> str:
        """A date as the language writes it in full: 31 december 2025."""
        months = self._load("cldr")["months"]
        return str(self._load("cldr")["date"]).format(day=day.day, month=months[day.month - 1], year=day.year)

    def rule(self, family: str, name: str) -> dict[str, Any]:
        """The texts of a rule: title, message, hint, and what, why, how where the language has them."""
        texts: dict[str, Any] = self._load(f"rules/{FAMILIES[family]}")[name]
        return texts

    def message(self, finding: Any, part: str = "message") -> str:
        """The message ("message") or the advice ("hint") of a finding, with its params filled in; "" where it has no such part."""
        text = self.rule(finding.rule.family, finding.rule.name).get(part, "")
        if isinstance(text, dict):
            text = text.get(finding.variant) or text.get("default", "")
        return str(text).format_map(_Shown(self, finding.params))

    @cached_property
    def _and(self) -> str:
        return self.ui("and")

    def show(self, value: Any) -> str:
        """A value as people read it: dates in full, lists as “a, b and c”, records by name, terms by label."""
        from ..model.fields import Record  # not for --help

        match value:
            case str():
                return value
            case bool():
                return self.ui("yes" if value else "no")
            case date():
                return self.date(value)
            case Record():
                return self.name(value)
            case tuple() if hasattr(value, "_fields"):
                return self._reference(value)
            case list() | tuple() | set() | frozenset():
                words = [self.show(item) for item in value]
                return f"{', '.join(words[:-1])} {self._and} {words[-1]}" if len(words) > 1 else "".join(words)
            case None:
                return ""
        return str(value)

    def name(self, record: Any) -> str:
        """The name of a record; one without goes by its standard or its kind of measure, else by its id."""
        if name := getattr(record, "name", None):
            return str(name)
        for field, vocabulary in (("standard", "standard"), ("kind", "measure-kind")):
            if value := getattr(record, field, None):
                return self.term(vocabulary, value)
        return str(record.id)

    def _reference(self, value: Any) -> str:
        from ..rules.base import Cite, Country, Label, Quoted, Term, Words

        match value:
            case Words():
                return self.published(value.key, **dict(value.params))
            case Cite():
                from .citations import cite

                return cite(value.law, self.language)
            case Country():
                return self.country(value.code)
            case Term():
                return self.term(value.vocabulary, value.id)
            case Quoted():
                return _QUOTED[self.language].format(value.text)
            case Label():
                return _QUOTED[self.language].format(self.label(value.field))
        return self.period(value)

    def period(self, period: Any) -> str:
        """A derive.retention.Period in words: “7 jaar en 6 maanden”."""
        units = self.tables()["unit"]
        parts = [units[unit]["one" if abs(n) == 1 else "many"].format(n=n) for unit, n in zip(period._fields, period, strict=True) if n]
        return self.show(parts) if parts else str(units["days"]["many"].format(n=0))


def _place(key: str) -> tuple[str, str]:
    """The file of a key, and its name there."""
    file, point, name = key.partition(".")
    return (file, name) if point else ("ui", key)


class _Shown(dict[str, str]):
    """The params of a message, each shown only if the message asks for it; one that is not there is left out."""

    def __init__(self, texts: Texts, params: dict[str, Any]) -> None:
        super().__init__()
        self._texts, self._params = texts, params

    def __missing__(self, name: str) -> str:
        return self._texts.show(self._params.get(name))


@cache
def texts(language: str) -> Texts:
    """The words of a language, read once."""
    return Texts(language)


def environment_language() -> str:
    """The language that the user's environment asks for: ROPA_LANG, else the locale, else English."""
    for name in ("ROPA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (value := os.environ.get(name, "")[:2].lower()) in LANGUAGES:
            return value
    return DEFAULT


def language_in(data: bytes) -> str:
    """The language that register.toml names: only that line of it is read."""
    line = next((line for line in data.decode("utf-8", "replace").splitlines() if line.startswith("language")), "")
    return line.partition("=")[2].strip()[1:3]
