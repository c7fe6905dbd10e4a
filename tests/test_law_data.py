"""The legal data: the TOML files of ropa/law, read as they stand, hold together and say what the law says on a day."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import toml_rs

import ropa

LAW = Path(ropa.__file__).parent / "law"
TODAY = date(2026, 11, 22)
FILES = ("countries", "adequacy", "retention", "consent_ages", "authorities", "dpia")
VERIFIED = {"checked", "common knowledge", "name", "to verify"}
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

Facts = dict[str, Any]


def read(name: str) -> Facts:
    """The tables of one file of ropa/law."""
    facts: Facts = toml_rs.loads((LAW / f"{name}.toml").read_text("utf-8"))
    return facts


COUNTRIES: dict[str, Facts] = read("countries")["countries"]
DECISIONS: list[Facts] = read("adequacy")["decision"]
PERIODS: list[Facts] = read("retention")["period"]
AGES: list[Facts] = read("consent_ages")["age"]
AUTHORITIES: dict[str, Facts] = read("authorities")
CRITERIA: list[Facts] = read("dpia")["criterion"]
LISTED: list[Facts] = read("dpia")["listed"]


def inside(code: str, on: date) -> bool:
    """Whether a country or territory lies in the EEA on a day."""
    facts = COUNTRIES[code]
    return "eea_from" in facts and facts["eea_from"] <= on <= facts.get("eea_until", date.max)


def adequate(code: str, on: date) -> set[str]:
    """The ids of the decisions for a country that hold on a day."""
    return {
        decision["id"]
        for decision in DECISIONS
        if decision.get("country") == code and any(period["from"] <= on <= period.get("until", date.max) for period in decision["periods"])
    }


def holds(entry: Facts, on: date) -> bool:
    """Whether an entry with `since` and `until` holds on a day."""
    return bool(entry.get("since", date.min) <= on <= entry.get("until", date.max))


def decision_of(name: str) -> Facts:
    """The decision with an id."""
    return next(decision for decision in DECISIONS if decision["id"] == name)


def period_of(name: str) -> Facts:
    """The retention period with an id."""
    return next(period for period in PERIODS if period["id"] == name)


def entries() -> list[tuple[str, Facts]]:
    """Every entry that states law, with a name for messages. A third country without facts states none."""
    named = [(f"countries {code}", facts) for code, facts in COUNTRIES.items() if set(facts) - {"part_of"}]
    for kind, table in (("adequacy", DECISIONS), ("retention", PERIODS), ("ages", AGES), ("dpia", CRITERIA), ("dpia", LISTED)):
        named += [(f"{kind} {entry['id']}", entry) for entry in table]
    return named + [(f"authorities {key}", facts) for key, facts in AUTHORITIES.items()]


@pytest.mark.parametrize("name", FILES)
def test_parses(name: str) -> None:
    assert read(name)


def test_every_entry_says_where_it_comes_from() -> None:
    for name, entry in entries():
        assert entry.get("cite"), name
        assert entry.get("verified") in VERIFIED, name


@pytest.mark.parametrize("table", [DECISIONS, PERIODS, AGES, CRITERIA, LISTED])
def test_ids_are_unique_and_kebab_case(table: list[Facts]) -> None:
    ids = [entry["id"] for entry in table]
    assert len(ids) == len(set(ids))
    assert all(KEBAB.fullmatch(entry) for entry in ids)


def test_dates_are_in_order() -> None:
    for name, entry in entries():
        for first, last in (("since", "until"), ("eea_from", "eea_until"), ("eu_from", "eu_until"), ("adopted", "applies_from"), ("applies_from", "annulled")):
            if first in entry and last in entry:
                assert entry[first] <= entry[last], (name, first, last)


def test_dates_are_dates() -> None:
    for name, entry in entries():
        for key in ("since", "until", "eea_from", "eea_until", "eu_from", "eu_until", "gdpr_from", "adopted", "applies_from", "annulled", "superseded", "ends"):
            assert type(entry.get(key, TODAY)) is date, (name, key)


# --- countries -----------------------------------------------------------------------------------------------------------------------------------


def test_countries_are_those_of_iso_and_kosovo() -> None:
    assert len(COUNTRIES) == 250
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in COUNTRIES)
    assert {"NL", "BE", "US", "GB", "BQ", "SS", "XK"} <= set(COUNTRIES)
    assert not {"AN", "CS", "EU", "UK", "EA", "IC"} & set(COUNTRIES)


def test_part_of_names_a_country() -> None:
    assert {facts["part_of"] for facts in COUNTRIES.values() if "part_of" in facts} <= set(COUNTRIES)


def test_eea_has_thirty_members() -> None:
    members = {code for code, facts in COUNTRIES.items() if inside(code, TODAY) and "part_of" not in facts}
    assert members == {*EU.split(), "IS", "LI", "NO"}
    assert len(members) == 30


def test_union_has_twenty_seven_members() -> None:
    members = {code for code, facts in COUNTRIES.items() if "eu_from" in facts and facts.get("eu_until", date.max) >= TODAY and "part_of" not in facts}
    assert members == set(EU.split())


def test_gdpr_applies_wherever_it_is_the_eea() -> None:
    assert {code for code in COUNTRIES if inside(code, TODAY)} <= {code for code, facts in COUNTRIES.items() if "gdpr_from" in facts}


def test_territories_inside() -> None:
    assert {code for code, facts in COUNTRIES.items() if inside(code, TODAY) and "part_of" in facts} == {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}


def test_third_countries_that_look_european() -> None:
    codes = "CH MC SM VA AD GI GL FO AW CW SX BQ PF NC BL PM WF TF GG JE IM SJ"
    assert not [code for code in codes.split() if inside(code, TODAY)]


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("GB", date(2020, 12, 31), True),
        ("GB", date(2021, 1, 1), False),
        ("GI", date(2020, 12, 31), True),
        ("GI", date(2021, 1, 1), False),
        ("BL", date(2011, 12, 31), True),
        ("BL", date(2012, 1, 1), False),
        ("YT", date(2013, 12, 31), False),
        ("YT", date(2014, 1, 1), True),
        ("HR", date(2013, 6, 30), False),
        ("HR", date(2013, 7, 1), True),
    ],
)
def test_membership_on_a_day(code: str, on: date, expected: bool) -> None:
    assert inside(code, on) is expected


# --- adequacy ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("ad", "2010/625/EU"),
        ("ar", "2003/490/EC"),
        ("br", "(EU) 2026/179"),
        ("ca", "2002/2/EC"),
        ("ch", "2000/518/EC"),
        ("epo", "(EU) 2025/1382"),
        ("fo", "2010/146/EU"),
        ("gb", "(EU) 2021/1772"),
        ("gg", "2003/821/EC"),
        ("il", "2011/61/EU"),
        ("im", "2004/411/EC"),
        ("je", "2008/393/EC"),
        ("jp", "(EU) 2019/419"),
        ("kr", "(EU) 2022/254"),
        ("nz", "2013/65/EU"),
        ("us-dpf", "(EU) 2023/1795"),
        ("us-privacy-shield", "(EU) 2016/1250"),
        ("us-safe-harbour", "2000/520/EC"),
        ("uy", "2012/484/EU"),
    ],
)
def test_official_numbers(name: str, number: str) -> None:
    assert decision_of(name)["number"] == number
    assert number in decision_of(name)["cite"]


def test_no_number_that_is_seen_wrong_elsewhere() -> None:
    text = (LAW / "adequacy.toml").read_text("utf-8")
    assert not [wrong for wrong in ("2025/2531", "2003/79/", "2022/2291", "2021/1289") if wrong in text]


def test_decisions_are_for_a_third_country_or_an_organisation() -> None:
    for decision in DECISIONS:
        assert ("country" in decision) != ("organisation" in decision), decision["id"]
        assert decision.get("country", "US") in COUNTRIES, decision["id"]
        assert decision["applies_from"] == decision["periods"][0]["from"], decision["id"]
        assert not decision["partial"] or decision["scope"], decision["id"]
        assert decision["status"] in ("in-force", "annulled", "moot"), decision["id"]
        assert decision["kind"] in ("decision", "bridge"), decision["id"]


def test_periods_follow_each_other() -> None:
    for decision in DECISIONS:
        periods = decision["periods"]
        assert all(period["from"] <= period.get("until", date.max) for period in periods), decision["id"]
        assert all((later["from"] - earlier["until"]).days == 1 for earlier, later in pairwise(periods)), decision["id"]
        assert decision.get("ends") == periods[-1].get("until"), decision["id"]
        if "annulled" in decision:
            assert (decision["annulled"] - periods[-1]["until"]).days == 1, decision["id"]


def test_status_agrees_with_the_periods() -> None:
    for decision in DECISIONS:
        current = any(period["from"] <= TODAY <= period.get("until", date.max) for period in decision["periods"])
        assert current is (decision["status"] == "in-force"), decision["id"]


def test_no_decision_for_the_eea_today() -> None:
    assert not [decision["id"] for decision in DECISIONS if decision["status"] == "in-force" and "country" in decision and inside(decision["country"], TODAY)]


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("US", date(2015, 10, 5), {"us-safe-harbour"}),
        ("US", date(2015, 10, 6), set()),
        ("US", date(2019, 6, 1), {"us-privacy-shield"}),
        ("US", date(2020, 7, 15), {"us-privacy-shield"}),
        ("US", date(2020, 7, 16), set()),
        ("US", date(2021, 1, 1), set()),
        ("US", date(2023, 7, 9), set()),
        ("US", date(2023, 7, 10), {"us-dpf"}),
        ("US", TODAY, {"us-dpf"}),
        ("GB", date(2021, 3, 1), {"gb-bridge"}),
        ("GB", date(2021, 7, 1), {"gb"}),
        ("GB", date(2025, 6, 27), {"gb"}),
        ("GB", date(2025, 6, 28), {"gb"}),
        ("GB", date(2025, 12, 28), {"gb"}),
        ("GB", date(2031, 12, 27), {"gb"}),
        ("GB", date(2031, 12, 28), set()),
        ("GI", TODAY, set()),
        ("BR", date(2026, 1, 25), set()),
        ("BR", date(2026, 1, 26), {"br"}),
        ("KR", date(2021, 12, 16), set()),
        ("KR", date(2021, 12, 17), {"kr"}),
        ("CH", TODAY, {"ch"}),
        ("HU", date(2004, 5, 1), set()),
        ("IN", TODAY, set()),
    ],
)
def test_adequate_on_a_day(code: str, on: date, expected: set[str]) -> None:
    assert adequate(code, on) == expected


def test_the_united_kingdom_has_no_gap_after_the_transition() -> None:
    assert inside("GB", date(2020, 12, 31))
    assert all(adequate("GB", on) for on in (date(2021, 1, 1), date(2021, 6, 27), date(2021, 6, 28), date(2025, 12, 27)))


def test_partial_decisions() -> None:
    current = {decision["id"] for decision in DECISIONS if decision["partial"] and decision["status"] == "in-force"}
    assert current == {"br", "ca", "il", "jp", "kr", "us-dpf"}


# --- retention -----------------------------------------------------------------------------------------------------------------------------------


def days(period: dict[str, int]) -> float:
    """A length of time in days, roughly."""
    of_a_unit = {"years": 365.25, "months": 30.4, "weeks": 7.0, "days": 1.0}
    return sum(number * of_a_unit[unit] for unit, number in period.items())


def test_periods_are_whole() -> None:
    for period in PERIODS:
        assert period["kind"] in ("statute", "guideline"), period["id"]
        assert isinstance(period["automatic"], bool), period["id"]
        assert period["title"], period["id"]
        assert period["after"], period["id"]
        assert period["country"] in {*COUNTRIES, "EU"}, period["id"]
        assert period["id"].startswith(period["country"].lower() + "-"), period["id"]
        assert "floor" in period or "ceiling" in period, period["id"]
        lengths = [period[key] for key in ("floor", "ceiling", "consent") if key in period]
        assert all(length and set(length) <= {"years", "months", "weeks", "days"} and days(length) > 0 for length in lengths), period["id"]
        if "floor" in period and "ceiling" in period:
            assert days(period["floor"]) <= days(period["ceiling"]), period["id"]


def test_periods_speak_of_known_categories() -> None:
    categories, subjects, sectors = set(read("data_categories")), set(read("data_subjects")), set(read("terms")["sector"])
    for period in PERIODS:
        assert period["categories"], period["id"]
        assert set(period["categories"]) <= categories, period["id"]
        assert set(period.get("subjects", ())) <= subjects, period["id"]
        assert set(period.get("sectors", ())) <= sectors, period["id"]


def test_a_guideline_sets_no_floor() -> None:
    assert not [period["id"] for period in PERIODS if period["kind"] == "guideline" and "floor" in period]


def test_a_period_that_was_replaced_ends_where_the_next_begins() -> None:
    for period in PERIODS:
        if "replaced_by" in period:
            later = period_of(period["replaced_by"])
            assert (later["since"] - period["until"]).days == 1, period["id"]
            assert later["categories"] == period["categories"], period["id"]


@pytest.mark.parametrize(
    ("name", "key", "length"),
    [
        ("nl-books", "floor", {"years": 7}),
        ("nl-medical-record", "floor", {"years": 20}),
        ("nl-medical-record-2019", "floor", {"years": 15}),
        ("nl-youth-care-record", "floor", {"years": 20}),
        ("nl-wage-tax-statement", "floor", {"years": 5}),
        ("nl-due-diligence", "ceiling", {"years": 5}),
        ("nl-applicants", "ceiling", {"weeks": 4}),
        ("nl-applicants", "consent", {"years": 1}),
        ("nl-camera", "ceiling", {"weeks": 4}),
        ("be-books", "floor", {"years": 7}),
        ("be-income-tax-2025", "floor", {"years": 10}),
        ("be-income-tax", "floor", {"years": 7}),
        ("be-patient-record", "floor", {"years": 30}),
        ("be-patient-record", "ceiling", {"years": 50}),
        ("be-social-documents", "floor", {"years": 5}),
        ("be-camera", "ceiling", {"months": 1}),
        ("be-due-diligence", "floor", {"years": 10}),
    ],
)
def test_lengths(name: str, key: str, length: Facts) -> None:
    assert period_of(name)[key] == length


@pytest.mark.parametrize(
    ("category", "country", "on", "expected"),
    [
        ("medical-record", "NL", date(2019, 12, 31), "nl-medical-record-2019"),
        ("medical-record", "NL", date(2020, 1, 1), "nl-medical-record"),
        ("youth-care-record", "NL", date(2019, 12, 31), "nl-youth-care-record-2019"),
        ("youth-care-record", "NL", date(2020, 1, 1), "nl-youth-care-record"),
        ("tax", "BE", date(2022, 12, 31), "be-income-tax-2022"),
        ("tax", "BE", date(2025, 12, 31), "be-income-tax-2025"),
        ("tax", "BE", TODAY, "be-income-tax"),
    ],
)
def test_period_on_a_day(category: str, country: str, on: date, expected: str) -> None:
    there = [period for period in PERIODS if period["automatic"] and period["country"] == country]
    found = {period["id"] for period in there if category in period["categories"] and holds(period, on)}
    assert found == {expected}


# --- ages, authorities, impact assessments -------------------------------------------------------------------------------------------------------


def age_in(country: str, on: date) -> int:
    """The age of Art. 8 in a country on a day."""
    found = [entry["age"] for entry in AGES if entry["country"] == country and holds(entry, on)]
    assert len(found) <= 1
    return int(found[0] if found else read("consent_ages")["default"])


def test_every_member_has_an_age() -> None:
    current = {entry["country"] for entry in AGES if holds(entry, TODAY)}
    assert current == {*EU.split(), "IS", "LI", "NO"}


def test_ages_lie_between_thirteen_and_sixteen() -> None:
    for entry in AGES:
        assert 13 <= entry["age"] <= 16, entry["id"]
        assert entry["id"] == f"{entry['country'].lower()}-{entry['age']}"


@pytest.mark.parametrize(
    ("country", "on", "age"),
    [
        ("NL", TODAY, 16),
        ("BE", date(2018, 9, 4), 16),
        ("BE", TODAY, 13),
        ("FR", TODAY, 15),
        ("DE", TODAY, 16),
        ("LU", TODAY, 16),
        ("DK", date(2023, 12, 31), 13),
        ("DK", date(2024, 1, 1), 15),
        ("GB", date(2020, 12, 31), 13),
    ],
)
def test_age_on_a_day(country: str, on: date, age: int) -> None:
    assert age_in(country, on) == age


def test_authorities() -> None:
    for key, authority in AUTHORITIES.items():
        assert KEBAB.fullmatch(key)
        assert key.startswith(authority["country"].lower() + "-")
        assert authority["country"] in {*COUNTRIES, "EU"}
        assert authority["name"]
        assert authority["website"].startswith("https://"), key
        assert "@" in authority.get("email", "@"), key
        assert authority.get("phone", "+").startswith("+"), key
        assert authority.get("address", {}).get("country", authority["country"]) == authority["country"], key


def test_every_member_has_one_authority_by_default() -> None:
    by_default = [authority["country"] for authority in AUTHORITIES.values() if authority.get("default")]
    assert sorted(by_default) == sorted({*EU.split(), "IS", "LI", "NO"} - {"DE"})  # in Germany it is that of the Land
    regions = {authority["region"] for authority in AUTHORITIES.values() if authority["country"] == "DE" and "region" in authority}
    assert len(regions) == 16


def test_the_authorities_of_the_first_countries_can_be_reached() -> None:
    for key in ("nl-ap", "be-gba", "fr-cnil", "lu-cnpd"):
        assert {"name", "short", "address", "phone", "website"} <= set(AUTHORITIES[key])


def test_nine_criteria_and_two_lists() -> None:
    assert [criterion["number"] for criterion in CRITERIA] == list(range(1, 10))
    assert {criterion["id"] for criterion in CRITERIA} == set(read("terms")["dpia-criterion"])
    for country, size in (("NL", 17), ("BE", 8)):
        assert [entry["number"] for entry in LISTED if entry["country"] == country] == list(range(1, size + 1))
    assert all(entry["authority"] in AUTHORITIES and entry["title"] and entry["condition"] for entry in LISTED)
