"""Every word in every language: the same keys, the same placeholders, and nothing left open in a message."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import toml_rs

import ropa
from ropa import i18n
from ropa.findings import Finding
from ropa.i18n import FULL, LANGUAGES, texts
from ropa.model.fields import Table, fields_of
from ropa.model.kinds import KINDS
from ropa.output.explain import examples
from ropa.rules import RULES
from ropa.rules.base import Rule
from tests.support import check_example
from tools.docs import inner_table

PACKAGE = Path(ropa.__file__).parent
I18N = PACKAGE / "i18n"
PLAIN = sorted(file.stem for file in (I18N / "nl").glob("*.toml") if file.stem != "cldr")
"""Files that hold the same keys in every language; those of the rules hold explanations in two, and CLDR's are CLDR's."""


def read(language: str, name: str) -> dict[str, Any]:
    return toml_rs.loads((I18N / language / f"{name}.toml").read_text("utf-8"))


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The words of a file, by dotted key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def all_tables() -> dict[str, type[Table]]:
    """Every table of the model, by the name of its class."""
    found: dict[str, type[Table]] = {}

    def visit(table: type[Table]) -> None:
        if table.__name__ not in found:
            found[table.__name__] = table
            for field in fields_of(table):
                if (inner := inner_table(field)) is not None:
                    visit(inner)

    for kind in KINDS:
        visit(kind.table)
    return found


# -- files and keys ----------------------------------------------------------------------------------------------------------------------------


def test_every_language_has_the_same_files() -> None:
    files = {language: {str(path.relative_to(I18N / language)) for path in (I18N / language).rglob("*.toml")} for language in LANGUAGES}
    for language in LANGUAGES:
        assert files[language] == files["nl"], language


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "nl"])
def test_same_keys(language: str, name: str) -> None:
    assert dict(flat(read(language, name))).keys() == dict(flat(read("nl", name))).keys()


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_filled_in(language: str, name: str) -> None:
    assert [key for key, text in flat(read(language, name)) if not isinstance(text, str) or not text or text != text.strip()] == []


@pytest.mark.parametrize("name", ["ui", "print", "statement", "edit", "ask", "import"])
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "nl"])
def test_same_placeholders(language: str, name: str) -> None:
    dutch = dict(flat(read("nl", name)))
    assert [key for key, text in flat(read(language, name)) if placeholders(text) != placeholders(dutch[key])] == []


def test_every_word_that_the_program_asks_for_exists() -> None:
    known = dict(flat(read("nl", "ui"))).keys()
    asked = set()
    for file in PACKAGE.rglob("*.py"):
        code = file.read_text("utf-8")
        asked |= set(re.findall(r"\bui\(\s*\"([a-z][\w.-]*)\"", code))
        asked |= {f"help.{key}" for key in re.findall(r"\bhelp_of\(\"([\w-]+)\"", code)}
        asked |= {f"failure.{key}" for key in re.findall(r"\bFailure\(\"([\w-]+)\"", code)}
    assert asked - known == set()


@pytest.mark.parametrize(("name", "method"), [("edit", "edited"), ("ask", "asked"), ("import", "imported")])
def test_every_word_of_the_verbs_that_change_exists_and_is_used(name: str, method: str) -> None:
    known = dict(flat(read("nl", name))).keys()
    code = "".join(file.read_text("utf-8") for file in PACKAGE.rglob("*.py"))
    asked = set(re.findall(rf"\b{method}\(\s*\"([a-z][\w.-]*)\"", code))
    asked |= {f"help.{key}" for key in re.findall(rf"\bhelp_of\(\"{name}\.([\w-]+)\"", code)}
    asked |= {f"failure.{key}" for key in re.findall(rf"\bFailure\(\s*\"{name}\.([\w-]+)\"", code)}
    assert asked - known == set()
    spelled = set(re.findall(r"[\"']([a-z][\w.-]*)[\"']", code))
    composed = tuple(re.findall(rf"\b(?:{method}|help_of)\(\s*f\"(?:{name}\.)?([\w.-]+)\{{", code))
    composed += tuple(f"failure.{key}" for key in re.findall(rf"\bFailure\(\s*f\"{name}\.([\w-]+)\{{", code))
    spelled |= {f"{table}.{key.removeprefix(f'{name}.')}" for key in spelled if key.startswith(f"{name}.") for table in ("help", "failure")}
    assert [key for key in known - asked if key not in spelled and not key.startswith(composed)] == []


def test_every_word_of_the_privacy_statement_is_asked_for_and_exists() -> None:
    known = dict(flat(read("nl", "statement"))).keys()
    nodes = [
        node
        for file in [*(PACKAGE / "documents" / "statement").glob("*.py"), PACKAGE / "cli" / "statement.py"]
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
    ]
    calls = [node.args[0] for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("say", "stated") and node.args]
    assert {call.value for call in calls if isinstance(call, ast.Constant)} - known == set()
    said = {node.value for node in nodes if isinstance(node, ast.Constant)}
    made = [
        "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)
        for node in nodes
        if isinstance(node, ast.JoinedStr)
    ]
    made = [pattern for pattern in made if re.match(r"[a-z\\-]+\\\.", pattern)]
    assert [key for key in known if key not in said and not any(re.fullmatch(pattern, key) for pattern in made)] == []


def test_every_word_of_the_print_exists_and_is_used() -> None:
    known = {key.removesuffix(".one").removesuffix(".many") for key in dict(flat(read("nl", "print")))}
    code = "".join(file.read_text("utf-8") for file in (PACKAGE / "documents" / "register").glob("*.py"))
    asked = set(re.findall(r"\b(?:say|printed|count|section)\(\s*(?:scope, )?[\"']([a-z][\w.-]*)[\"']", code))
    assert asked - known == set()
    spelled = set(re.findall(r"[\"']([a-z_][\w.-]*)[\"']", code))
    composed = {f"{name}." for name in re.findall(r"\(f[\"'](\w+)\.\{", code)} | {f"mark.{name}-article" for name in ("special", "criminal", "national_number")}
    assert [key for key in known - asked if key not in spelled and not key.startswith(tuple(composed))] == []


# -- fields ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label_and_every_label_a_field(language: str) -> None:
    words = texts(language)
    tables = all_tables()
    labelled = {f"{table}.{name}" for table, labels in read(language, "fields").items() for name in labels}
    used = set()
    for name, table in tables.items():
        own = read(language, "fields").get(name, {})
        base = i18n._BASE.get(name, name)
        for field in fields_of(table):
            assert words.label(f"{name}.{field.name}")
            used.add(f"{name if field.name in own else base}.{field.name}")
    assert labelled == used


def test_labels_are_looked_up_where_the_model_declares_them() -> None:
    tables = all_tables()
    extended = {name: table.__mro__[1].__name__ for name, table in tables.items() if table.__mro__[1].__name__ not in ("Table", "Record")}
    assert extended == i18n._BASE


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_a_table_differ(language: str) -> None:
    words = texts(language)
    for name, table in all_tables().items():
        labels = [words.label(f"{name}.{field.name}") for field in fields_of(table)]
        assert len(set(labels)) == len(labels), name
        assert all(label[0] == label[0].upper() for label in labels), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_vocabulary_is_a_word(language: str) -> None:
    from ropa import law

    words = texts(language)
    for vocabulary in {field.about.terms for table in all_tables().values() for field in fields_of(table)} - {""}:
        for identity in law.terms(vocabulary):
            label = words.term(vocabulary, identity)
            assert label and "{" not in label, (vocabulary, identity)


# -- rules -------------------------------------------------------------------------------------------------------------------------------------


def rule_texts(language: str, rule: Rule) -> dict[str, Any]:
    """The texts of a rule; empty where the language has none."""
    file = I18N / language / "rules" / f"{i18n.FAMILIES[rule.family]}.toml"
    found: dict[str, Any] = _rule_file(str(file)).get(rule.name, {})
    return found


@cache
def _rule_file(path: str) -> dict[str, Any]:
    return toml_rs.loads(Path(path).read_text("utf-8")) if Path(path).is_file() else {}


def variants(text: Any) -> dict[str, str]:
    """The variants of a message or hint, by name."""
    return text if isinstance(text, dict) else {"default": text or ""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_texts(language: str) -> None:
    parts = ("title", "message", "hint", *(("what", "why", "how") if language in FULL else ()))
    missing = []
    for rule in RULES:
        found = rule_texts(language, rule)
        missing += [(rule.code, rule.name, part) for part in parts if not all(text.strip() for text in variants(found.get(part)).values())]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_of_a_rule(language: str) -> None:
    names = {rule.name for rule in RULES}
    for file in (I18N / language / "rules").glob("*.toml"):
        assert toml_rs.loads(file.read_text("utf-8")).keys() - names == set(), file.name


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "nl"])
@pytest.mark.parametrize("part", ["message", "hint"])
def test_messages_say_the_same_in_every_language(language: str, part: str) -> None:
    wrong = []
    for rule in RULES:
        dutch, other = variants(rule_texts("nl", rule).get(part)), variants(rule_texts(language, rule).get(part))
        wrong += [(rule.code, rule.name, variant) for variant in dutch.keys() ^ other.keys()]
        for variant in dutch.keys() & other.keys():
            if placeholders(dutch[variant]) != placeholders(other[variant]):
                wrong.append((rule.code, rule.name, variant))
    assert wrong == []


@cache
def example_findings(code: str) -> list[Finding]:
    """What is found in the wrong examples of a rule."""
    [rule] = [rule for rule in RULES if rule.code == code]
    found: list[Finding] = []
    for example in examples(rule)["wrong"]:
        found += [finding for finding in check_example(example) if finding.rule is rule]
    return found


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_messages_come_out_whole(code: str) -> None:
    findings = example_findings(code)
    assert findings
    for finding in findings:
        for language in LANGUAGES:
            for part in ("message", "hint"):
                text = texts(language).message(finding, part)
                choice = variants(rule_texts(language, finding.rule).get(part))
                template = choice.get(finding.variant) or choice.get("default", "")
                assert text.strip(), (language, part, finding.variant)
                assert not re.search(r"\{[a-z_]+\}", text), text
                assert not re.search(r"“\s*”|« *»|„\s*“|  |\( *\)", text), text
                assert placeholders(template) <= finding.params.keys(), (language, part, finding.variant)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_names_a_verb_that_does_not_exist(lang: str) -> None:
    from ropa.cli.app import VERBS

    folder = Path(ropa.__file__).parent / "i18n" / lang
    for path in sorted(folder.rglob("*.toml")):
        for verb in re.findall(r"`ropa ([a-z]+)", path.read_text("utf-8")):
            assert verb in VERBS, f"{path.name}: ropa {verb}"
