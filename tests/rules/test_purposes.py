"""Family P where the examples cannot show it: words, ages by country and year, drafts, records of Art. 30(2)."""

from datetime import date

import pytest

from ropa.findings import Finding
from ropa.rules.wording import names_a_law, names_an_interest, said, says_nothing, short
from tests.support import TODAY, check_files


def register(country: str = "NL", more: str = "") -> str:
    return f'format = 1\nlanguage = "nl"\n[controller]\nname = "X"\nemail = "a@x.example"\naddress = {{ country = "{country}" }}\n{more}\n'


def found(code: str, activity: str, as_of: date = TODAY, **others: str) -> list[Finding]:
    files = {"activities/x.toml": f'name = "X"\n{activity}', **{f"{name}.toml": text for name, text in others.items()}}
    return [f for f in check_files(files, as_of) if f.rule.code == code and f.file == "activities/x.toml"]


def purpose(basis: str, more: str = "", text: str = "De cursus geven") -> str:
    return f'[[purposes]]\npurpose = "{text}"\nbasis = "{basis}"\n{more}\n'


CONSENT = 'consent = { how = "vakje", evidence = "lijst", withdrawal = "link" }\n'


# -- words ----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Diverse doeleinden",
        "Verbeteren van onze dienstverlening.",
        "marketing",
        "Het uitvoeren van onze diensten",
        "To improve our services",
        "Various internal purposes",
        "Améliorer nos services",
        "l’amélioration de nos produits et services",
        "Verbesserung unserer Dienstleistungen",
        "Sonstige Zwecke",
    ],
)
def test_purposes_that_fit_anything(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Afspraken maken",
        "Facturering",
        "De website verbeteren",
        "Onderhouden van professionele contacten",
        "Personeelsadministratie",
        "Gestion du personnel",
        "Interne communicatie",
        "User accounts",
        "Kundenverwaltung",
        "Voldoen aan wettelijke verplichtingen",
        "van de",
        "",
    ],
)
def test_purposes_that_say_something_or_nothing_at_all(text: str) -> None:
    assert not says_nothing(text)


def test_texts_that_fill_a_field_without_an_answer() -> None:
    assert not any(said(text) for text in (None, "", " ", "-", "n.v.t.", "N.v.t.", "?", "onbekend"))
    assert not any(names_a_law(text) for text in ("wettelijke verplichting", "De wet.", "(loi)", "legal obligation"))
    assert all(names_a_law(text) for text in ("AWR art. 52", "Wet op de loonbelasting 1964", "Code du travail"))
    assert not names_an_interest("Ons gerechtvaardigd belang") and names_an_interest("fraude voorkomen")


def test_a_purpose_is_named_by_its_text_or_its_number() -> None:
    assert short(None, 1) == "#2"
    assert short("a\nb", 0) == "a b"
    assert len(short("woord " * 40, 0)) == 70


# -- basis ----------------------------------------------------------------------------------------------------------------------------------------------


def test_nothing_is_asked_of_a_record_of_a_processor() -> None:
    activity = (
        'role = "processor"\n[[purposes]]\n[[data]]\ncategory = "health"\n[[data]]\ncategory = "national-number"\n[[data]]\ncategory = "criminal-record"\n'
    )
    assert [f.rule.code for f in check_files({"activities/x.toml": f'name = "X"\n{activity}'}) if f.rule.family == "P"] == []


def test_an_ended_activity_is_left_alone_and_a_draft_is_a_warning() -> None:
    assert found("P201", 'status = "ended"\nended = 2024-01-01\n') == []
    assert [f.severity for f in found("P201", 'status = "draft"\n')] == ["warning"]
    assert [f.severity for f in found("P201", "started = 2026-11-23\n")] == ["warning"]
    assert [f.severity for f in found("P201", "started = 2026-11-22\n")] == ["error"]


def test_every_purpose_is_looked_at() -> None:
    findings = found("P203", purpose("legal-obligation") + purpose("contract") + purpose("legal-obligation", 'law = "de wet"'))
    assert [(f.path, f.variant) for f in findings] == [(("purposes", 0, "law"), ""), (("purposes", 2, "law"), "vague")]


