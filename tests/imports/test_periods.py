"""How long data are kept: the periods of cells in four languages."""

from typing import Any

import pytest

from ropa.said.values import (
    Read,
    parse_basis,
    parse_period,
)

PERIODS: list[tuple[str, str, dict[str, Any]]] = [
    ("nl", "7 jaar", {"years": 7}),
    ("nl", "7 jr", {"years": 7}),
    ("nl", "7jr.", {"years": 7}),
    ("nl", "twee jaar", {"years": 2}),
    ("nl", "5 (vijf) jaar", {"years": 5}),
    ("nl", "anderhalf jaar", {"months": 18}),
    ("nl", "half jaar", {"months": 6}),
    ("nl", "6 mnd", {"months": 6}),
    ("nl", "4 weken", {"weeks": 4}),
    ("nl", "30 dagen na afmelding", {"days": 30, "after": "afmelding"}),
    ("nl", "2 jaar en 6 maanden", {"years": 2, "months": 6}),
    ("nl", "7 jaar na einde boekjaar", {"years": 7, "after": "einde boekjaar"}),
    ("nl", "Bewaartermijn: 7 jaar vanaf het einde van het boekjaar", {"years": 7, "after": "het einde van het boekjaar"}),
    ("nl", "maximaal 4 weken na afronding procedure", {"weeks": 4, "after": "afronding procedure"}),
    ("nl", "Tot 2 jaar na einde dienstverband", {"years": 2, "after": "einde dienstverband"}),
    ("nl", "tot uiterlijk 2 jaar na uitdiensttreding", {"years": 2, "after": "uitdiensttreding"}),
    ("nl", "Na einde dienstverband 2 jaar", {"years": 2, "after": "einde dienstverband"}),
    ("nl", "niet langer dan 1 jaar", {"years": 1}),
    ("nl", "20 jaar (WGBO)", {"years": 20, "basis": "WGBO"}),
    ("nl", "7 jaar (wettelijke bewaarplicht)", {"years": 7, "basis": "wettelijke bewaarplicht"}),
    ("nl", "7 jaar conform AWR art. 52", {"years": 7, "basis": "AWR art. 52"}),
    ("nl", "7 jaar na het laatste consult op grond van de WGBO", {"years": 7, "after": "het laatste consult", "basis": "de WGBO"}),
    ("nl", "looptijd overeenkomst + 2 jaar", {"years": 2, "after": "looptijd overeenkomst"}),
    ("nl", "tot intrekking toestemming", {"until": "intrekking toestemming"}),
    ("nl", "Totdat de betrokkene zich afmeldt", {"until": "de betrokkene zich afmeldt"}),
    ("nl", "zolang de overeenkomst loopt", {"until": "zolang de overeenkomst loopt"}),
    ("nl", "Gedurende het dienstverband", {"until": "Gedurende het dienstverband"}),
    ("nl", "onbepaald", {"indefinite": True}),
    ("nl", "Voor onbepaalde tijd", {"indefinite": True}),
    ("nl", "levenslang", {"indefinite": True}),
    ("fr", "5 ans", {"years": 5}),
    ("fr", "Cinq ans", {"years": 5}),
    ("fr", "5 ans à compter de la fin du contrat", {"years": 5, "after": "la fin du contrat"}),
    ("fr", "5 ans à compter du versement de la paie", {"years": 5, "after": "versement de la paie"}),
    ("fr", "3 ans après le dernier contact", {"years": 3, "after": "le dernier contact"}),
    ("fr", "Durée de la relation contractuelle + 3 ans", {"years": 3, "after": "Durée de la relation contractuelle"}),
    ("fr", "pendant 2 ans", {"years": 2}),
    ("fr", "2 ans (référentiel CNIL)", {"years": 2, "basis": "référentiel CNIL"}),
    ("fr", "jusqu'au retrait du consentement", {"until": "retrait du consentement"}),
    ("fr", "jusqu’à la fin du contrat", {"until": "la fin du contrat"}),
    ("fr", "Durée du contrat", {"until": "Durée du contrat"}),
    ("fr", "tant que la personne est adhérente", {"until": "tant que la personne est adhérente"}),
    ("fr", "durée illimitée", {"indefinite": True}),
    ("en", "6 years", {"years": 6}),
    ("en", "six months after the end of the procedure", {"months": 6, "after": "the end of the procedure"}),
    ("en", "7 years from the end of the financial year (HMRC)", {"years": 7, "after": "the end of the financial year", "basis": "HMRC"}),
    ("en", "Up to 12 months", {"months": 12}),
    ("en", "until consent is withdrawn", {"until": "consent is withdrawn"}),
    ("en", "As long as the contract runs", {"until": "As long as the contract runs"}),
    ("en", "For the duration of employment", {"until": "For the duration of employment"}),
    ("en", "indefinitely", {"indefinite": True}),
    ("en", "Permanent", {"indefinite": True}),
    ("de", "10 Jahre", {"years": 10}),
    ("de", "sechs Monate nach Abschluss des Verfahrens", {"months": 6, "after": "Abschluss des Verfahrens"}),
    ("de", "10 Jahre (§ 257 HGB)", {"years": 10, "basis": "§ 257 HGB"}),
    ("de", "10 Jahre gemäß § 147 AO", {"years": 10, "basis": "§ 147 AO"}),
    ("de", "3 Jahre ab Ende des Jahres", {"years": 3, "after": "Ende des Jahres"}),
    ("de", "Bis Widerruf der Einwilligung", {"until": "Widerruf der Einwilligung"}),
    ("de", "bis zum Widerruf", {"until": "Widerruf"}),
    ("de", "Dauer des Arbeitsverhältnisses", {"until": "Dauer des Arbeitsverhältnisses"}),
    ("de", "unbegrenzt", {"indefinite": True}),
]


