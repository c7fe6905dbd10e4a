"""The vocabularies: complete, named in four languages, and true to themselves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import toml_rs

import ropa
from ropa.i18n import texts
from ropa.model.fields import walk_fields
from ropa.model.kinds import KINDS

PACKAGE = Path(ropa.__file__).parent
LANGUAGES = ("nl", "en", "fr", "de")
ELSEWHERE = {"country", "place", "authority", "statute"}
"""Vocabularies with files of their own: countries, authorities, retention periods."""
LEGAL = (
    *("legal-basis", "special-category", "special-ground", "criminal-ground", "national-number-ground", "decision-ground", "requirement"),
    *("role", "clause", "authorisation", "mechanism", "instrument", "scc-module", "operation", "cookie-kind", "dpia-criterion"),
)
"""Vocabularies of which every value embodies law."""
NINE = [
    "evaluation-scoring",
    "automated-decision",
    "systematic-monitoring",
    "sensitive-data",
    "large-scale",
    "matching",
    "vulnerable-subjects",
    "new-technology",
    "blocks-right",
]
"""The criteria of WP248 rev.01 in their order."""


def read(path: str) -> dict[str, Any]:
    """The tables of a TOML file of the package."""
    return toml_rs.loads((PACKAGE / path).read_text(encoding="utf-8"))


TERMS = read("law/terms.toml")
DATA = read("law/data_categories.toml")
SUBJECTS = read("law/data_subjects.toml")
FACTS: dict[str, dict[str, dict[str, Any]]] = {**TERMS, "data-category": DATA, "data-subject": SUBJECTS}
LABELS = {language: read(f"i18n/{language}/terms.toml") for language in LANGUAGES}


def entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every value of every vocabulary: (vocabulary, id, facts)."""
    for vocabulary, values in FACTS.items():
        for name, facts in values.items():
            yield vocabulary, name, facts


def test_every_vocabulary_of_the_model_exists() -> None:
    named = {field.about.terms for kind in KINDS for _, _, field in walk_fields(kind.table)} - {""}
    assert not named - ELSEWHERE - FACTS.keys()


def test_vocabularies_are_not_empty() -> None:
    assert all(FACTS.values())


def test_ids_are_plain() -> None:
    wrong = [(v, name) for v, name, _ in entries() if (v != "instrument" and not name.replace("-", "").isalnum()) or name != name.lower()]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_match_the_facts(language: str) -> None:
    labels = LABELS[language]
    assert labels.keys() == FACTS.keys()
    for vocabulary, values in FACTS.items():
        assert list(labels[vocabulary]) == list(values), vocabulary


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_filled_in_and_unique(language: str) -> None:
    for vocabulary, labels in LABELS[language].items():
        assert all(label.strip() == label and label for label in labels.values()), vocabulary
        folded = [label.casefold() for label in labels.values()]
        assert len(set(folded)) == len(folded), vocabulary


@pytest.mark.parametrize("fact", ["special", "may_hold"])
def test_special_categories_are_known(fact: str) -> None:
    for vocabulary, name, facts in entries():
        assert set(facts.get(fact, [])) <= TERMS["special-category"].keys(), (vocabulary, name)


@pytest.mark.parametrize(
    ("vocabulary", "fact", "of"),
    [
        ("service", "usual_role", "usual-role"),
        ("mechanism", "group", "mechanism-group"),
        ("measure-kind", "type", "measure-type"),
        ("standard", "kind", "assurance-kind"),
        ("data-category", "group", "data-group"),
    ],
)
def test_grouping_facts_are_known(vocabulary: str, fact: str, of: str) -> None:
    assert all(facts[fact] in TERMS[of] for facts in FACTS[vocabulary].values())


@pytest.mark.parametrize("vocabulary", LEGAL)
def test_values_that_embody_law_cite_it(vocabulary: str) -> None:
    assert all(facts.get("cite") for facts in FACTS[vocabulary].values())


def test_national_facts_are_cited() -> None:
    for vocabulary, name, facts in entries():
        for country in facts.get("countries", []):
            assert country == country.upper() and len(country) == 2
            if vocabulary == "criminal-ground":
                assert facts[country.lower()], (vocabulary, name, country)


def test_verified_says_only_what_is_open() -> None:
    keys = ("verified", "nl_verified", "be_verified")
    assert {facts[key] for _, _, facts in entries() for key in keys if key in facts} == {"to verify"}


