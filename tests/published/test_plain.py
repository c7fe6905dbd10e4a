"""Plain ways of saying things, as people write them: each is found for what it is, and not for what it only looks like."""

from functools import cache

import pytest

from ropa.audit import Audit
from ropa.published.compare import Comparison
from ropa.published.differences import NONE
from ropa.published.items import COVERED
from ropa.published.language import language_of
from ropa.published.reading import read_bytes
from ropa.register import Register
from ropa.source.folder import Folder
from tests.statement.making import BASE, COMPLETE
from tests.support import TODAY, write

RIGHTS = {"nl": "Wat u kunt vragen: uw rechten", "en": "Your rights", "fr": "Vos droits", "de": "Ihre Rechte"}


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    return Audit(Register(Folder(str(write(tmp_path_factory.mktemp("complete"), {**BASE, **COMPLETE})))), TODAY)


def compared(audit: Audit, language: str, text: str, name: str = "statement.md") -> Comparison:
    return Comparison(audit, read_bytes(text.encode(), name), language)


def covered(audit: Audit, language: str, text: str) -> set[str]:
    return {item.id for item in compared(audit, language, text).items if item.verdict == COVERED}


@pytest.mark.parametrize(
    ("language", "sentence", "item"),
    [
        ("nl", "U mag bij ons nagaan welke gegevens wij van u hebben.", "right-access"),
        ("nl", "Wij leggen het gebruik dan even stil: u mag ons vragen te pauzeren.", "right-restriction"),
        ("nl", "Stapt u over? Dan krijgt u alles in een bestand.", "right-portability"),
        ("nl", "Klopt er iets niet, dan passen wij het aan; kloppen uw gegevens niet, zeg het ons.", "right-rectification"),
        ("en", "You can ask what data we have about you.", "right-access"),
        ("en", "We can pause what we do with your data while we look into it.", "right-restriction"),
        ("en", "You may take them with you, or have us pass your file to another provider.", "right-portability"),
        ("fr", "Vous pouvez voir les données que nous avons.", "right-access"),
        ("fr", "Nous pouvons bloquer vos données le temps de vérifier.", "right-restriction"),
        ("fr", "Vous partez ? Emportez vos données.", "right-portability"),
        ("de", "Sie können Ihre Daten sehen, wann Sie wollen.", "right-access"),
        ("de", "Wir dürfen die Daten dann nur noch speichern.", "right-restriction"),
        ("de", "Wechseln Sie? Sie bekommen alles in einer Datei.", "right-portability"),
    ],
)
def test_a_right(audit: Audit, language: str, sentence: str, item: str) -> None:
    assert item in covered(audit, language, f"# X\n\n## {RIGHTS[language]}\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("language", "sentence", "item"),
    [
        ("nl", "Geeft u deze niet, dan kunnen wij u niet inschrijven.", "required"),
        ("nl", "U mag zelf weten of u dat invult: dat mag u helemaal zelf weten.", "required"),
        ("nl", "Soms horen wij iets van een ander, zoals uw huisarts.", "source"),
        ("en", "If you do not share your address, we cannot send you anything.", "required"),
        ("en", "Do you have to give us your data?", "required"),
        ("en", "Some of it comes to us from someone else.", "source"),
        ("en", "You can take back your consent whenever you like.", "withdrawal"),
        ("fr", "Devez-vous nous donner ces informations ?", "required"),
        ("fr", "Nous recevons parfois des informations d'autres organisations.", "source"),
        ("fr", "Vous pouvez toujours revenir sur votre consentement.", "withdrawal"),
        ("de", "Müssen Sie uns Ihre Nummer geben? Nein.", "required"),
        ("de", "Manches erfahren wir von jemand anderem.", "source"),
        ("de", "Sie können Ihre Zustimmung zurücknehmen.", "withdrawal"),
    ],
)
def test_what_else_is_to_be_said(audit: Audit, language: str, sentence: str, item: str) -> None:
    assert item in covered(audit, language, f"# X\n\n## Y\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("language", "sentence", "item"),
    [
        ("nl", "Uw gegevens krijgen wij van uzelf.", "source"),
        ("nl", "Ook deze bedrijven krijgen gegevens van u.", "source"),
        ("nl", "Dit geldt niet voor websites van andere organisaties.", "source"),
        ("fr", "Vous pouvez les faire envoyer à quelqu'un d'autre.", "source"),
        ("nl", "Als u die niet wilt ontvangen, mag u zelf bepalen of u zich afmeldt.", "required"),
        ("en", "You are free to choose which cookies we place.", "required"),
        ("en", "We keep your request in a file.", "right-portability"),
        ("en", "We receive your data from you.", "source"),
        ("fr", "Nous recevons vos données de vous-même.", "source"),
        ("de", "Wir erhalten Ihre Daten von Ihnen.", "source"),
        ("en", "If you do not want these cookies, change your browser.", "required"),
        ("en", "Access is given on a need-to-know basis; you give consent.", "legal-basis"),
        ("fr", "Une demande sans fondement peut être refusée. Vous donnez votre consentement.", "legal-basis"),
        ("nl", "Wij vragen een kopie van uw identiteitsbewijs.", "right-access"),
        ("en", "We ask for a copy of your passport.", "right-access"),
    ],
)
def test_what_only_looks_like_it(audit: Audit, language: str, sentence: str, item: str) -> None:
    assert item not in covered(audit, language, f"# X\n\n## {RIGHTS[language]}\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("language", "sentence", "told"),
    [
        ("nl", "Wij verstrekken uw gegevens niet aan derden.", True),
        ("nl", "Wij delen of verkopen uw gegevens nooit aan derden.", True),
        ("nl", "Gegevens worden nooit aan derden verkocht.", False),
        ("nl", "Wij verkopen uw gegevens niet aan derden en verstrekken deze uitsluitend indien dat nodig is.", False),
        ("nl", "Gegevens worden niet aan derden verstrekt, behalve als de wet dat eist.", False),
        ("nl", "Wij verstrekken niets aan derden, anders dan om te voldoen aan een wettelijke plicht: geen gegevens gaan aan derden.", False),
        ("en", "We do not share your data with third parties.", True),
        ("en", "We never sell your data to third parties.", False),
        ("en", "We do not share your data with third parties unless the law says we must.", False),
        ("fr", "Nous ne communiquons pas vos données à des tiers.", True),
        ("fr", "Nous ne vendons pas vos données à des tiers.", False),
        ("fr", "Nous ne communiquons pas vos données à des tiers, sauf si la loi l'exige.", False),
        ("de", "Wir geben Ihre Daten nicht an Dritte weiter.", True),
        ("de", "Wir verkaufen Ihre Daten nicht an Dritte.", False),
        ("de", "Wir geben Ihre Daten nicht an Dritte weiter, es sei denn, ein Gesetz verlangt es.", False),
    ],
)
def test_that_nothing_is_given_to_others(audit: Audit, language: str, sentence: str, told: bool) -> None:
    found = [each for each in compared(audit, language, f"# X\n\n{sentence}\n").differences if (each.kind, each.variant) == (NONE, "recipients")]
    assert [each.sure for each in found] == ([False] if told else [])


