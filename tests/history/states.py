"""What `blame` and `diff` say of the messy history: written from `git show`, as expected.py is."""

from typing import Any

from .expected import CLIENTS, EXPECTED, INVOICES, NEWSLETTER, OLD_NEWSLETTER, SURVEY, VOLUNTEERS, Event, added, changed, removed, renamed

Blame = tuple[str, Any, str]
"""(key, value, label of the commit that last set it)."""


def lines(label: str, *pairs: tuple[str, Any]) -> set[Blame]:
    return {(key, value, label) for key, value in pairs}


BLAME: dict[str, set[Blame]] = {
    NEWSLETTER: {
        *lines(
            "eerste",
            ("name", "Nieuwsbrief"),
            ("status", "active"),
            ("description", "Elke maand een brief met nieuws,\nen twee keer per jaar een uitnodiging."),
            ("last_review", "2023-01-09"),
            ("operations", "collection"),
            ("operations", "storage"),
            ("operations", "use"),
            ("recipients", "none"),
            ("locations", "mailplatform"),
            ("measures", "versleuteld"),
            ("purposes[Lezers op de hoogte houden].purpose", "Lezers op de hoogte houden"),
            ("purposes[Lezers op de hoogte houden].basis", "consent"),
            ("purposes[Lezers op de hoogte houden].consent.how", "Aanmeldformulier met bevestiging"),
            ("purposes[Lezers op de hoogte houden].consent.withdrawal", "Afmeldlink onder elke brief"),
            ("purposes[Bijhouden welke berichten gelezen worden].basis", "legitimate-interests"),
            ("purposes[Bijhouden welke berichten gelezen worden].interest", "Betere nieuwsbrieven maken"),
            ("subjects[newsletter-subscribers].category", "newsletter-subscribers"),
            ("subjects[newsletter-subscribers].number", 900),
            ("data[name].category", "name"),
            ("data[name].items", "voornaam"),
            ("data[name].retention.until", "afmelding"),
            ("data[email].category", "email"),
            ("data[email].items", "e-mailadres"),
            ("data[email].retention.after", "laatste geopende brief"),
        ),
        *lines("doel-verwoord", ("purposes[Bijhouden welke berichten gelezen worden].purpose", "Bijhouden welke berichten gelezen worden")),
        *lines("postduif", ("processors", "postduif")),
        *lines("maatregel-hernoemd", ("measures", "wachtwoordkluis")),
        *lines("keuze-zij", ("owner", "Zoë Voorbeeld")),
        *lines("keuze-hoofd", ("data[email].retention.months", 12)),
    },
    CLIENTS: {
        *lines(
            "eerste",
            ("name", "Cliëntdossiers"),
            ("status", "active"),
            ("description", "Verslagen van gesprekken met cliënten."),
            ("large_scale", False),
            ("processors", "kluisdienst"),
            ("recipients", "none"),
            ("locations", "server"),
            ("measures", "versleuteld"),
            ("measures", "kast"),
            ("dpia.status", "done"),
            ("dpia.done", "2022-11-14"),
            ("dpia.document.title", "DPIA dossiers"),
            ("dpia.document.path", "documents/dpia.pdf"),
            ("purposes[Begeleiding geven].purpose", "Begeleiding geven"),
            ("purposes[Begeleiding geven].basis", "contract"),
            ("purposes[Begeleiding geven].contract", "De begeleidingsovereenkomst"),
            ("subjects[clients].category", "clients"),
            ("subjects[clients].children", False),
            ("data[contact].category", "contact"),
            ("data[contact].description", "van de cliënt"),
            ("data[contact].items", "adres"),
            ("data[contact].items", "telefoonnummer"),
            ("data[contact].retention.after", "einde van de begeleiding"),
            ("data[contact#2].category", "contact"),
            ("data[contact#2].description", "van een naaste"),
            ("data[contact#2].items", "telefoonnummer"),
            ("data[contact#2].optional", True),
            ("data[contact#2].retention.after", "einde van de begeleiding"),
        ),
        *lines(
            "gezondheid",
            ("data[health].category", "health"),
            ("data[health].items", "klachten"),
            ("data[health].items", "medicijnen"),
            ("data[health].special_ground", "explicit-consent"),
            ("data[health].retention.months", 30),
            ("data[health].retention.after", "einde van de begeleiding"),
        ),
        *lines("maatregel-hernoemd", ("measures", "wachtwoordkluis")),
        *lines("een-van-twee", ("data[contact].retention.years", 3)),
        *lines("maanden", ("data[contact#2].retention.months", 4)),
        *lines("tussendoor", ("rights", "Inzage op de praktijk, met een afspraak."), ("combination", "geen")),
        *lines("na-verhuizing", ("subjects[clients].number", 150)),
        *lines("veld-bram", ("owner", "Bram Testman")),
        *lines("toch-wel", ("risk.level", "high")),
    },
    INVOICES: {
        *lines(
            "eerste",
            ("name", "Facturatie"),
            ("status", "active"),
            ("locations", "server"),
            ("purposes[Betaald worden].purpose", "Betaald worden"),
            ("purposes[Betaald worden].basis", "contract"),
            ("purposes[Betaald worden].contract", "De opdracht"),
            ("subjects[clients].category", "clients"),
            ("data[invoice].category", "invoice"),
            ("data[invoice].items", "factuurnummer"),
            ("data[invoice].items", "bedrag"),
            ("data[invoice].retention.after", "einde van het boekjaar"),
            ("data[bank-account].category", "bank-account"),
            ("data[bank-account].items", "rekeningnummer"),
            ("data[bank-account].retention.after", "betaling"),
        ),
        *lines("bewaartermijn", ("data[invoice].retention.years", 7), ("data[invoice].retention.basis", "art. 52 lid 4 AWR")),
        *lines("ontvangers", ("recipients", "belastingdienst"), ("recipients", "huisbank")),
        *lines("andere-boekhouder", ("processors", "rekenhuis")),
        *lines("maatregel-hernoemd", ("measures", "wachtwoordkluis")),
        *lines("gemaakt", ("description", "Facturen maken, sturen en innen."), ("data[invoice].items", "debiteurnummer")),
        *lines("kwaad-zij", ("owner", "Zoë Voorbeeld")),
        *lines("typefout-weg", ("notes", "nakijken in maart")),
        *lines("maanden", ("data[bank-account].retention.months", 18)),
    },
    "agreements/verzendhuis": {
        *lines(
            "eerste",
            ("name", "Verwerkersovereenkomst nieuwsbrief"),
            ("kind", "processing"),
            ("status", "signed"),
            ("signed", "2021-03-15"),
            ("signed_by", "Anna Voorbeeld"),
            ("clauses", "instructions"),
            ("clauses", "confidentiality"),
            ("clauses", "security"),
            ("clauses", "sub-processors"),
            ("sub_processing", "specific"),
            ("notice", "een maand"),
        ),
        *lines("postduif", ("processor", "postduif")),
        *lines("merge-kwaad", ("breach_hours", 30)),
    },
    # half of it changed on the main line while it got another name on a branch
    "activities/webformulier": {
        *lines(
            "eerste",
            ("name", "Website"),
            ("description", "Contactformulier op de website."),
            ("status", "active"),
            ("processors", "webhuis"),
            ("recipients", "none"),
            ("locations", "server"),
            ("technologies", "webformulier"),
            ("measures", "versleuteld"),
            ("purposes[Vragen beantwoorden].purpose", "Vragen beantwoorden"),
            ("purposes[Vragen beantwoorden].basis", "legitimate-interests"),
            ("subjects[website-visitors].category", "website-visitors"),
            ("data[contact].category", "contact"),
            ("data[contact].items", "naam"),
            ("data[contact].items", "e-mailadres"),
            ("data[contact].items", "bericht"),
            ("data[contact].retention.after", "laatste bericht"),
        ),
        *lines("kapot", ("owner", "Anna Voorbeeld")),
        *lines("oud-pad", ("data[contact].retention.weeks", 13)),
        *lines("website-gewijzigd", ("purposes[Vragen beantwoorden].interest", "Bereikbaar zijn voor vragen")),
    },
}
"""`ropa blame KIND/ID`, as a set: an element that stands in a list twice is said once."""