def test_before_the_gdpr_nothing_is_found() -> None:
    assert found("P202", '[[purposes]]\npurpose = "De cursus geven"\n', date(2018, 5, 24)) == []
    assert found("P202", '[[purposes]]\npurpose = "De cursus geven"\n', date(2018, 5, 25))


@pytest.mark.parametrize(
    ("test", "day", "variants"),
    [
        ("{ done = 2026-11-22 }", TODAY, []),
        ("{ done = 2026-11-23 }", TODAY, []),  # made again later
        ('{ by = "Anna" }', TODAY, [""]),
        ('{ outcome = "Mag." }', TODAY, []),
        ("{ done = 2025-01-01, next_review = 2026-11-22 }", TODAY, []),
        ("{ done = 2025-01-01, next_review = 2026-11-21 }", TODAY, ["overdue"]),
        ("{ done = 2025-01-01 }", date(2021, 1, 1), []),
    ],
)
def test_balancing_test(test: str, day: date, variants: list[str]) -> None:
    activity = purpose("legitimate-interests", f'interest = "fraude voorkomen"\nbalancing_test = {test}')
    assert [f.variant for f in found("P206", activity, day)] == variants


# -- consent ----------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("consent", "codes"),
    [
        ("", ["P208"]),
        ("consent = { }", ["P208"]),
        ('consent = { how = "vakje" }', ["P208", "P209"]),
        ('consent = { evidence = "lijst" }', ["P209"]),
        ('consent = { withdrawal = "link" }', ["P208"]),
        (CONSENT, []),
    ],
)
def test_nothing_at_all_about_consent_is_one_finding(consent: str, codes: list[str]) -> None:
    files = {"activities/x.toml": 'name = "X"\n' + purpose("consent", consent)}
    assert [f.rule.code for f in check_files(files) if f.rule.code in ("P208", "P209")] == codes


@pytest.mark.parametrize(
    ("country", "day", "age"),
    [("NL", TODAY, 16), ("BE", TODAY, 13), ("DK", date(2023, 12, 31), 13), ("DK", date(2024, 1, 1), 15), ("BE", date(2018, 9, 4), 16), ("CH", TODAY, 16)],
)
def test_the_age_is_that_of_the_country_on_the_day(country: str, day: date, age: int) -> None:
    activity = purpose("consent", "online_service = true\n" + CONSENT) + '[[subjects]]\ncategory = "children"\n'
    assert [f.params["age"] for f in found("P216", activity, day, register=register(country))] == [age]


@pytest.mark.parametrize(
    ("country", "online", "codes"),
    [("NL", "true", ["P216"]), ("NL", "false", ["P217"]), ("BE", "true", ["P216"]), ("BE", "false", [])],
)
def test_offline_only_dutch_law_asks_the_representative(country: str, online: str, codes: list[str]) -> None:
    activity = 'name = "X"\n' + purpose("consent", f"online_service = {online}\n" + CONSENT) + '[[subjects]]\ncategory = "children"\n'
    files = {"activities/x.toml": activity, "register.toml": register(country)}
    assert [f.rule.code for f in check_files(files) if f.rule.code in ("P216", "P217")] == codes


def test_children_that_the_purpose_is_not_about_do_not_count() -> None:
    subjects = '[[subjects]]\ncategory = "parents"\n[[subjects]]\ncategory = "children"\n'
    assert found("P217", purpose("consent", 'subjects = ["parents"]\n' + CONSENT) + subjects) == []
    assert found("P217", purpose("consent", 'subjects = ["children"]\n' + CONSENT) + subjects)
    assert found("P217", purpose("consent", CONSENT) + '[[subjects]]\ncategory = "young-people"\nchildren = false\n') == []


@pytest.mark.parametrize(("country", "youngest", "count"), [("NL", 15, 1), ("NL", 16, 0), ("BE", 12, 1), ("BE", 13, 0)])
def test_the_youngest_may_be_old_enough_to_consent(country: str, youngest: int, count: int) -> None:
    for category in ("children", "clients"):
        subjects = f'[[subjects]]\ncategory = "{category}"\nyoungest = {youngest}\n'
        online = purpose("consent", "online_service = true\n" + CONSENT) + subjects
        assert len(found("P216", online, register=register(country))) == count
        if country == "NL":
            assert len(found("P217", purpose("consent", CONSENT) + subjects)) == count


