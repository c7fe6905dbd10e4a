"""The catalogue: that every entry says what may be said, makes records that read without a fault in every language and country, and is found by its names."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import toml_rs

from ropa import catalogue, law
from ropa.catalogue import KINDS, Entry, entries, find, starter
from ropa.catalogue.making import words
from ropa.cli import run
from ropa.errors import Failure
from ropa.findings import Finding, check
from ropa.i18n import LANGUAGES
from ropa.output.catalogue import files
from ropa.register import Register
from ropa.source.folder import Folder

from .support import TODAY, base, check_files, write

COUNTRIES = ("NL", "BE", "FR", "DE", "")

CATALOGUE = ("catalogue", "--as-of", str(TODAY))

MAY_BE_FOUND = {
    # in a draft, for the organisation to decide; the entry has a comment for each of them
    "D303": "a period that no law sets",
    "P203": "the act, in a country of which the catalogue does not know it",
    "P206": "the balancing test",
    "P208": "how consent is asked and recorded",
    "P211": "the national article for health or sickness data, elsewhere than in NL and BE",
    "P213": "whether a category that often holds special data does so here",
    "A701": "whether a DPIA is required",
    "S602": "where the data are",
    "S612": "when restoring a back-up was tried",
    "S614": "which measures there are",
    "S615": "whether a place is locked or encrypted",
    # of a party that is used
    "T401": "what makes a transfer lawful: to be looked up",
    "T405": "whether an adequacy decision covers the party: to be looked up",
    "T415": "the country of a party or place of which no source was read",
    "T417": "whether a parent company elsewhere has access",
    "T426": "the country of one that the user has to name",
    "V501": "the agreement with a processor",
    "V517": "facts that are to be confirmed",
}
"""Rules that may find something on what an entry makes, and why that is as it should be."""


def _walk(value: Any) -> Iterator[Any]:
    """A value and everything in it."""
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _walk(inner)


def _register(language: str, country: str) -> str:
    """The register.toml of the base register, in a language and a country."""
    text = str(base()["register.toml"]).replace('language = "nl"', f'language = "{language}"')
    return text.replace('country = "NL"', f'country = "{country}"') if country else text.replace(', country = "NL"', "")


def _uses(registered: dict[str, Any]) -> str:
    """A draft that uses every party and place of a register, so that the rules have a say about them."""
    ids = {
        folder: [name.partition("/")[2][:-5] for name in registered if name.startswith(f"{folder}/")] for folder in ("processors", "recipients", "locations")
    }
    lines = [f"{folder} = {json.dumps(found)}" for folder, found in ids.items() if found]
    return "\n".join(['name = "Alles"', 'status = "draft"', f"created = {TODAY}", *lines]) + "\n"


def _without_errors(findings: list[Finding]) -> None:
    for finding in findings:
        assert finding.severity != "error", (finding.rule.code, finding.record, finding.params)
        assert finding.rule.code in MAY_BE_FOUND, (finding.rule.code, finding.rule.name, finding.record, finding.params)


# -- what the files say ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_texts_are_there_in_every_language(entry: Entry) -> None:
    for value in _walk(entry.data):
        if isinstance(value, dict) and set(value) & set(LANGUAGES):
            assert set(value) == set(LANGUAGES), value
            assert all(value.values())
        if isinstance(value, str) and value.startswith("$"):
            assert value[1:] in words()
        if isinstance(value, str) and value.startswith("@"):
            assert value == "@country" or value[1:] in {other.id for other in entries()}
    for language in LANGUAGES:
        assert entry.name(language)


def test_shared_texts_are_complete_and_used() -> None:
    used = {value[1:] for entry in entries() for value in _walk(entry.data) if isinstance(value, str) and value.startswith("$")}
    used |= {"draft-top", "party-top", "measures-top", "proposed-locations", "proposed-measures", "decide-place"}
    assert set(words()) == used
    for name, text in words().items():
        assert tuple(text) == LANGUAGES, name


@pytest.mark.parametrize("entry", [*entries("processor"), *entries("recipient")], ids=lambda entry: entry.id)
def test_a_fact_about_a_company_has_a_source_that_is_to_be_confirmed(entry: Entry) -> None:
    data = entry.data[entry.kind]
    facts = {key for key in ("legal_name", "country", "parent", "parent_country", "website", "registration", "address") if key in data}
    if facts and data.get("kind") != "public-authority":
        assert entry.sources, facts
    for source in entry.sources:
        assert source["url"].startswith("https://")
        assert source["confirmed"] is False
        assert source.get("read", TODAY) <= TODAY
    assert data.get("country", "NL") in {*law.countries(), "@country"}
    assert not {"safeguards", "sub_processors", "access_from", "locations", "address", "last_review", "started"} & set(data), "what changes is left to the user"


@pytest.mark.parametrize("entry", entries("processor"), ids=lambda entry: entry.id)
def test_who_decides_for_itself_is_no_processor(entry: Entry) -> None:
    role = law.terms("service")[entry.service]["usual_role"]
    assert role in ("processor", "depends")
    assert role == "processor" or "own_purposes" in entry.data["open"]


def test_payment_services_are_recipients() -> None:
    assert {entry.kind for entry in entries() if entry.service == "payment"} == {"recipient"}


def test_kinds_of_service_and_measures_exist() -> None:
    for entry in entries():
        assert {entry.service, *entry.services} - {""} <= set(law.terms("service")), entry.id
        assert set(entry.data.get("measures", ())) <= set(law.terms("measure-kind")), entry.id
        assert set(entry.activities) <= {other.id for other in entries("activity")}, entry.id
        assert set(entry.data.get("locations", ())) <= {other.id for other in entries("location")}, entry.id


def test_every_kind_of_service_that_an_activity_names_is_one_of_a_party_or_a_known_gap() -> None:
    offered = {entry.service for entry in entries()}
    missing = {service for entry in entries("activity") for service in entry.services} - offered
    assert missing == {"access-control", "camera-surveillance", "fulfilment", "reception", "recruitment", "security-monitoring"}


# -- what they make ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_at_once_reads_without_a_fault(language: str, country: str) -> None:
    made: dict[str, str] = {}
    for entry in entries():
        if entry.kind != "starter":
            for path, text in files(entry, language, TODAY, country).items():
                assert made.setdefault(path, text) == text, f"{entry.id}: {path} is made in two ways"
    made |= {"register.toml": _register(language, country), "activities/alles.toml": _uses(made)}
    found = [finding for finding in check_files(made) if finding.file in made and finding.file not in ("register.toml", "activities/alles.toml")]
    _without_errors(found)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("entry", entries("starter"), ids=lambda entry: entry.id)
def test_a_starter_is_a_register_of_its_own(entry: Entry, country: str, tmp_path: Path) -> None:
    language = LANGUAGES[COUNTRIES.index(country) % len(LANGUAGES)]
    made = files(entry, language, TODAY, country)
    register = Register(Folder(str(write(tmp_path, {"register.toml": _register(language, country), **made}))))
    assert len(register.activities) == len(entry.activities) >= 4
    assert register.measures
    found = [finding for finding in check(register, TODAY) if finding.file in made]
    _without_errors(found)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_a_file_says_what_the_data_say(entry: Entry) -> None:
    for language, country in (("nl", "NL"), ("fr", "BE"), ("de", "")):
        records, comments = entry.records(language, TODAY, country), entry.comments(language, TODAY, country)
        assert list(records) == list(comments)
        for path, text in files(entry, language, TODAY, country).items():
            parsed = toml_rs.loads(text)
            assert parsed == (
                records[path[:-5]] if path != "measures.toml" else {key.partition("/")[2]: data for key, data in records.items() if "measures/" in key}
            )
        for reference, said in comments.items():
            for path_of_key, text in said.items():
                here: Any = records[reference]
                for part in path_of_key:
                    here = here[part]
                assert text.strip()
                assert "$" not in text


def test_an_activity_comes_as_a_draft_of_that_day() -> None:
    for entry in entries("activity"):
        data = entry.records("nl", date(2026, 11, 3), "NL")[entry.main("nl")]
        assert (data["status"], data["created"]) == ("draft", date(2026, 11, 3))


def test_the_law_of_the_country_sets_the_period() -> None:
    def kept(country: str, name: str, category: str, on: date = TODAY) -> dict[str, Any] | None:
        entry = find("activity", name)
        data = entry.records("nl", on, country)[entry.main("nl")]["data"]
        found: dict[str, Any] | None = next(each for each in data if each["category"] == category).get("retention")
        return found

    dutch = kept("NL", "care-file", "medical-record")
    assert dutch == {"years": 20, "after": "laatste wijziging van het dossier", "statute": "nl-medical-record"}
    assert (kept("BE", "care-file", "patient-record") or {})["years"] == 30
    assert kept("FR", "care-file", "medical-record") is None
    assert (kept("NL", "invoicing", "invoice") or {})["statute"] == "nl-books"
    assert (kept("BE", "invoicing", "invoice") or {})["statute"] == "be-books"
    assert (kept("NL", "camera-surveillance", "camera-images") or {})["weeks"] == 4
    assert (kept("BE", "camera-surveillance", "camera-images") or {})["months"] == 1


def test_every_call_gives_data_of_its_own() -> None:
    entry = find("activity", "invoicing")
    entry.records("nl", TODAY, "NL")[entry.main("nl")]["data"].clear()
    assert entry.records("nl", TODAY, "NL")[entry.main("nl")]["data"]


def test_what_an_activity_names_comes_along() -> None:
    records = find("activity", "facturatie en boekhouding").records("fr", TODAY, "BE")
    assert list(records) == ["activities/facturation-et-comptabilite", "recipients/administration-fiscale", "recipients/banque"]
    assert records["activities/facturation-et-comptabilite"]["recipients"] == ["administration-fiscale", "banque"]
    assert records["recipients/administration-fiscale"]["name"] == "SPF Finances"


# -- finding -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "identity"),
    [
        ("processor", "Mailchimp", "mailchimp"),
        ("processor", "mail chimp", "mailchimp"),
        ("processor", "Navision CRM", "microsoft-dynamics"),
        ("processor", "exact online", "exact-online"),
        ("processor", "OneDrive", "microsoft-365"),
        ("processor", "Microsoft Teams", "microsoft-365"),
        ("processor", "Plug&Pay", "plug-and-pay"),
        ("processor", "boekhouder", "bookkeeper"),
        ("recipient", "iDEAL", "payment-service"),
        ("recipient", "accountant", "accountant"),
        ("recipient", "FOD Financiën", "tax-authority"),
        ("activity", "nieuwsbrief", "newsletter"),
        ("activity", "Clientdossier", "client-file"),
        ("activity", "Lohnbuchhaltung", "personnel"),
        ("starter", "vzw", "association"),
        (None, "Sendinblue", "brevo"),
    ],
)
def test_an_entry_is_found_by_the_names_that_people_use(kind: str | None, name: str, identity: str) -> None:
    assert find(kind, name).id == identity


@pytest.mark.parametrize(
    ("kind", "name", "key", "param"),
    [
        ("processor", "mialchimp", "ask.catalogue-near", "mailchimp"),
        ("processor", "Exakt Online", "ask.catalogue-near", "exact-online"),
        ("activity", "nieuwsbreif", "ask.catalogue-near", "newsletter"),
        ("processor", "Mollie", "ask.catalogue-other-kind", "mollie"),
        ("activity", "webwinkel", "", "webshop-orders"),
        ("processor", "werkgever", "ask.catalogue-is-starter", "employer"),
        ("processor", "qqqqqqqq", "ask.catalogue-none", ""),
        ("processor", "", "ask.catalogue-none", ""),
        (None, "../../../etc/passwd", "ask.catalogue-none", ""),
    ],
)
def test_what_is_not_there_is_said_with_what_is_near(kind: str | None, name: str, key: str, param: str) -> None:
    if not key:
        assert find(kind, name).id == param
        return
    with pytest.raises(Failure) as failure:
        find(kind, name)
    assert failure.value.key == key
    assert param in (failure.value.params.get("near", ""), failure.value.params.get("name", ""))


def test_a_name_leads_to_one_entry_of_a_kind() -> None:
    for kind in KINDS:
        seen: dict[str, str] = {}
        for entry in entries(kind):
            for name in entry.folded:
                assert seen.setdefault(name, entry.id) == entry.id, name


def test_ids_are_unique_over_all_folders() -> None:
    here = Path(catalogue.__file__).parent
    names = [file.name for folder in catalogue.FOLDERS for file in (here / folder).glob("*")]
    assert len(names) == len(set(names)) == len(entries())


def test_an_entry_by_its_id_is_read_alone() -> None:
    catalogue._all.cache_clear()
    assert starter("practice").activities
    assert find("processor", "mailchimp").service == "newsletter"
    assert catalogue._all.cache_info().currsize == 0


# -- the verb ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verb_lists_everything(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*CATALOGUE, "--lang", language]) == 0
    out, err = capsys.readouterr()
    assert all(entry.id in out for entry in entries())
    assert "ropa catalogue" in err


@pytest.mark.parametrize(
    ("what", "there", "not_there"),
    [
        (["processors"], "moneybird", "mollie"),
        (["verwerkers"], "moneybird", "mollie"),
        (["starters"], "practice", "moneybird"),
        (["activity"], "newsletter", "laposta"),
        (["betaaldienst"], "Onze betaalinstelling", "mollie"),
        (["nieuws"], "laposta", "moneybird"),
        (["belgi"], "combell", "moneybird"),
        (["boekhouding"], "Facturatie en boekhouding", "laposta"),
    ],
)
def test_the_verb_takes_a_kind_a_name_or_a_text(
    what: list[str], there: str, not_there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*CATALOGUE, *what, "--lang", "nl"]) == 0
    out = capsys.readouterr().out
    assert there in out
    assert not_there not in out


def test_the_verb_shows_what_an_entry_states_and_where_that_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*CATALOGUE, "Exact", "Online", "--lang", "nl"]) == 0
    out, err = capsys.readouterr()
    assert "Exact Online  verwerker: boekhouding" in out
    assert "Bron: https://www.exact.com (zonder datum: kijk daar zelf)" in out
    assert "ropa new processor --from exact-online" in err
    assert run([*CATALOGUE, "wetransfer", "--lang", "nl"]) == 0
    assert "(tekst van 7 augustus 2026)" in capsys.readouterr().out


def test_the_verb_shows_an_entry_for_the_country_of_the_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*CATALOGUE, "zorgdossier", "--lang", "nl"]) == 0
    out, err = capsys.readouterr()
    assert "statute" not in out
    assert "--country NL" in err
    assert run([*CATALOGUE, "zorgdossier", "--lang", "nl", "--country", "be"]) == 0
    assert 'statute = "be-patient-record"' in capsys.readouterr().out
    write(tmp_path, {"register.toml": _register("nl", "NL")})
    assert run([*CATALOGUE, "zorgdossier"]) == 0
    assert 'statute = "nl-medical-record"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["mialchimp"], "mailchimp"), (["\x1b[31mrood"], "catalogue"), (["mailchimp", "--country", "XX"], "--country"), (["--format", "pdf"], "text, json")],
)
def test_what_the_verb_cannot_show_is_wrong_usage(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*CATALOGUE, *arguments]) == 2
    err = capsys.readouterr().err
    assert word in err
    assert "\x1b" not in err


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*CATALOGUE, "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["schema"] == "ropa.catalogue/1"
    assert [each["id"] for each in listed["entries"]] == [entry.id for entry in entries()]
    assert run([*CATALOGUE, "laposta", "--format", "json", "--lang", "nl"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["schema"] == "ropa.catalogue-entry/1"
    assert shown["records"]["processors/laposta"]["sources"][0]["confirmed"] is False
    assert shown["comments"][0]["record"] == "processors/laposta"


# -- to be confirmed ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["laposta", "mollie", "microsoft-365"])
def test_facts_stay_a_finding_until_the_command_of_the_hint_confirms_them(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = find(None, name)
    made = files(entry, "nl", TODAY, "NL")
    root = write(tmp_path, {**base(), **made})
    for number, _ in enumerate(entry.sources, 1):
        run(["check", str(root), "--select", "V517", "--as-of", str(TODAY), "--lang", "nl", "--no-color", "--format", "text"])
        said = " ".join(capsys.readouterr().out.split())
        command = f'ropa set {entry.main("nl")} "sources[{number}].confirmed" true'
        assert command in said
        assert run(["set", entry.main("nl"), f"sources[{number}].confirmed", "true", "--register", str(root), "--yes", "--as-of", str(TODAY)]) == 0
    capsys.readouterr()
    run(["check", str(root), "--select", "V517", "--as-of", str(TODAY)])
    assert "V517" not in capsys.readouterr().out
