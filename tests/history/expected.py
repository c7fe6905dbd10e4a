"""What a careful person reading the patches of the messy history would say: written from `git show`, not from what the program prints.

Values are as they stand in the files (dates as ISO 8601), ids as the names of the files.
"""

from typing import Any

from .first import ADDED

Event = tuple[str, str, str | None, Any, Any]
"""(action, record, key, from, to)."""


def added(*records: str) -> list[Event]:
    return [("added", record, None, None, None) for record in records]


def removed(record: str) -> Event:
    return ("removed", record, None, None, None)


def renamed(old: str, new: str) -> Event:
    return ("renamed", new, None, old, new)


def changed(record: str, key: str | None, old: Any, new: Any) -> Event:
    return ("changed", record, key, old, new)


def unreadable(record: str, why: str) -> Event:
    return ("unreadable", record, None, None, why)


def readable(record: str) -> Event:
    return ("readable", record, None, None, None)


NEWSLETTER, OLD_NEWSLETTER, CLIENTS, INVOICES = "activities/nieuwsbrief", "activities/newsletter", "activities/clientdossiers", "activities/facturatie"
WEBSITE, SURVEY, VOLUNTEERS = "activities/website", "activities/enquete", "activities/vrijwilligers"
FIRST_CUPBOARD = {
    "rule": "paper-protection",
    "record": "locations/server",
    "reason": "Het slot is besteld.",
    "by": "Anna Voorbeeld",
    "on": "2025-01-13",
    "until": "2025-03-31",
}
SECOND_CUPBOARD = {
    "rule": "paper-protection",
    "record": "locations/server-oud",
    "reason": "De oude kast gaat weg.",
    "by": "Bram Testman",
    "on": "2025-01-20",
    "until": "2025-06-30",
}
HEALTH = {
    "category": "health",
    "items": ["klachten", "medicijnen"],
    "special_ground": "explicit-consent",
    "retention": {"months": 30, "after": "einde van de begeleiding"},
}