def test_guardianship_of_own_categories() -> None:
    vocabulary = '[subjects.bewoners]\nname = "bewoners"\nlike = "people-under-guardianship"\n'
    activity = purpose("consent", CONSENT) + '[[subjects]]\ncategory = "bewoners"\n'
    assert found("P218", activity, vocabulary=vocabulary)
    assert found("P218", activity + "guardianship = false\n", vocabulary=vocabulary) == []


def test_consent_beside_a_contract_is_consent_too() -> None:
    activity = purpose("contract", CONSENT) + '[[subjects]]\ncategory = "clients"\nguardianship = true\n'
    assert found("P218", activity)


def test_applicants_and_mixed_groups_may_consent() -> None:
    assert found("P219", purpose("consent", CONSENT) + '[[subjects]]\ncategory = "applicants"\n') == []
    assert found("P219", purpose("consent", CONSENT) + '[[subjects]]\ncategory = "employees"\n[[subjects]]\ncategory = "visitors"\n') == []


# -- Art. 9, 10, 87 -----------------------------------------------------------------------------------------------------------------------------------------


def test_special_by_category_by_record_and_by_own_vocabulary() -> None:
    vocabulary = '[data.dieet]\nname = "dieet"\nspecial = ["health", "religious-beliefs"]\n'
    names = ('"religion"', '"photo"\nspecial = ["racial-ethnic-origin"]', '"dieet"', '"photo"')
    activity = "".join(f"[[data]]\ncategory = {name}\n" for name in names)
    findings = found("P210", activity, vocabulary=vocabulary)
    assert [f.path[1] for f in findings] == [0, 1, 2]
    assert findings[2].params["data"] == "dieet"


def test_a_ground_that_needs_no_law_is_enough() -> None:
    activity = '[[data]]\ncategory = "health"\nspecial_ground = "{}"\n'
    assert found("P211", activity.format("health-care")) == []
    assert found("P211", activity.format("public-health"))
    assert found("P211", activity.format("no-such-ground")) == []


def test_said_to_hold_nothing_special() -> None:
    assert found("P213", '[[data]]\ncategory = "client-file"\n')
    assert found("P213", '[[data]]\ncategory = "client-file"\nspecial = "none"\n') == []
    assert found("P213", '[[data]]\ncategory = "correspondence"\n') == []
    assert [f.variant for f in found("P213", '[[data]]\ncategory = "name"\nspecial_ground = "explicit-consent"\n')] == ["ground"]


@pytest.mark.parametrize(
    ("country", "ground", "variants"),
    [
        ("NL", "own-employees", []),
        ("BE", "own-employees", ["country"]),
        ("BE", "legal-counsel", []),
        ("NL", "legal-counsel", ["country"]),
        ("FR", "legal-counsel", []),
        ("NL", "national-law", ["law"]),
        ("NL", "official-authority", []),
        ("NL", "no-such-ground", []),
    ],
)
def test_criminal_grounds_are_those_of_the_country(country: str, ground: str, variants: list[str]) -> None:
    activity = f'[[data]]\ncategory = "criminal-record"\ncriminal_ground = "{ground}"\n'
    assert [f.variant for f in found("P214", activity, register=register(country))] == variants


@pytest.mark.parametrize(
    ("country", "lines", "variants"),
    [
        ("NL", "", ["nl"]),
        ("BE", "", ["be"]),
        ("FR", "", []),
        ("NL", 'national_number_ground = "payroll"', []),
        ("BE", 'national_number_ground = "payroll"', ["country"]),
        ("BE", 'national_number_ground = "be-authorisation"', ["law"]),
        ("BE", 'national_number_ground = "be-authorisation"\nnational_number_law = "RR nr. 00/2020"', []),
        ("NL", 'national_number_ground = "national-law"\nnational_number_law = "de wet"', ["law"]),
        ("NL", 'national_number_ground = "none"', ["none"]),
        ("NL", 'national_number_ground = "youth-care"', []),
    ],
)
def test_national_number(country: str, lines: str, variants: list[str]) -> None:
    assert [f.variant for f in found("P215", f'[[data]]\ncategory = "national-number"\n{lines}\n', register=register(country))] == variants


