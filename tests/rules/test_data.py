"""D: what the examples cannot show: comparing periods, the law of another day or country, and where one finding must be enough."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import toml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

import ropa
from ropa.derive.kept import empty_words, endless
from ropa.derive.retention import Period, in_force, longer, norms, shorter, span
from ropa.findings import Finding
from ropa.i18n import LANGUAGES
from tests.support import Content, base, check_files

HEAD = """
[[purposes]]
purpose = "De afgesproken dienst leveren"
basis = "contract"
contract = "De overeenkomst met de cliënt."

[[subjects]]
category = "{subjects}"
"""


def activity(*data: str, top: str = "", subjects: str = "clients") -> str:
    """An activity with these blocks of data."""
    return f'name = "Dienstverlening"\n{top}\n{HEAD.format(subjects=subjects)}\n' + "".join(f"\n[[data]]\n{block}\n" for block in data)


def kept(category: str, retention: str, more: str = "") -> str:
    return f'category = "{category}"\nsource = ["data-subject"]\nrequired = "voluntary"\nretention = {retention}\n{more}'


def found(
    code: str, *data: str, as_of: date = date(2026, 11, 22), top: str = "", subjects: str = "clients", files: dict[str, Content] | None = None
) -> list[Finding]:
    """The findings of one rule on the base with one more activity."""
    laid: dict[str, Content] = {"activities/dienst.toml": activity(*data, top=top, subjects=subjects), **(files or {})}
    return [finding for finding in check_files(laid, as_of) if finding.rule.code == code]


def belgian() -> dict[str, Content]:
    """The base register, of an organisation in Belgium."""
    register = str(base()["register.toml"]).replace('country = "NL"', 'country = "BE"').replace("nl-ap", "be-gba")
    activity = str(base()["activities/client-administration.toml"]).replace("years = 7,", "years = 10,").replace(', statute = "nl-books"', "")
    return {"register.toml": register, "activities/client-administration.toml": activity}


# -- arithmetic ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Period(years=7), Period(months=84), None),
        (Period(years=7), Period(months=85), "shorter"),
        (Period(years=7), Period(days=2556), None),
        (Period(days=2554), Period(years=7), "shorter"),
        (Period(weeks=4), Period(months=1), None),
        (Period(weeks=5), Period(months=1), "longer"),
        (Period(days=31), Period(months=1), None),
        (Period(days=32), Period(months=1), "longer"),
        (Period(weeks=52), Period(years=1), "shorter"),
        (Period(days=28), Period(weeks=4), None),
        (Period(days=29), Period(weeks=4), "longer"),
        (Period(years=1, months=6), Period(months=18), None),
        (Period(years=15), Period(years=20), "shorter"),
        (Period(), Period(days=1), "shorter"),
    ],
)
def test_periods_compare_only_where_the_calendar_cannot_matter(one: Period, other: Period, expected: str | None) -> None:
    a, b = span(one), span(other)
    assert shorter(a, b) == (expected == "shorter")
    assert longer(a, b) == (expected == "longer")
    assert not (shorter(a, b) and shorter(b, a))


def later(start: date, period: Period) -> int:
    """Days that a period really has from a day that every month has."""
    months = start.month - 1 + period.months + 12 * period.years
    end = start.replace(year=start.year + months // 12, month=months % 12 + 1) + timedelta(weeks=period.weeks, days=period.days)
    return (end - start).days


periods = st.builds(Period, st.integers(0, 50), st.integers(0, 30), st.integers(0, 60), st.integers(0, 800))


@settings(max_examples=200, deadline=None)
@given(periods, periods, st.dates(date(1850, 1, 1), date(2150, 1, 1)).map(lambda day: day.replace(day=1)))
def test_what_is_called_shorter_is_so_from_any_day(one: Period, other: Period, start: date) -> None:
    a, b = span(one), span(other)
    assert a.least <= later(start, one) <= a.most
    if shorter(a, b):
        assert later(start, one) < later(start, other)


# -- words ---------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("levenslang", "Levenslang, tenzij u vraagt om wissen", "voor onbepaalde tijd", "altijd", "zolang de praktijk bestaat", "voor altijd"),
        *("lifelong", "indefinitely", "forever", "à vie", "durée illimitée", "lebenslang", "unbefristet"),
    ],
)
def test_words_for_no_end(text: str) -> None:
    assert endless(text)


@pytest.mark.parametrize(
    "text",
    [
        *("einde van het contract voor onbepaalde tijd", "intrekking van de toestemming", "afmelding", "overlijden van de patiënt", "einde dienstverband"),
        *("de laatste factuur is betaald", "end of the contract", "fin du contrat à durée indéterminée", "Ende des unbefristeten Arbeitsvertrags"),
    ],
)
def test_words_for_an_end(text: str) -> None:
    assert not endless(text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("zo lang als nodig", "need"),
        ("Niet langer dan noodzakelijk is voor de doelen.", "need"),
        ("as long as necessary for these purposes", "need"),
        ("durée nécessaire aux finalités", "need"),
        ("so lange wie nötig", "need"),
        ("wettelijke bewaartermijn", "law"),
        ("the statutory period", "law"),
        ("gesetzliche Aufbewahrungsfrist", "law"),
        ("zolang nodig voor de behandeling van de klacht", ""),
        ("zolang de dienstverlening loopt", ""),
        ("intrekking van de toestemming", ""),
    ],
)
def test_words_that_say_nothing(text: str, what: str) -> None:
    assert empty_words(text) == what


def test_a_law_in_the_basis_makes_the_statutory_term_a_period() -> None:
    assert found("D311", kept("contact", '{ until = "wettelijke bewaartermijn" }'))
    assert not found("D311", kept("contact", '{ until = "wettelijke bewaartermijn", basis = "AWR art. 52" }'))


# -- one cause, one finding ------------------------------------------------------------------------------------------------------------------------


def test_a_general_period_is_reported_once_and_at_its_own_key() -> None:
    [finding] = found("D304", 'category = "name"\n', 'category = "contact"\n', top="retention = { years = 2 }")
    assert finding.path == ("retention", "after")
    assert len(finding.params["data"]) == 2


def test_missing_periods_are_one_finding_an_activity() -> None:
    [finding] = found("D303", 'category = "name"\n', 'category = "contact"\n')
    assert (finding.variant, finding.path) == ("all", ("retention",))
    [finding] = found("D303", kept("name", '{ until = "afmelding" }'), 'category = "contact"\n')
    assert (finding.variant, finding.path) == ("some", ("data", 1, "retention"))


def test_a_period_with_only_a_basis_is_no_period() -> None:
    assert found("D303", kept("contact", '{ basis = "eigen beleid" }'))


def test_no_data_is_no_missing_period_too() -> None:
    assert not found("D303")
    assert len(found("D302")) == 1


def test_the_name_of_a_statute_is_a_period_with_a_start() -> None:
    data = kept("accounting", '{ statute = "nl-books" }')
    assert not any(found(code, data) for code in ("D303", "D304", "D306", "D313"))


def test_endless_is_not_also_without_start_or_too_long() -> None:
    data = kept("application", "{ indefinite = true }")
    assert len(found("D305", data, subjects="applicants")) == 1
    assert not any(found(code, data, subjects="applicants") for code in ("D304", "D307", "D311", "D314"))


def test_a_reason_makes_endless_a_matter_of_judgement() -> None:
    data = kept("contact", '{ indefinite = true, reason = "Historisch onderzoek." }')
    assert not found("D305", data)
    assert [finding.severity for finding in found("D314", data)] == ["warning"]


@pytest.mark.parametrize("unit", ["years = -1", "years = 2, months = -1", "years = 2, days = -1", "weeks = -1"])
def test_less_than_nothing_is_no_period(unit: str) -> None:
    assert [f.variant for f in found("D310", kept("contact", f'{{ {unit}, after = "laatste gesprek" }}'))] == ["negative"]


@pytest.mark.parametrize(("years", "expected"), [(99, 0), (100, 1), (9_000_000_000_000_000_000, 1)])
def test_a_century_is_without_end(years: int, expected: int) -> None:
    assert len(found("D305", kept("contact", f'{{ years = {years}, after = "laatste gesprek" }}'))) == expected


def test_zero_days_is_a_period() -> None:
    data = kept("document-number", '{ days = 0, after = "controle" }')
    assert not any(found(code, data) for code in ("D303", "D304", "D310"))


def test_a_draft_breaks_no_law_yet() -> None:
    [finding] = found("D305", kept("contact", "{ indefinite = true }"), top='status = "draft"')
    assert finding.severity == "warning"


def test_processors_and_ended_activities_are_not_asked() -> None:
    for top in ('role = "processor"', 'status = "ended"\nended = 2024-01-01'):
        codes = {f.rule.code for f in check_files({"activities/dienst.toml": activity('category = "contact"\n', top=top)}) if f.record == "activities/dienst"}
        assert not {code for code in codes if code.startswith("D")}


def test_own_categories_go_by_what_they_are_like() -> None:
    own: dict[str, Content] = {"vocabulary.toml": '[data.bonnetjes]\nname = "Bonnetjes"\nlike = "accounting"\n'}
    [finding] = found("D306", kept("bonnetjes", '{ years = 5, after = "einde van het boekjaar" }'), files=own)
    assert finding.params["data"] == ["Bonnetjes"]


# -- norms -----------------------------------------------------------------------------------------------------------------------------------------

MEDICAL = '{ years = 15, after = "laatste wijziging" }'


@pytest.mark.parametrize(("as_of", "variants"), [(date(2019, 12, 31), []), (date(2020, 1, 1), ["changed"]), (date(2026, 11, 22), ["changed"])])
def test_a_period_is_judged_by_the_law_of_the_day(as_of: date, variants: list[str]) -> None:
    assert [f.variant for f in found("D306", kept("medical-record", MEDICAL), as_of=as_of, subjects="patients")] == variants


def test_twenty_years_were_long_in_2019() -> None:
    data = kept("medical-record", '{ years = 20, after = "laatste wijziging" }')
    assert found("D307", data, as_of=date(2019, 6, 1), subjects="patients")
    assert not found("D307", data, subjects="patients")


def test_the_law_of_another_country_is_not_applied() -> None:
    data = kept("patient-record", '{ years = 10, after = "laatste contact" }')
    assert not found("D306", data, subjects="patients")
    assert found("D306", data, subjects="patients", files=belgian())


def test_the_belgian_ten_years_came_and_went() -> None:
    data = kept("tax", '{ years = 7, after = "einde van het belastbare tijdperk" }')
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [bool(found("D306", data, as_of=day, files=belgian())) for day in days] == [False, True, True, False]


def test_no_error_leans_on_what_could_not_be_confirmed() -> None:
    unsure = [norm for norm in norms().values() if norm.floor and norm.automatic and not norm.certain]
    for norm in unsure:
        data = kept(norm.categories[0], f'{{ days = 1, after = "iets", statute = "{norm.id}" }}')
        files = belgian() if norm.country == "BE" else None
        for finding in found("D306", data, files=files):
            assert finding.params["id"] != norm.id


@pytest.mark.parametrize(("years", "codes"), [(6, ["D306"]), (7, []), (9, []), (10, [])])
def test_seven_years_are_certain_where_ten_are_not(years: int, codes: list[str]) -> None:
    register = {"register.toml": belgian()["register.toml"], "activities/client-administration.toml": False}
    files = {**register, "activities/dienst.toml": activity(kept("invoice", f'{{ years = {years}, after = "einde van het boekjaar" }}'))}
    assert [f.rule.code for f in check_files(files) if f.rule.code in ("D306", "D312")] == codes


def test_bookkeeping_that_another_activity_keeps_long_enough_may_go_earlier() -> None:
    copy = kept("invoice", '{ years = 2, after = "einde van het traject" }')
    assert not found("D306", copy)  # the base keeps invoices seven years
    short: dict[str, Content] = {
        "activities/client-administration.toml": str(base()["activities/client-administration.toml"]).replace("years = 7", "years = 3")
    }
    assert found("D306", copy, files=short)


def test_a_medical_record_elsewhere_does_not_help() -> None:
    other: dict[str, Content] = {"activities/ander.toml": activity(kept("medical-record", '{ years = 20, after = "laatste wijziging" }'), subjects="patients")}
    assert found("D306", kept("medical-record", MEDICAL), subjects="patients", files=other)


def test_a_norm_for_some_people_holds_only_where_the_data_are_about_them_alone() -> None:
    copy = kept("identity-document", '{ years = 1, after = "einde dienstverband" }')
    assert found("D306", copy, subjects="employees")
    assert not found("D306", copy)
    assert found("D306", copy + 'subjects = ["employees"]\n')


def test_consent_allows_the_longer_guideline_and_no_more() -> None:
    consent = (
        '[[purposes]]\npurpose = "Bewaren voor een volgende vacature"\nbasis = "consent"\n'
        'consent = { how = "vraag per e-mail", evidence = "het antwoord", withdrawal = "per e-mail" }\n'
    )
    for period, expected in (("years = 1", 0), ("months = 13", 1), ("weeks = 4", 0), ("days = 28", 0)):
        text = activity(kept("application", f'{{ {period}, after = "einde van de procedure" }}'), subjects="applicants").replace(
            "[[subjects]]", consent + "\n[[subjects]]"
        )
        assert len([f for f in check_files({"activities/dienst.toml": text}) if f.rule.code == "D307"]) == expected, period


def test_a_month_is_not_for_certain_longer_than_four_weeks() -> None:
    assert not found("D307", kept("camera-images", "{ months = 1 }"))
    assert found("D307", kept("camera-images", "{ months = 2 }"))
    assert found("D307", kept("camera-images", "{ weeks = 5 }"), files=belgian())


def test_a_reason_answers_a_guideline() -> None:
    assert not found("D307", kept("camera-images", '{ months = 2, reason = "Onderzoek naar een inbraak." }'))


def test_a_lapsed_statute_that_is_also_too_short_is_one_finding() -> None:
    data = kept("medical-record", '{ years = 15, after = "laatste wijziging", statute = "nl-medical-record-2019" }')
    assert len(found("D306", data, subjects="patients")) == 1
    assert not found("D313", data, subjects="patients")


@pytest.mark.parametrize(
    ("statute", "as_of", "variant"),
    [
        ("nl-medical-record-2019", date(2026, 11, 22), "replaced"),
        ("nl-medical-record-2019", date(2019, 12, 31), None),
        ("nl-medical-record", date(2019, 12, 31), "future"),
        ("be-patient-record", date(2026, 11, 22), "country"),
    ],
)
def test_a_statute_that_does_not_apply(statute: str, as_of: date, variant: str | None) -> None:
    data = kept("medical-record", f'{{ statute = "{statute}" }}')
    assert [f.variant for f in found("D313", data, as_of=as_of, subjects="patients")] == ([variant] if variant else [])


def test_every_replacement_leads_somewhere() -> None:
    for norm in norms().values():
        if norm.replaced_by:
            after = norms()[norm.replaced_by]
            assert norm.until + timedelta(days=1) == after.since
            assert in_force(norm.id, after.since) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_norm_has_a_name(language: str) -> None:
    names = toml_rs.loads((Path(ropa.__file__).parent / "i18n" / language / "statutes.toml").read_text("utf-8"))
    assert list(names) == list(norms())
    assert all(name and name == name.strip() for name in names.values())
    assert len(set(names.values())) == len(names)


# -- people, data, source --------------------------------------------------------------------------------------------------------------------------


def test_an_entry_without_a_category_but_with_words_is_vague_not_missing() -> None:
    data = 'items = ["schoenmaat"]\nretention = { until = "afmelding" }'
    assert not found("D302", data)
    assert [f.variant for f in found("D315", data)] == [""]
    assert [f.variant for f in found("D302", 'retention = { until = "afmelding" }')] == ["entry"]


def test_a_broken_key_is_no_finding_of_its_own() -> None:
    findings = check_files({"activities/dienst.toml": activity().replace("[[subjects]]", "data = 3\n[[subjects]]")})
    assert not [f for f in findings if f.rule.code == "D302" and f.path[:1] == ("purposes",)]


def test_what_is_only_observed_need_not_be_required() -> None:
    assert not found("D309", 'category = "log-data"\nsource = ["observation"]\nretention = { weeks = 4 }')


def test_identity_documents_by_law_or_number_ground_are_fine() -> None:
    for more in ('required = "law"', 'national_number_ground = "payroll"'):
        assert not found(
            "D317", f'category = "identity-document"\nsource = ["data-subject"]\nretention = {{ years = 5, after = "einde dienstverband" }}\n{more}'
        )