DIFFS: dict[tuple[str, str], list[Event]] = {
    # there and back again is no change; what came later is
    ("eerste", "gezondheid"): [
        *added("processors/cijferaar", "recipients/huisbank", VOLUNTEERS),
        *EXPECTED["bewaartermijn"],
        *EXPECTED["fg-benoemd"],
        changed(INVOICES, "processors", None, "cijferaar"),
        changed(INVOICES, "recipients", "none", None),
        changed(INVOICES, "recipients", None, "belastingdienst"),
        changed(INVOICES, "recipients", None, "huisbank"),
        *EXPECTED["gezondheid"],
    ],
    # names changed on the way
    ("gezondheid", "postduif"): [
        renamed(OLD_NEWSLETTER, NEWSLETTER),
        changed(
            NEWSLETTER,
            "purposes[Bijhouden welke berichten gelezen worden].purpose",
            "Meten welke berichten gelezen worden",
            "Bijhouden welke berichten gelezen worden",
        ),
        *EXPECTED["andere-boekhouder"],
        *EXPECTED["postduif"],
    ],
    # files were broken on the way
    ("postduif", "klok-2031"): [
        *EXPECTED["maatregel-hernoemd"],
        *EXPECTED["een-van-twee"],
        # of a document that got another name and another content, nothing is left to know it by
        removed("documents/bewaarbeleid.md"),
        *added("documents/bewaarbeleid-2024.md"),
        changed("documents/dpia.pdf", None, None, None),
        changed("register", "policy.retention.path", "documents/bewaarbeleid.md", "documents/bewaarbeleid-2024.md"),
        *EXPECTED["kapot"][1:],
        *EXPECTED["tussendoor"],
        *EXPECTED["gemaakt"][1:],
        *EXPECTED["latijn-gemaakt"][1:],
        *added(SURVEY),
        *EXPECTED["klok-2031"],
    ],
    # two sides of a merge
    ("weggegooid", "merge-ours"): EXPECTED["merge-ours"],
    ("veld-anna", "veld-bram"): [changed(CLIENTS, "risk.level", "high", "medium"), changed(CLIENTS, "owner", "Anna Voorbeeld", "Bram Testman")],
    # looked at from the newer to the older
    ("server-nieuw", "terugdraaien"): [changed(CLIENTS, "risk.level", "high", "medium"), removed("locations/server-nieuw")],
    ("wissel", "server-nieuw"): [renamed("locations/server-oud", "locations/server"), renamed("locations/server", "locations/server-nieuw")],
}
"""`ropa diff A B`: what is left of it all."""
SAME = (("vrijwilligers-weg", "volgorde"), ("vrijwilligers-erbij", "vrijwilligers-terug"), ("merge-hernoemd", "toch-wel"), ("subverwerkers", "uitvoerbaar"))
"""Pairs between which nothing is another."""