EXPECTED: dict[str, list[Event]] = {
    "laatste": [
        changed(VOLUNTEERS, "status", "active", "ended"),
        changed(VOLUNTEERS, "ended", None, "2026-06-30"),
        changed(VOLUNTEERS, "end_reason", None, "Geen vrijwilligers meer."),
    ],
    "maanden": [
        changed(INVOICES, "data[bank-account].retention.years", 1, None),
        changed(INVOICES, "data[bank-account].retention.months", None, 18),
        changed(CLIENTS, "data[contact#2].retention.months", 3, 4),
    ],
    "fg-anders": [
        changed("register", "controller.staff", 4, 5),
        changed("register", "dpo.name", "F. Gissing", "G. Verzonnen"),
        changed("register", "dpo.email", "fg@voorbeeldhuis.example", "gegevens@voorbeeldhuis.example"),
    ],
    "kladje": [],
    "typefout-weg": [changed(INVOICES, "opmerkng", "nakijken in maart", None), changed(INVOICES, "notes", None, "nakijken in maart")],
    "typefout": [changed(INVOICES, "opmerkng", None, "nakijken in maart")],
    "uitvoerbaar": [],
    "opmaak-weer": [],
    "subverwerkers": [
        changed("processors/postduif", "sub_processors", "none", None),
        changed("processors/postduif", "sub_processors[Wolkenbank Verzonnen]", None, {"name": "Wolkenbank Verzonnen", "service": "opslag", "country": "IE"}),
        changed(
            "processors/postduif",
            "sub_processors[webhuis]",
            None,
            {"processor": "webhuis", "service": "domeinnamen", "safeguards": [{"mechanism": "adequacy", "countries": ["GB"]}]},
        ),
    ],
    "aanvaard-weg": [changed("accepted", "accepted[paper-protection locations/server]", FIRST_CUPBOARD, None)],
    "aanvaard-verlengd": [changed("accepted", "accepted[paper-protection locations/server-oud].until", "2025-06-30", "2025-12-31")],
    "aanvaard-nog-een": [changed("accepted", "accepted[paper-protection locations/server-oud]", None, SECOND_CUPBOARD)],
    "aanvaard": added("accepted"),
    "categorie-anders": [changed(SURVEY, "data[opinion].category", "other-opinion", "opinion")],
    "woordenlijst-meer": [
        changed("vocabulary", "data.opinion.name", "mening", "mening van een cliënt"),
        changed("vocabulary", "data.mood", None, {"name": "stemming", "special": ["health"]}),
        changed("vocabulary", "subjects", None, {"neighbours": {"name": "buren", "vulnerable": False}}),
    ],
    "woordenlijst": added("vocabulary"),
    "andere-cijferaar": added("processors/cijferaar"),
    "wissel": [renamed("locations/server", "locations/server-oud"), renamed("locations/server-nieuw", "locations/server")],
    "server-nieuw": added("locations/server-nieuw"),
    "toch-wel": [changed(CLIENTS, "risk.level", "medium", "high")],
    "terugdraaien": [changed(CLIENTS, "risk.level", "high", "medium")],
    "merge-hernoemd": [],
    "website-gewijzigd": [changed(WEBSITE, "purposes[Vragen beantwoorden].interest", "Bereikbaar zijn", "Bereikbaar zijn voor vragen")],
    "website-hernoemd": [
        renamed(WEBSITE, "activities/webformulier"),
        changed("agreements/webhuis", "activities", "website", None),
        changed("agreements/webhuis", "activities", None, "webformulier"),
    ],
    "botsing-gemaakt": [readable("agreements/webhuis"), changed("agreements/webhuis", "breach_hours", 48, 36)],
    "merge-botsing": [unreadable("agreements/webhuis", "conflict-markers")],
    "botsing-hoofd": [changed("agreements/webhuis", "breach_hours", 24, 48)],
    "botsing-zij": [changed("agreements/webhuis", "breach_hours", 24, 72)],
    "merge-ours": [
        changed(SURVEY, "description", "Wat cliënten en naasten van ons vinden.", "Wat cliënten van ons vinden."),
        changed(WEBSITE, "technologies", "kaartjes", None),
        removed("processors/pollbureau"),
    ],
    "weggegooid": [
        changed(SURVEY, "description", "Wat cliënten van ons vinden.", "Wat cliënten en naasten van ons vinden."),
        changed(WEBSITE, "technologies", None, "kaartjes"),
        *added("processors/pollbureau"),
    ],
    "merge-keuze": [
        changed(NEWSLETTER, "owner", "Bram Testman", "Zoë Voorbeeld"),
        changed(NEWSLETTER, "data[email].retention.months", 36, 12),
    ],
    "keuze-hoofd": [
        changed(NEWSLETTER, "owner", "Anna Voorbeeld", "Bram Testman"),
        changed(NEWSLETTER, "data[email].retention.months", 24, 12),
    ],
    "keuze-zij": [
        changed(NEWSLETTER, "owner", "Anna Voorbeeld", "Zoë Voorbeeld"),
        changed(NEWSLETTER, "data[email].retention.months", 24, 36),
    ],
    "merge-kwaad": [
        changed("agreements/verzendhuis", "breach_hours", 24, 30),
        changed("register", "last_review", "2023-01-09", "2024-06-12"),
    ],
    "kwaad-hoofd": [changed("agreements/verzendhuis", "breach_hours", 48, 24)],
    "kwaad-zij": [changed("agreements/verzendhuis", "breach_hours", 48, 36), changed(INVOICES, "owner", "Bram Testman", "Zoë Voorbeeld")],
    "merge-octopus": [],
    "acht-0": [changed("measures/versleuteld", "last_review", None, "2024-06-03")],
    "acht-2": [changed("locations/mailplatform", "country", "NL", "BE")],
    "acht-1": [changed("recipients/belastingdienst", "ground", "Wettelijke plicht", "Wettelijke plicht: art. 47 AWR")],
    "merge-velden": [],
    "veld-anna": [changed(CLIENTS, "risk.level", "medium", "high")],
    "veld-bram": [changed(CLIENTS, "owner", "Anna Voorbeeld", "Bram Testman")],
    "merge-oud": [],
    "na-verhuizing": [changed(CLIENTS, "subjects[clients].number", 120, 150)],
    "verhuisd": [("moved", "register", None, "privacy/register", "register")],
    "oud-pad": [changed(WEBSITE, "data[contact].retention.weeks", 26, 13), *added("recipients/klachtencommissie")],
    "klok-2031": [changed("measures/kast", "description", "Papier achter slot.", "Papier achter slot, sleutel bij Anna.")],
    "klok-1999": [changed(SURVEY, "status", "draft", "active")],
    "enquete": added(SURVEY),
    "kapot-geboren": [unreadable(SURVEY, "toml-syntax")],
    "latijn-gemaakt": [
        readable("processors/postduif"),
        changed("processors/postduif", "description", "Verstuurt de nieuwsbrief.", "Verstuurt de nieuwsbrief, ook naar België."),
    ],
    "latijn": [unreadable("processors/postduif", "encoding")],
    "gemaakt": [
        readable(INVOICES),
        changed(INVOICES, "description", "Facturen maken en innen.", "Facturen maken, sturen en innen."),
        changed(INVOICES, "data[invoice].items", None, "debiteurnummer"),
    ],
    "tussendoor": [
        changed(CLIENTS, "rights", "Inzage op de praktijk.", "Inzage op de praktijk, met een afspraak."),
        changed(CLIENTS, "combination", None, "geen"),
    ],
    "kapot": [
        unreadable(INVOICES, "toml-syntax"),
        changed(WEBSITE, "owner", "Bram Testman", "Anna Voorbeeld"),
        changed("measures/back-up", "status", "planned", "in-place"),
        changed("measures/back-up", "planned", "2024-03-01", None),
        changed("measures/back-up", "since", None, "2024-03-01"),
    ],
    "stuk-hernoemd": [
        renamed("documents/bewaarbeleid.md", "documents/bewaarbeleid-2024.md"),
        changed("register", "policy.retention.path", "documents/bewaarbeleid.md", "documents/bewaarbeleid-2024.md"),
    ],
    "stukken": [changed("documents/bewaarbeleid.md", None, None, None), changed("documents/dpia.pdf", None, None, None)],
    "een-van-twee": [changed(CLIENTS, "data[contact].retention.years", 2, 3)],
    "maatregel-hernoemd": [
        renamed("measures/wachtwoorden", "measures/wachtwoordkluis"),
        changed(CLIENTS, "measures", "wachtwoorden", None),
        changed(CLIENTS, "measures", None, "wachtwoordkluis"),
        changed(NEWSLETTER, "measures", "wachtwoorden", None),
        changed(NEWSLETTER, "measures", None, "wachtwoordkluis"),
        changed(INVOICES, "measures", "wachtwoorden", None),
        changed(INVOICES, "measures", None, "wachtwoordkluis"),
    ],
    "postduif": [
        renamed("processors/verzendhuis", "processors/postduif"),
        changed("processors/postduif", "name", "Verzendhuis Voorbeeld", "Postduif Voorbeeld"),
        changed("processors/postduif", "website", "https://verzendhuis.example", "https://postduif.example"),
        changed(NEWSLETTER, "processors", "verzendhuis", None),
        changed(NEWSLETTER, "processors", None, "postduif"),
        changed("agreements/verzendhuis", "processor", "verzendhuis", "postduif"),
        changed("locations/mailplatform", "provider", "verzendhuis", "postduif"),
    ],
    "andere-boekhouder": [
        removed("processors/cijferaar"),
        *added("processors/rekenhuis"),
        changed(INVOICES, "processors", "cijferaar", None),
        changed(INVOICES, "processors", None, "rekenhuis"),
    ],
    "leeg": [],
    "hernoemd": [renamed(OLD_NEWSLETTER, NEWSLETTER)],
    "doel-verwoord": [
        changed(
            OLD_NEWSLETTER,
            "purposes[Bijhouden welke berichten gelezen worden].purpose",
            "Meten welke berichten gelezen worden",
            "Bijhouden welke berichten gelezen worden",
        )
    ],
    "gezondheid": [changed(CLIENTS, "processors", "webhuis", None), changed(CLIENTS, "data[health]", None, HEALTH)],
    "vrijwilligers-terug": added(VOLUNTEERS),
    "volgorde": [],
    "vrijwilligers-weg": [removed(VOLUNTEERS)],
    "vrijwilligers-erbij": added(VOLUNTEERS),
    "fg-benoemd": [
        changed("register", "dpo.appointed", False, True),
        changed("register", "dpo.reason", "Niet verplicht: geen verwerking op grote schaal.", None),
        changed("register", "dpo.name", None, "F. Gissing"),
        changed("register", "dpo.email", None, "fg@voorbeeldhuis.example"),
    ],
    "regeleinden": [],
    "ontvangers": [
        *added("recipients/huisbank"),
        changed(INVOICES, "recipients", "none", None),
        changed(INVOICES, "recipients", None, "belastingdienst"),
        changed(INVOICES, "recipients", None, "huisbank"),
    ],
    "website-tekst": [],
    "commentaar": [],
    "bewaartermijn": [
        changed(INVOICES, "data[invoice].retention.years", 5, 7),
        changed(INVOICES, "data[invoice].retention.basis", "eigen beleid", "art. 52 lid 4 AWR"),
    ],
    "opmaak": [],
    "processor-erbij": [*added("processors/cijferaar"), changed(INVOICES, "processors", None, "cijferaar")],
    "eerste": added(*ADDED),
    "lees-mij": [],
}
"""By label, newest first; never a parent before its child."""

