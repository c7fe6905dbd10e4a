"""The schemas: what the reader takes they take, what it refuses they refuse, and editors get labels and values."""

import datetime
import json
import shutil
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import toml_rs

from ropa import law
from ropa.cli import run
from ropa.i18n import LANGUAGES, texts
from ropa.model.fields import Field, Table, fields_of
from ropa.model.kinds import ACTIVITY, BY_NAME, CERTIFICATE, KINDS, MEASURE, PROCESSOR, VOCABULARY, Kind
from ropa.model.read import read
from ropa.output.schema import schema_name, schema_of, schemas
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import base, write
from tools.docs import inner_table, register_folders

GENERIC = schemas(texts("nl"))
TAPLO = shutil.which("taplo", path=str(Path(sys.executable).parent)) or shutil.which("taplo")


def plain(value: Any) -> Any:
    """Data of TOML as an editor hands them to a schema: dates are texts."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case datetime.date():
            return value.isoformat()
    return value


def errors(kind: Kind, data: Any, made: dict[str, Any] | None = None) -> list[str]:
    """What a schema has against the data of a file."""
    validator = jsonschema.Draft7Validator(made or GENERIC[f"{schema_name(kind)}.json"], format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(plain(data))]


def sample(field: Field) -> Any:
    """A right value of a field."""
    if (inner := inner_table(field)) is not None:
        table = filled(inner)
        return {"own-one": table} if typing.get_origin(field.type) is dict else [table] if field.many else table
    if field.about.terms:
        value: Any = next(iter(law.terms(field.about.terms)))
    elif field.about.ref:
        value = "some-id"
    else:
        element = typing.get_args(field.type)[0] if field.many else field.type
        value = {str: "tekst", int: 1, bool: True, datetime.date: datetime.date(2026, 3, 1)}[element]
    return [value] if field.many else value


def filled(table: type[Table]) -> dict[str, Any]:
    """A table with every field filled in."""
    return {field.name: sample(field) for field in fields_of(table)}


def file_of(kind: Kind) -> dict[str, Any]:
    return {"some-id": filled(kind.table)} if kind.entries else filled(kind.table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_schemas(language: str) -> None:
    for name, made in schemas(texts(language)).items():
        jsonschema.Draft7Validator.check_schema(made)
        assert made["$schema"] == "http://json-schema.org/draft-07/schema#", name
        json.dumps(made)


def test_a_file_for_every_kind() -> None:
    names = ["register", "activity", "processor", "recipient", "agreement", "location", "certificate", "measures", "vocabulary", "accepted"]
    assert list(GENERIC) == [f"{name}.json" for name in names]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_filled_in_is_right_for_reader_and_schema(kind: Kind) -> None:
    data = filled(kind.table)
    assert read(kind.table, "some-id", data)[1] == []
    assert errors(kind, file_of(kind)) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_least_is_right(kind: Kind) -> None:
    data = {field.name: sample(field) for field in fields_of(kind.table) if field.about.required}
    assert errors(kind, {"some-id": data} if kind.entries else data) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_the_reader_refuses_the_schema_refuses(kind: Kind) -> None:
    for field in fields_of(kind.table):
        for value in ("none", "tekst", 7, True, datetime.date(2026, 3, 1), ["tekst"], [7], {"nonsense": 1}, [{"nonsense": 1}]):
            wrong = read(kind.table, "some-id", {**filled(kind.table), field.name: value})[1]
            record = {field.name: value, **_required(kind, field)}
            refused = errors(kind, {"some-id": record} if kind.entries else record)
            if wrong:
                # a date goes to a schema as text: that a text is meant, and a date given, only the reader can tell
                assert refused or isinstance(value, datetime.date), (field.name, value)


def _required(kind: Kind, beside: Field) -> dict[str, Any]:
    return {field.name: sample(field) for field in fields_of(kind.table) if field.about.required and field.name != beside.name}


@pytest.mark.parametrize(
    ("kind", "data", "word"),
    [
        (ACTIVITY, {"name": "x", "retentoin": {}}, "retentoin"),
        (ACTIVITY, {}, "required"),
        (ACTIVITY, {"name": "x", "id": "x"}, "'id' was unexpected"),
        (ACTIVITY, {"name": "x", "role": "boss"}, "boss"),
        (ACTIVITY, {"name": "x", "processors": "all"}, "none"),
        (ACTIVITY, {"name": "x", "locations": "none"}, "array"),
        (ACTIVITY, {"name": "x", "processors": ["Not an id"]}, "Not an id"),
        (ACTIVITY, {"name": "x", "started": "yesterday"}, "date"),
        (ACTIVITY, {"name": "x", "data": [{"category": "Not an id"}]}, "Not an id"),
        (PROCESSOR, {"name": "x", "country": "Nederland"}, "Nederland"),
        (CERTIFICATE, {"name": "x"}, "standard"),
        (MEASURE, {"Slot op de Deur": {}}, "Slot op de Deur"),
        (VOCABULARY, {"data": {"eigen": {}}}, "name"),
    ],
)
def test_what_is_wrong(kind: Kind, data: dict[str, Any], word: str) -> None:
    assert any(word in message for message in errors(kind, data)), errors(kind, data)


def test_none_and_categories_of_ones_own_are_right() -> None:
    assert errors(ACTIVITY, {"name": "x", "processors": "none", "automated_decisions": "none", "data": [{"category": "career-scan", "special": "none"}]}) == []


# -- what editors show -------------------------------------------------------------------------------------------------------------------------


def leaves(made: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of a schema, by its place."""
    for name, inner in made.get("properties", {}).items():
        yield f"{path}.{name}", inner
        yield from leaves(inner, f"{path}.{name}")
    for word in ("items", "additionalProperties"):
        if isinstance(made.get(word), dict):
            yield from leaves(made[word], path)