# -- the language of a mixed text ------------------------------------------------------------------------------------------------------------------

FOREIGN = "Wij gebruiken de gegevens van de deelnemers voor het geven van een cursus en niet voor iets anders, zoals het werven van klanten.\n\n"


@cache
def spoken(text: str) -> str:
    return language_of(read_bytes(text.encode(), "statement.md"))


@pytest.mark.parametrize(
    ("language", "headings", "sentence"),
    [
        ("en", ["Who we are", "What we use your data for", "Who receives your data", "Your rights", "How long we keep the data"], "This is about the course."),
        ("fr", ["Qui nous sommes", "Pourquoi nous utilisons vos données", "Qui reçoit vos données", "Vos droits", "La durée"], "C'est pour le cours."),
        (
            "de",
            ["Wer wir sind", "Wofür wir Ihre Daten verwenden", "Wer Ihre Daten erhält", "Ihre Rechte", "Wie lange wir sie speichern"],
            "Es geht um den Kurs und die Gruppe.",
        ),
    ],
)
def test_the_headings_tell_the_language_of_a_mixed_text(language: str, headings: list[str], sentence: str) -> None:
    assert spoken("".join(f"## {heading}\n\n{sentence} {sentence} {sentence} {sentence} {sentence}\n\n{FOREIGN}" for heading in headings)) == language


def test_a_foreign_quotation_changes_nothing() -> None:
    text = FOREIGN * 6 + "> The controller is responsible for the data and for the rights of the person, and this is not for you to read.\n"
    assert spoken(text) == "nl"


def test_a_text_in_two_languages_is_read_in_one_of_them() -> None:
    half = "Nous conservons vos données pour la durée du contrat et les transmettons avec soin. Vous avez le droit d'accès et de rectification.\n\n"
    assert spoken(FOREIGN * 4 + half * 4) in ("nl", "fr")


# -- tables ------------------------------------------------------------------------------------------------------------------------------------------

TABLE = (
    "## Gegevens die wij bewaren\n\n| Gegevens | Bewaartermijn | Opmerking |\n|---|---|---|\n| Naam | {period} | Over 5 jaar kijken wij hier opnieuw naar |\n"
)


@pytest.mark.parametrize(
    ("period", "verdict", "note"),
    [
        ("2 jaar na einde van de begeleiding", "covered", ""),
        ("Tot u zich afmeldt", "covered", "criterion"),
        ("Tot het dossier is gesloten", "covered", "criterion"),
        ("Zo lang als nodig", "not-found", "vague"),
        ("–", "not-found", "vague"),
    ],
)
def test_a_column_of_periods(audit: Audit, period: str, verdict: str, note: str) -> None:
    comparison = compared(audit, "nl", TABLE.format(period=period))
    [item] = [item for item in comparison.items if item.id == "retention"]
    assert (item.verdict, item.note) == (verdict, note)
    assert comparison.differences == [] or all(each.kind != "statement-period-differs" for each in comparison.differences)


def test_cookies_in_a_table_are_no_periods_of_the_register(audit: Audit) -> None:
    text = "## Cookies\n\n| Naam | Waarvoor | Hoe lang |\n|---|---|---|\n| sessie | Bewaart wat u invult | 30 dagen |\n"
    assert [item.verdict for item in compared(audit, "nl", text).items if item.id == "retention"] == ["not-found"]


def test_cells_of_a_page_stand_in_their_columns(audit: Audit) -> None:
    text = "<h2>Wat wij bewaren</h2><table><tr><th>Wat</th><th>Wie</th><th>Bewaartermijn</th></tr><tr><td></td><td></td><td>9 jaar</td></tr></table>"
    comparison = compared(audit, "nl", text, "statement.html")
    [item] = [item for item in comparison.items if item.id == "retention"]
    assert (item.verdict, item.quotes[0].text) == ("covered", "9 jaar")
