"""Words that stand in a register and say nothing: texts that fill a field without an answer, and purposes that no one can picture.

These are words of registers, in each language that a register may be in; the words of the program itself are in i18n.
"""

from typing import Any

from .base import Term

_NOT_SAID = frozenset({"", "-", "--", "?", "x", "…", "nvt", "n.v.t", "n/a", "na", "tbd", "todo", "onbekend", "unknown", "inconnu", "unbekannt", "nog invullen"})
"""Texts that leave a field as empty as it was."""

_LONGEST_FILLER = 30
"""Characters: no text that says nothing is longer, so most texts need no closer look."""

_NO_LAW = _NOT_SAID | {
    *("ja", "wet", "de wet", "wetgeving", "wettelijk", "wettelijk verplicht", "wettelijke verplichting", "wettelijke verplichtingen", "wettelijke plicht"),
    *("wettelijke grondslag", "wettelijke taak", "publieke taak", "algemeen belang", "taak van algemeen belang"),
    *("yes", "law", "the law", "by law", "legislation", "required by law", "legal obligation", "legal obligations", "statutory obligation", "public task"),
    *("oui", "loi", "la loi", "législation", "obligation légale", "obligations légales", "mission d'intérêt public", "mission d’intérêt public"),
    *("gesetz", "das gesetz", "gesetzlich", "gesetzlich vorgeschrieben", "gesetzliche pflicht", "gesetzliche verpflichtung", "rechtliche verpflichtung"),
    *("öffentliche aufgabe", "öffentliches interesse"),
}
"""Texts that say that there is a law, and not which."""

_NO_INTEREST = _NOT_SAID | {
    *("ja", "gerechtvaardigd belang", "gerechtvaardigde belangen", "ons gerechtvaardigd belang", "een gerechtvaardigd belang", "het gerechtvaardigd belang"),
    *("yes", "legitimate interest", "legitimate interests", "our legitimate interest", "our legitimate interests", "a legitimate interest"),
    *("oui", "intérêt légitime", "intérêts légitimes", "notre intérêt légitime", "nos intérêts légitimes", "l'intérêt légitime", "l’intérêt légitime"),
    *("berechtigtes interesse", "berechtigte interessen", "unser berechtigtes interesse", "unsere berechtigten interessen"),
}
"""Texts that repeat the name of the basis, and do not say which interest."""

_LINKING_WORDS = """
de het een van voor om te onze ons uw u jouw je jullie en of in met door aan bij op ten behoeve t.b.v wij we zijn is kan kunnen ook zoals tot
the a an of for to our your and or with by on at we you are be as its
le la les l d du des pour et ou nos notre vos votre à au aux en dans avec par sur nous
der die das den dem des ein eine einer eines von für zu zur zum und oder unser unsere unserer unseren ihr ihre ihrer im mit durch bei auf wir s
"""
_LINKING = frozenset(_LINKING_WORDS.split())
"""Words that only tie others together."""

_EMPTY_WORDS = """
diverse verschillende allerlei allerhande overige andere algemene algemeen interne eigen bedrijfsmatige zakelijke administratieve commerciële
doel doelen doeleinde doeleinden bedrijfsdoeleinden marketingdoeleinden gebruik verwerken verwerking gegevens persoonsgegevens gegevensverwerking
dienst diensten dienstverlening product producten service verbeteren verbetering optimaliseren optimalisatie uitvoeren uitvoering uit voeren
bedrijfsvoering activiteiten werkzaamheden beheer administratie marketing kwaliteit gebruikservaring

various different several other general internal own business commercial administrative purpose purposes use using process processing data personal
services products improve improving improvement optimise optimising optimize optimizing optimisation optimization carry out perform
operations administration quality users customer experience

divers diverses différents différentes autre autres général générale générales interne internes commercial commerciale commerciales administratif
administratives finalité finalités fin fins utilisation utiliser traitement traiter données personnelles produit produits améliorer
amélioration optimiser optimisation gestion activités

verschiedene verschiedenen diversen sonstige sonstigen anderen allgemeine allgemeinen internen geschäftliche betriebliche
zweck zwecke zwecken geschäftszwecke marketingzwecke nutzung verarbeitung verarbeiten daten personenbezogene personenbezogenen leistung leistungen
dienste dienstleistung dienstleistungen produkte verbessern verbesserung optimieren optimierung verwaltung qualität
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Words that fit any purpose: Dutch, English, French, German."""