@pytest.mark.parametrize("name", GENERIC)
def test_every_field_has_title_and_description(name: str) -> None:
    found = dict(leaves(GENERIC[name]))
    assert found
    for place, field in found.items():
        assert field["title"] and field["description"].startswith(f"{field['title']}: "), place
        assert place.rpartition(".")[2].isidentifier()


def test_labels_and_articles_are_in_the_language() -> None:
    retention = schema_of(ACTIVITY, texts("nl"))["properties"]["retention"]
    assert retention["title"] == "Bewaartermijn"
    assert "art. 30 lid 1 onder f AVG" in retention["description"]
    assert schema_of(ACTIVITY, texts("de"))["properties"]["retention"]["title"] == "Speicherdauer"


def choices(made: Any) -> Iterator[dict[str, Any]]:
    if isinstance(made, dict):
        if isinstance(made.get("enum"), list):
            yield made
        for value in made.values():
            yield from choices(value)
    elif isinstance(made, list):
        for value in made:
            yield from choices(value)


@pytest.mark.parametrize("name", GENERIC)
def test_every_value_has_its_words(name: str) -> None:
    for choice in choices(GENERIC[name]):
        notes = choice["x-taplo"]["docs"]["enumValues"]
        assert len(notes) == len(choice["enum"]) and all(notes)


def test_values_are_those_of_the_vocabulary() -> None:
    purposes = GENERIC["activity.json"]["properties"]["purposes"]["items"]["properties"]
    assert purposes["basis"]["enum"] == list(law.terms("legal-basis"))
    assert "toestemming (art. 6 lid 1 onder a AVG)" in purposes["basis"]["x-taplo"]["docs"]["enumValues"]