def test_the_national_number_is_no_special_category() -> None:
    assert found("P210", '[[data]]\ncategory = "national-number"\n') == []


# -- what does not hold together ----------------------------------------------------------------------------------------------------------------------------


def test_contract_with_people_who_are_no_party() -> None:
    assert found("P222", purpose("contract") + '[[subjects]]\ncategory = "partners"\n')
    assert found("P222", purpose("contract") + '[[subjects]]\ncategory = "partners"\n[[subjects]]\ncategory = "clients"\n') == []
    assert found("P222", purpose("contract")) == []


def test_scope_is_silent_where_the_activity_says_nothing_or_the_value_is_unknown() -> None:
    assert found("P223", purpose("contract", 'data = ["name"]\n')) == []
    assert found("P223", purpose("contract", 'data = ["nmae"]\n') + '[[data]]\ncategory = "email"\n') == []
    findings = found(
        "P223",
        purpose("contract", 'data = ["name"]\nsubjects = ["clients", "visitors"]\n') + '[[data]]\ncategory = "email"\n[[subjects]]\ncategory = "clients"\n',
    )
    assert [f.path for f in findings] == [("purposes", 0, "data", 0), ("purposes", 0, "subjects", 1)]


def test_data_without_purpose_only_where_every_purpose_says_what_it_needs() -> None:
    data = '[[data]]\ncategory = "name"\n[[data]]\ncategory = "photo"\n'
    assert [f.path for f in found("P224", purpose("contract", 'data = ["name"]\n') + data)] == [("data", 1, "category")]
    assert found("P224", purpose("contract", 'data = ["name"]\n') + purpose("contract") + data) == []


# -- cookies ------------------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "lines", "codes"),
    [
        ("NL", 'kind = "tracking"\nconsent = false', ["P225"]),
        ("NL", 'kind = "tracking"', ["P226"]),
        ("NL", 'kind = "tracking"\nconsent = true', []),
        ("NL", 'kind = "functional"\nconsent = false', []),
        ("NL", 'kind = "analytical"\nconsent = false', ["P226"]),
        ("NL", 'kind = "analytical"\nconsent = false\nprivacy_friendly = true', []),
        ("BE", 'kind = "analytical"\nconsent = false\nprivacy_friendly = true', ["P226"]),
        ("BE", 'kind = "analytical"\nconsent = true', []),
    ],
)
def test_cookies(country: str, lines: str, codes: list[str]) -> None:
    files = {"activities/x.toml": f'name = "X"\n[[cookies]]\nname = "_x"\n{lines}\n', "register.toml": register(country)}
    assert [f.rule.code for f in check_files(files) if f.rule.code in ("P225", "P226")] == codes


# -- special categories of which it is not said which --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('special = ["unspecified"]\n', [("P210", "unspecified")]),
        ('special = ["unspecified"]\nspecial_ground = "explicit-consent"\n', [("P213", "ground")]),
        ('special = ["unspecified", "health"]\n', [("P210", "")]),
        ('special = ["health"]\nspecial_ground = "explicit-consent"\n', []),
        ('special = "none"\n', []),
        ("", [("P213", "")]),
    ],
)
def test_special_and_not_said_which(data: str, expected: list[tuple[str, str]]) -> None:
    activity = f'[[data]]\ncategory = "client-file"\n{data}'
    assert [(finding.rule.code, finding.variant) for code in ("P210", "P213") for finding in found(code, activity)] == expected


def test_a_category_of_ones_own_that_is_special_and_not_said_which() -> None:
    own = '[data.gevoelig]\nname = "gevoelige gegevens"\nspecial = ["unspecified"]\n'
    assert [finding.variant for finding in found("P210", '[[data]]\ncategory = "gevoelig"\n', vocabulary=own)] == ["unspecified"]
    grounded = '[[data]]\ncategory = "gevoelig"\nspecial_ground = "explicit-consent"\n'
    assert [finding.variant for finding in found("P213", grounded, vocabulary=own)] == ["ground"]
