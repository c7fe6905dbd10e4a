"""Legal bases, special categories and their grounds: by names and by letters."""

import pytest

from ropa import law
from ropa.i18n import LANGUAGES, texts
from ropa.said.values import (
    Read,
    parse_basis,
    parse_special,
    parse_special_ground,
)
from tests.imports.lines import pairs

# -- legal bases ---------------------------------------------------------------------------------------------------------------------------

BASES = ["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"]
GROUNDS = [
    "explicit-consent",
    "employment-social-security",
    "vital-interests",
    "foundation-association",
    "made-public",
    "legal-claims",
    "substantial-public-interest",
    "health-care",
    "public-health",
    "archiving-research-statistics",
]
ARTICLES = [
    "{a}.{p}.{x}",
    "{a}.{p}{x}",
    "{a}({p})({x})",
    "{a} lid {p} sub {x}",
    "art. {a} lid {p} onder {x} AVG",
    "Art. {a} Abs. {p} lit. {x} DSGVO",
    "Art. {a} Abs. {p} S. 1 Buchst. {x}",
    "article {a}({p})({x}) GDPR",
    "art. {a}.{p}.{x}) RGPD",
    "Article {a}, paragraphe {p}, point {x}",
    "{a}-{p}-{x}",
    "artikel {a} lid {p}, aanhef en onder {x}",
    "{a} {p} {x}",
]


@pytest.mark.parametrize("form", ARTICLES)
def test_the_letters_of_article_6(form: str) -> None:
    for letter, basis in zip("abcdef", BASES, strict=True):
        for shown in (letter, letter.upper()):
            assert parse_basis(form.format(a=6, p=1, x=shown)) == Read([basis])
        assert law.terms("legal-basis")[basis]["cite"] == f"GDPR art. 6(1)({letter})"


@pytest.mark.parametrize("form", ARTICLES)
def test_the_letters_of_article_9(form: str) -> None:
    for letter, ground in zip("abcdefghij", GROUNDS, strict=True):
        assert parse_special_ground(form.format(a=9, p=2, x=letter)) == Read([ground])
        assert law.terms("special-ground")[ground]["cite"] == f"GDPR art. 9(2)({letter})"


def test_letters_in_words() -> None:
    assert parse_basis("6.1 a") == parse_basis("6(1) a consent") == parse_basis("art. 6 lid 1 a AVG") == parse_basis("6.1.a toestemming") == Read(["consent"])
    assert parse_basis("6.1.f marketing") == Read(["legitimate-interests"], "marketing")
    assert parse_basis("artikel 6, eerste lid, aanhef en onder f, AVG") == Read(["legitimate-interests"])
    assert parse_basis("6 lid 1 sub b en c AVG") == Read(["contract", "legal-obligation"])
    assert parse_basis("art. 6(1)(a), (b) and (f)") == Read(["consent", "contract", "legitimate-interests"])
    assert parse_basis("Artikel 6.1 b en 6.1 c") == Read(["contract", "legal-obligation"])
    assert parse_special_ground("art. 9 lid 2 onder a en h") == Read(["explicit-consent", "health-care"])


@pytest.mark.parametrize("text", ["6.1.g", "6.2.a", "6.4", "9.2.a", "a", "16.1.a", "26 lid 1 a", "art. 6", "7.1.a", "3.6.1.a", "art. 6 lid 4 onder a"])
def test_letters_of_other_articles(text: str) -> None:
    assert parse_basis(text) == Read(rest=text)


@pytest.mark.parametrize(
    "text",
    [
        "art. 6.1 d'une loi",
        "6.1 à des fins",
        "Article 6(1) a duty",
        "art. 6 lid 1 sub c Jeugdwet",
        "art. 6 lid 1 onder a van de WGBO",
        "§ 6 Abs. 1 lit. a BDSG",
    ],
)
def test_letters_that_are_words_or_of_other_laws(text: str) -> None:
    assert parse_basis(text) == Read(rest=text)


@pytest.mark.parametrize(
    "text",
    [
        "overeenkomst met de verwerker",
        "toestemming is niet nodig",
        "consent is not required",
        "le consentement n'est pas requis",
        "Einwilligung nicht erforderlich",
        "contrat avec le fournisseur",
    ],
)
def test_names_that_are_about_no_basis(text: str) -> None:
    assert parse_basis(text) == Read(rest=text)


@pytest.mark.parametrize("text", ["9.1.a", "6.1.a", "9.2.k", "9.3.a", "art. 9", "h"])
def test_letters_that_are_no_ground(text: str) -> None:
    assert parse_special_ground(text) == Read(rest=text)