_SAYS_NOTHING = _LINKING | _EMPTY

_EEA_WORDS = "eu ue eer eea eee ewr unie union economische economic économique wirtschaftsraum"
_EEA = frozenset(_EEA_WORDS.split())
"""What names the Union or the EEA, alone or after “European”."""

_EUROPE_WORDS = """
europa europe europese europees european européen européenne européens européennes europäisch europäische europäischen europäischer
eu ue eer eea eee ewr
"""
_EUROPE = frozenset(_EUROPE_WORDS.split())
"""Names of the continent, of the Union and of the EEA."""

_PLACE_WORDS = """
in binnen te de het een alleen uitsluitend regio datacenter datacenters datacentrum datacentra server servers locatie locaties noord west zuid oost ruimte
the within inside only region data centre centres center centers location locations north south east area
en dans l la le les un une uniquement région données serveurs nord ouest sud est espace
im innerhalb von der die das nur rechenzentrum rechenzentren standort standorte
"""
_PLACE = frozenset(_PLACE_WORDS.split())
"""Words that leave “in Europe” what it is; any other word (“or”, “outside”, “worldwide”) may say more."""

_LONGEST = 80
"""Characters: a purpose longer than this always has a word that says something."""


def said(text: str | None) -> bool:
    """Whether a text answers its field at all."""
    return text is not None and (len(text) > _LONGEST_FILLER or _plain(text) not in _NOT_SAID)


def names_a_law(text: str | None) -> bool:
    """Whether a text names a law, rather than only say that there is one."""
    return text is not None and _plain(text) not in _NO_LAW


def names_an_interest(text: str | None) -> bool:
    """Whether a text says which interest, rather than repeat the name of the basis."""
    return text is not None and _plain(text) not in _NO_INTEREST


def _plain(text: str) -> str:
    return text.strip(" \t\r\n.,;:()").lower()


def says_nothing(purpose: str) -> bool:
    """Whether every word of a purpose is one that fits any purpose: “to improve our services”, “various purposes” (WP203, III.1.1)."""
    first = purpose.partition(" ")[0]
    if len(purpose) > _LONGEST or (first.isalpha() and first.lower() not in _SAYS_NOTHING):
        return False
    words = purpose.lower().replace(",", " ").replace("’", " ").replace("'", " ").replace("/", " ").rstrip(" .;").split()
    return bool(words) and _SAYS_NOTHING.issuperset(words) and not _LINKING.issuperset(words)


def only_europe(region: str) -> bool:
    """Whether what a supplier says of a place is no more and no less than that it is in Europe."""
    words = _words(region)
    return not words.isdisjoint(_EUROPE) and words <= _EUROPE | _EEA | _PLACE


def within_eea(region: str) -> bool:
    """Whether a place that is only said to be in Europe is said to be in the Union or the EEA."""
    return not _words(region).isdisjoint(_EEA)


def _words(text: str) -> set[str]:
    return set("".join(letter if letter.isalpha() else " " for letter in text.lower()).split())


def short(text: str | None, place: int, most: int = 70) -> str:
    """A purpose as a message names it: its text, cut where it is long, or its number where it has none."""
    text = " ".join((text or "").split())
    if not text:
        return f"#{place + 1}"
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def category(own: dict[str, Any], vocabulary: str, identity: str | None) -> Any:
    """A category as a message names it: by its label, or by the name that the organisation gave its own."""
    term = own.get(identity or "")
    return term.name if term is not None else Term(vocabulary, identity or "?")