HISTORIES: dict[str, dict[str, tuple[str, ...]]] = {
    NEWSLETTER: {
        "merge-keuze": (NEWSLETTER,),
        "keuze-hoofd": (NEWSLETTER,),
        "keuze-zij": (NEWSLETTER,),
        "maatregel-hernoemd": (NEWSLETTER,),
        "postduif": (NEWSLETTER,),
        "hernoemd": (NEWSLETTER,),
        "doel-verwoord": (OLD_NEWSLETTER,),
        "eerste": (OLD_NEWSLETTER,),
    },
    "activities/webformulier": {
        "website-hernoemd": ("activities/webformulier",),
        "website-gewijzigd": (WEBSITE,),
        "merge-ours": (WEBSITE,),
        "weggegooid": (WEBSITE,),
        "oud-pad": (WEBSITE,),
        "kapot": (WEBSITE,),
        "eerste": (WEBSITE,),
    },
    "processors/postduif": {
        "subverwerkers": ("processors/postduif",),
        "latijn-gemaakt": ("processors/postduif",),
        "latijn": ("processors/postduif",),
        "postduif": ("processors/postduif",),
        "eerste": ("processors/verzendhuis",),
    },
    "measures/wachtwoordkluis": {"maatregel-hernoemd": ("measures/wachtwoordkluis",), "eerste": ("measures/wachtwoorden",)},
    "documents/bewaarbeleid-2024.md": {
        "stuk-hernoemd": ("documents/bewaarbeleid-2024.md",),
        "stukken": ("documents/bewaarbeleid.md",),
        "eerste": ("documents/bewaarbeleid.md",),
    },
    # gone, and never on the main line
    "processors/pollbureau": {"merge-ours": ("processors/pollbureau",), "weggegooid": ("processors/pollbureau",)},
    # gone and come back
    VOLUNTEERS: dict.fromkeys(("laatste", "vrijwilligers-terug", "vrijwilligers-weg", "vrijwilligers-erbij"), (VOLUNTEERS,)),
    # gone, and its name used for another
    "processors/cijferaar": dict.fromkeys(("andere-cijferaar", "andere-boekhouder", "processor-erbij"), ("processors/cijferaar",)),
    # two names changed hands
    "locations/server-oud": {"wissel": ("locations/server-oud",), "eerste": ("locations/server",)},
    # (what happened to the one that left the name is told as well)
    "locations/server": {"wissel": ("locations/server", "locations/server-oud"), "server-nieuw": ("locations/server-nieuw",)},
    # the files that are one record
    "accepted": dict.fromkeys(("aanvaard-weg", "aanvaard-verlengd", "aanvaard-nog-een", "aanvaard"), ("accepted",)),
}
"""`ropa log KIND/ID`: the commits that tell of it, and under which name."""