@pytest.mark.parametrize(
    ("text", "bases"),
    pairs(
        """
        toestemming => consent
        Toestemming van de betrokkene => consent
        uitvoering van een overeenkomst => contract
        Overeenkomst => contract
        noodzakelijk voor de uitvoering van de overeenkomst => contract
        wettelijke verplichting => legal-obligation
        Wettelijke plicht => legal-obligation
        vitaal belang => vital-interests
        publieke taak => public-task
        Algemeen belang => public-task
        gerechtvaardigd belang => legitimate-interests
        gerechtvaardigde belangen => legitimate-interests
        consent => consent
        Performance of a contract => contract
        legal obligation => legal-obligation
        Compliance with a legal obligation => legal-obligation
        legitimate interests => legitimate-interests
        public task => public-task
        vital interests => vital-interests
        consentement => consent
        exécution d'un contrat => contract
        Contrat => contract
        obligation légale => legal-obligation
        intérêt légitime => legitimate-interests
        mission d’intérêt public => public-task
        sauvegarde des intérêts vitaux => vital-interests
        Einwilligung => consent
        Vertrag => contract
        Vertragserfüllung => contract
        rechtliche Verpflichtung => legal-obligation
        berechtigtes Interesse => legitimate-interests
        öffentliches Interesse => public-task
        toestemming; overeenkomst => consent contract
        Toestemming / gerechtvaardigd belang => consent legitimate-interests
        Consent (Art. 6(1)(a)) and legitimate interest => consent legitimate-interests
        6.1.c wettelijke verplichting => legal-obligation
        - toestemming⏎- wettelijke verplichting => consent legal-obligation
        """
    ),
)
def test_the_names_of_bases(text: str, bases: str) -> None:
    assert parse_basis(text) == Read(bases.split())


@pytest.mark.parametrize(
    ("text", "bases", "rest"),
    [
        ("wettelijke verplichting (AWR)", ["legal-obligation"], "AWR"),
        ("wettelijke verplichting, art. 52 AWR", ["legal-obligation"], "art. 52 AWR"),
        ("Wettelijke verplichting op grond van art. 7:454 BW", ["legal-obligation"], "art. 7:454 BW"),
        ("Art. 6 (1) b) DSGVO; § 26 BDSG", ["contract"], "§ 26 BDSG"),
        ("6.1.c; art. 9.2.b", ["legal-obligation"], "art. 9.2.b"),
        ("artikel 6 AVG lid 1 sub c, Wet op de loonbelasting 1964", ["legal-obligation"], "Wet op de loonbelasting 1964"),
        ("obligation légale (code du travail)", ["legal-obligation"], "code du travail"),
        ("gerechtvaardigd belang: fraude voorkomen", ["legitimate-interests"], "fraude voorkomen"),
        ("geen toestemming nodig", None, "geen toestemming nodig"),
        ("verwerkersovereenkomst", None, "verwerkersovereenkomst"),
        ("contrat de sous-traitance", None, "contrat de sous-traitance"),
        ("data processing agreement", None, "data processing agreement"),
        ("Auftragsverarbeitungsvertrag", None, "Auftragsverarbeitungsvertrag"),
        ("onbekend", None, "onbekend"),
        ("", None, ""),
    ],
)
def test_bases_and_what_else_is_said(text: str, bases: list[str] | None, rest: str) -> None:
    assert parse_basis(text) == Read(bases, rest)


def test_every_label_of_a_basis_is_known() -> None:
    for language in LANGUAGES:
        for vocabulary, parse in (("legal-basis", parse_basis), ("special-ground", parse_special_ground), ("special-category", parse_special)):
            for identity, label in texts(language).labels(vocabulary).items():
                assert parse(label) == Read([identity]), (language, label)


# -- special categories ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    pairs(
        """
        gezondheid => health
        Gezondheidsgegevens => health
        medische gegevens => health
        ras, geloof => racial-ethnic-origin religious-beliefs
        lidmaatschap van een vakbond => trade-union
        biometrische gegevens => biometric
        seksuele geaardheid => sex-life
        Données concernant la santé => health
        Données révélant les opinions politiques => political-opinions
        Données révélant l'origine raciale ou ethnique => racial-ethnic-origin
        Données révélant les convictions religieuses ou philosophiques => religious-beliefs
        Données révélant l'appartenance syndicale => trade-union
        Données génétiques => genetic
        Données biométriques aux fins d'identifier une personne physique de manière unique => biometric
        Données concernant la vie sexuelle ou l'orientation sexuelle => sex-life
        health data; ethnicity => health racial-ethnic-origin
        Gesundheitsdaten => health
        Gewerkschaftszugehörigkeit => trade-union
        Religion => religious-beliefs
        Ja => unspecified
        Oui => unspecified
        Ja, gezondheid => health
        """
    ),
)
def test_special_categories(text: str, found: str) -> None:
    assert parse_special(text) == Read(found.split())


def test_no_special_categories() -> None:
    for text in ("nee", "Non", "geen", "keine"):
        assert parse_special(text) == Read([], none=True)
    for text in ("BSN", "n.v.t.", "strafrechtelijke gegevens", "financiële gegevens", ""):
        assert parse_special(text) == Read(rest=text)
    assert parse_special("Ja, van cliënten") == Read(["unspecified"], "van cliënten")