def test_with_a_register_ids_and_own_categories_are_listed(tmp_path: Path) -> None:
    files = {**base(), "vocabulary.toml": '[data.loopbaanscan]\nname = "uitslag"\n', "processors/post.toml": 'name = "De Post"\n'}
    register = Register(Folder(str(write(tmp_path, files))))
    made = schema_of(ACTIVITY, texts("nl"), register)
    processors = made["properties"]["processors"]["items"]
    assert processors["enum"] == list(register.processors)
    assert "De Post" in processors["x-taplo"]["docs"]["enumValues"]
    assert errors(ACTIVITY, {"name": "x", "processors": ["post"], "data": [{"category": "loopbaanscan"}]}, made) == []
    assert errors(ACTIVITY, {"name": "x", "processors": ["paard"]}, made)
    assert errors(ACTIVITY, {"name": "x", "data": [{"category": "loopbaanscna"}]}, made)


# -- real registers ----------------------------------------------------------------------------------------------------------------------------


def toml_files() -> list[Path]:
    return sorted(file for folder in register_folders() for file in folder.rglob("*.toml"))


@pytest.mark.parametrize("file", toml_files(), ids=lambda file: "/".join(file.parts[-3:]))
def test_example_registers_are_right_and_say_which_schema_they_follow(file: Path) -> None:
    text = file.read_text("utf-8")
    directive, _, named = text.partition("\n")[0].partition(" ")
    assert directive == "#:schema"
    schema = file.parent / named
    assert schema.is_file()
    [kind] = [kind for kind in KINDS if f"{schema_name(kind)}.json" == schema.name]
    assert kind.place == (file.parent.name if kind.per_file else file.name)
    assert errors(kind, toml_rs.loads(text), json.loads(schema.read_text("utf-8"))) == []


@pytest.mark.skipif(TAPLO is None, reason="taplo is not here")
def test_an_editor_agrees(tmp_path: Path) -> None:
    assert TAPLO
    for folder in register_folders():
        done = subprocess.run([TAPLO, "lint", *map(str, folder.rglob("*.toml"))], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    text = '#:schema ../.schema/activity.json\nname = "x"\nretentoin = 3\n'
    write(tmp_path, {".schema/activity.json": json.dumps(GENERIC["activity.json"]), "activities/x.toml": text})
    done = subprocess.run([TAPLO, "lint", str(tmp_path / "activities" / "x.toml")], check=False, capture_output=True, text=True)
    assert done.returncode != 0 and "retentoin" in done.stderr


# -- the command -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["activity", "activities", "Activity"])
def test_one_goes_to_standard_output(word: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["schema", word, "--lang", "nl"]) == 0
    assert json.loads(capsys.readouterr().out) == GENERIC["activity.json"]


def test_all_go_to_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    register = write(tmp_path / "register", base())
    assert run(["schema", "--register", str(register), "-o", str(register / ".schema")]) == 0
    out, err = capsys.readouterr()
    assert not out and ".schema" in err
    assert {file.name: json.loads(file.read_text("utf-8")) for file in (register / ".schema").iterdir()} == GENERIC


def test_the_folder_of_schemas_is_no_part_of_the_register(tmp_path: Path) -> None:
    register = write(tmp_path / "register", base())
    assert run(["schema", "--register", str(register), "-o", str(register / ".schema")]) == 0
    assert Register(Folder(str(register))).found == []


def test_with_ids(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    register = write(tmp_path / "register", base())
    assert run(["schema", "activity", "--with-ids", "--register", str(register)]) == 0
    assert '"enum": [\n' in capsys.readouterr().out
    loaded = Register(Folder(str(register)))
    assert run(["schema", "agreement", "--with-ids", "--register", str(register)]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["properties"]["activities"]["items"]["enum"] == list(loaded.activities)


@pytest.mark.parametrize(
    "arguments", [["schema"], ["schema", "nonsense"], ["schema", "activity", "--with-ids"], ["schema", "--register", "nowhere", "-o", "x"]]
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert not out and len(err.splitlines()) == 1


def test_a_folder_that_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("a file")
    assert run(["schema", "-o", "taken"]) == 2
    assert (tmp_path / "taken").read_text() == "a file"
    assert "taken" in capsys.readouterr().err


def test_the_names_of_kinds_are_taken() -> None:
    assert {"measures", "register"} <= {schema_name(kind) for kind in BY_NAME.values()}