@pytest.mark.parametrize(("language", "text", "retention"), PERIODS)
def test_periods(language: str, text: str, retention: dict[str, Any]) -> None:
    assert parse_period(text, language) == Read(retention)
    assert parse_period(text) == Read(retention)  # without the language of the table too


@pytest.mark.parametrize(
    "text",
    [
        "6 maanden / 12 weken",
        "5-7 jaar",
        "5 of 7 jaar",
        "2 tot 5 jaar",
        "4 weeks after the end of the procedure; 1 year with consent",
        "7 jaar (facturen), 2 jaar (overig)",
        "minimaal 7 jaar",
        "at least 6 years",
        "au moins 5 ans",
        "mindestens 10 Jahre",
        "5 jaar tenzij een klacht loopt",
        "1 week unless asked",
        "3 ans ou plus",
        "1 Jahr oder länger",
        "afhankelijk van de situatie",
        "wettelijke bewaartermijn",
        "zie bewaarbeleid",
        "10 werkdagen",
        "48 uur",
        "2 x 5 jaar",
        "per 5 jaar",
        "tot 1 januari 2030",
        "tot 2030",
        "n.v.t.",
        "?",
        "zo kort mogelijk",
        "tot",
        "0 jaar",
        "999 jaar",
        "7",
    ],
)
def test_what_is_not_one_period(text: str) -> None:
    assert parse_period(text) == Read(rest=text)


def test_a_period_with_more() -> None:
    assert parse_period("7 jaar, daarna vernietigd door een bedrijf") == Read({"years": 7}, "daarna vernietigd door een bedrijf")
    assert parse_period("2 jaar (ter verdediging)") == Read({"years": 2}, "ter verdediging")
    assert parse_period("geen") == Read(none=True)


def test_what_is_returned_is_ones_own() -> None:
    first = parse_period("7 jaar").value
    assert first is not None
    first["years"] = 9
    assert parse_period("7 jaar").value == {"years": 7}
    bases = parse_basis("toestemming").value
    assert bases is not None
    bases.append("x")
    assert parse_basis("toestemming").value == ["consent"]