def test_articles_in_order() -> None:
    assert [facts["cite"] for facts in TERMS["legal-basis"].values()] == [f"GDPR art. 6(1)({letter})" for letter in "abcdef"]
    assert [facts["cite"] for facts in TERMS["special-ground"].values()] == [f"GDPR art. 9(2)({letter})" for letter in "abcdefghij"]
    assert [facts["cite"] for facts in TERMS["clause"].values()] == [f"GDPR art. 28(3)({letter})" for letter in "abcdefgh"]
    assert [name for name, facts in TERMS["special-ground"].items() if facts.get("needs_law")] == [
        "employment-social-security",
        "substantial-public-interest",
        "public-health",
        "archiving-research-statistics",
    ]


def test_only_a_ground_for_professionals_needs_secrecy() -> None:
    assert [name for name, facts in TERMS["special-ground"].items() if facts.get("needs_secrecy")] == ["health-care"]


def test_assessment_for_safeguards_alone() -> None:
    for name, facts in TERMS["mechanism"].items():
        assert facts.get("needs_assessment", False) == (facts["group"] == "safeguard"), name
    assert {n for n, facts in TERMS["mechanism"].items() if facts.get("needs_authorisation")} == {"ad-hoc-clauses", "administrative-arrangement"}
    assert all(name.startswith("derogation-") == (facts["group"] == "derogation") for name, facts in TERMS["mechanism"].items())


def test_instruments() -> None:
    instruments = TERMS["instrument"]
    assert instruments["2021/914"]["transfer_tool"] and not instruments["2021/915"]["transfer_tool"]
    for old in ("2001/497", "2004/915", "2010/87"):
        assert instruments[old]["no_new_from"] == date(2021, 9, 27)
        assert instruments[old]["last_day"] == date(2022, 12, 27)
        assert instruments[old]["superseded_by"] == "2021/914"


def test_modules_that_are_a_processing_agreement() -> None:
    assert [number for number, facts in TERMS["scc-module"].items() if facts.get("article28")] == ["2", "3"]


def test_criteria_of_wp248() -> None:
    assert list(TERMS["dpia-criterion"]) == NINE


def test_national_number_is_no_special_category() -> None:
    numbers = {name for name, facts in DATA.items() if facts.get("national_number")}
    assert numbers == {"national-number"}
    assert "special" not in DATA["national-number"]


@pytest.mark.parametrize("name", ["photo", "nationality", "place-of-birth", "guardianship", "financial", "debt", "exam-results", "marital-status"])
def test_not_special_by_nature(name: str) -> None:
    assert "special" not in DATA[name] and not DATA[name].get("criminal")


@pytest.mark.parametrize(
    ("name", "special"),
    [
        ("health", "health"),
        ("medical-record", "health"),
        ("youth-care-record", "health"),
        ("sickness-absence", "health"),
        ("biometric", "biometric"),
        ("genetic", "genetic"),
        ("religion", "religious-beliefs"),
        ("ethnicity", "racial-ethnic-origin"),
        ("political", "political-opinions"),
        ("trade-union", "trade-union"),
        ("sex-life", "sex-life"),
    ],
)
def test_special_by_nature(name: str, special: str) -> None:
    assert DATA[name]["special"] == [special]


def test_criminal_record_is_article_10_alone() -> None:
    assert [name for name, facts in DATA.items() if facts.get("criminal")] == ["criminal-record"]
    assert "special" not in DATA["criminal-record"]


def test_children_are_vulnerable() -> None:
    assert all(facts.get("vulnerable") for facts in SUBJECTS.values() if facts.get("children"))


def test_every_fact_has_one_type() -> None:
    kinds: dict[tuple[str, str], set[type]] = {}
    for vocabulary, _, facts in entries():
        for key, value in facts.items():
            kinds.setdefault((vocabulary, key), set()).add(type(value))
    assert all(len(types) == 1 for types in kinds.values())


def test_decisions_behind_a_mechanism_exist() -> None:
    known = {entry["id"] for value in read("law/adequacy.toml").values() if isinstance(value, list) for entry in value}
    assert {facts["decision"] for facts in TERMS["mechanism"].values() if "decision" in facts} <= known


def test_periods_name_categories_and_sectors_that_exist() -> None:
    for period in read("law/retention.toml")["period"]:
        assert set(period.get("categories", [])) <= DATA.keys(), period["id"]
        assert set(period.get("sectors", [])) <= TERMS["sector"].keys(), period["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_period_has_a_name(language: str) -> None:
    ids = [period["id"] for period in read("law/retention.toml")["period"]]
    names = read(f"i18n/{language}/statutes.toml")
    assert list(names) == ids
    assert [texts(language).term("statute", identity) for identity in ids] == list(names.values())
    assert all(name and name == name.strip() and "{" not in name for name in names.values())
    assert len({name.casefold() for name in names.values()}) == len(names)


def test_criteria_are_those_of_the_impact_assessment() -> None:
    assert [criterion["id"] for criterion in read("law/dpia.toml")["criterion"]] == NINE
