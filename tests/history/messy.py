"""The long, messy history of an invented register: three people, 2023 to 2026, everything that goes wrong in the keeping of a register.

`make` builds it; every commit has a label, and expected.py tells by label what a careful person reading the patches would say.
"""

from pathlib import Path
from typing import NamedTuple

from . import parts
from .build import Builder
from .first import ANNA, BRAM, FILES, NEW, OLD, ZOE
from .merges import clean, crossing, disputed, reverts

TAG = "goedgekeurd-2023"
REWRITTEN = "main-rewritten"
"""A branch of which the third commit has another value, and every later one another id."""


class Messy(NamedTuple):
    """The repository: its folder, and the id of each commit by its label."""

    root: Path
    ids: dict[str, str]


def make(root: Path) -> dict[str, str]:
    """Build the repository; return the id of each commit by its label."""
    built = Builder(root)
    _beginnings(built)
    _tidying_up(built)
    _names(built)
    _evidence(built)
    _broken_files(built)
    _moving(built)
    clean(built)
    disputed(built)
    crossing(built)
    reverts(built)
    _swap(built)
    _lists(built)
    _loose_ends(built)
    built.checkout()
    _rewrite(built)
    return built.ids


def _beginnings(built: Builder) -> None:
    built.commit("lees-mij", "Lees mij", {"README.md": "# Praktijk\n", "website/index.html": "<h1>Hallo</h1>\n"}, author=BRAM, date="2023-01-02T11:00+01:00")
    first = {f"{OLD}/{path}": content for path, content in FILES.items()}
    built.commit("eerste", "Eerste versie van het register", first, author=ANNA, date="2023-01-09T09:30+01:00")
    activities = f"{OLD}/activities"
    built.commit(
        "processor-erbij",
        "Cijferaar doet de boekhouding",
        {
            f"{OLD}/processors/cijferaar.toml": parts.BOOKKEEPER,
            f"{activities}/facturatie.toml": built.edit(
                f"{activities}/facturatie.toml", ('recipients = "none"\n', 'processors = ["cijferaar"]\nrecipients = "none"\n')
            ),
        },
        author=ANNA,
        date="2023-02-01T14:05+01:00",
    )
    built.commit("opmaak", "Opmaak van de dossiers", {f"{activities}/clientdossiers.toml": parts.CLIENT_FILES_TIDY}, author=ZOE, date="2023-02-14T16:20+01:00")
    built.commit(
        "bewaartermijn",
        "Bewaartermijn van facturen naar zeven jaar\n\nOp advies van de accountant: art. 52 lid 4 AWR vraagt zeven jaar.",
        {f"{activities}/facturatie.toml": built.edit(f"{activities}/facturatie.toml", ("years = 5", "years = 7"), ('"eigen beleid"', '"art. 52 lid 4 AWR"'))},
        author=ANNA,
        date="2023-03-07T17:45+01:00",
        committer=BRAM,
        committed="2023-03-08T08:30+01:00",
    )
    built.commit(
        "commentaar",
        "Alleen commentaar",
        {
            f"{activities}/facturatie.toml": built.edit(
                f"{activities}/facturatie.toml", ('[[data]]\ncategory = "invoice"', "# zeven jaar!\n[[data]] # facturen\ncategory = 'invoice'")
            ),
            f"{OLD}/measures.toml": built.edit(f"{OLD}/measures.toml", ("[kast]", "# --- papier ---\n[kast]  # in de gang")),
            f"{OLD}/register.toml": built.edit(f"{OLD}/register.toml", ("# Verzonnen praktijk: niets hiervan bestaat.\n", "")),
        },
        author=BRAM,
        date="2023-03-20T10:00+01:00",
    )
    built.commit("website-tekst", "Andere groet op de website", {"website/index.html": "<h1>Welkom</h1>\n"}, author=BRAM, date="2023-03-27T10:10+02:00")


def _tidying_up(built: Builder) -> None:
    activities = f"{OLD}/activities"
    invoices, newsletter, website = (f"{activities}/{name}.toml" for name in ("facturatie", "newsletter", "website"))
    built.commit(
        "ontvangers",
        "Facturatie: bank en Belastingdienst zijn ontvangers",
        {
            f"{OLD}/recipients/huisbank.toml": 'name = "Huisbank Voorbeeld"\nkind = "bank"\ncountry = "NL"\n',
            invoices: built.edit(invoices, ('recipients = "none"', 'recipients = ["belastingdienst", "huisbank"]')),
        },
        author=ANNA,
        date="2023-04-03T09:00+02:00",
    )
    crlf = {path: built.trees["main"][path].replace(b"\n", b"\r\n") for path in (newsletter, website)}
    built.commit("regeleinden", "Opgeslagen op de andere computer", crlf, author=ZOE, date="2023-04-17T12:00+02:00")
    built.commit(
        "fg-benoemd",
        "Wij hebben een functionaris gegevensbescherming",
        {
            f"{OLD}/register.toml": built.edit(
                f"{OLD}/register.toml",
                (
                    'appointed = false\nreason = "Niet verplicht: geen verwerking op grote schaal."',
                    'appointed = true\nname = "F. Gissing"\nemail = "fg@voorbeeldhuis.example"',
                ),
            )
        },
        author=BRAM,
        date="2023-05-08T15:00+02:00",
    )
    volunteers = f"{activities}/vrijwilligers.toml"
    built.commit("vrijwilligers-erbij", "Vrijwilligers", {volunteers: parts.VOLUNTEERS}, author=ANNA, date="2023-05-22T09:15+02:00")
    built.commit("vrijwilligers-weg", "Toch geen vrijwilligers", {volunteers: None}, author=ANNA, date="2023-06-05T09:20+02:00")
    text = built.trees["main"][newsletter].decode()
    head, email, name = text.split("[[data]]\r\n")
    measures = built.trees["main"][f"{OLD}/measures.toml"].decode()
    top, encrypted, rest = measures.partition("[versleuteld]")[0], *measures.partition("[versleuteld]")[2].split("[wachtwoorden]")
    built.commit(
        "volgorde",
        "Alles op alfabet",
        {
            newsletter: f"{head}[[data]]\r\n{name}\r\n[[data]]\r\n{email}",
            invoices: built.edit(invoices, ('["belastingdienst", "huisbank"]', '["huisbank", "belastingdienst", "huisbank"]')),
            f"{OLD}/measures.toml": f"{top}[wachtwoorden]{rest}\n[versleuteld]{encrypted}",
        },
        author=ZOE,
        date="2023-06-12T13:00+02:00",
    )
    built.commit("vrijwilligers-terug", "Toch wel vrijwilligers", {volunteers: parts.VOLUNTEERS}, author=ANNA, date="2023-06-26T09:25+02:00")
    clients = f"{activities}/clientdossiers.toml"
    health = f"{parts.HEALTH}\n[[data]]\ncategory = 'contact'\ndescription = 'van een naaste'"
    built.commit(
        "gezondheid",
        "Dossiers: ook gezondheid; Webhuis kan er niet meer bij",
        {clients: built.edit(clients, ('    "webhuis",\n', ""), ("[[data]]\ncategory = 'contact'\ndescription = 'van een naaste'", health))},
        author=ANNA,
        date="2023-08-14T11:11+02:00",
    )


def _names(built: Builder) -> None:
    newsletter = f"{OLD}/activities/newsletter.toml"
    reworded = built.edit(newsletter, ("Meten welke berichten gelezen worden", "Bijhouden welke berichten gelezen worden"))
    built.commit("doel-verwoord", "Doel van de nieuwsbrief anders verwoord", {newsletter: reworded}, author=ZOE, date="2023-09-04T10:30+02:00")
    move = ("mv", newsletter, f"{OLD}/activities/nieuwsbrief.toml")
    built.really("hernoemd", move, ("commit", "-q", "-m", "Nederlandse naam voor de nieuwsbrief"), author=BRAM, date="2023-09-18T10:00+02:00")
    built.commit("leeg", "Niets gewijzigd, wel nagelopen", {}, author=ANNA, date="2023-09-25T10:00+02:00")
    invoices = f"{OLD}/activities/facturatie.toml"
    built.commit(
        "andere-boekhouder",
        "Cijferaar eruit, Rekenhuis erin",
        {
            f"{OLD}/processors/cijferaar.toml": None,
            f"{OLD}/processors/rekenhuis.toml": parts.ACCOUNTANT,
            invoices: built.edit(invoices, ('["cijferaar"]', '["rekenhuis"]')),
        },
        author=ANNA,
        date="2023-10-02T09:00+02:00",
    )
    built.tag(TAG, "andere-boekhouder", "Goedgekeurd door Anna Voorbeeld", author=ANNA, date="2023-10-03T09:00+02:00")
    files = {
        f"{OLD}/activities/nieuwsbrief.toml": [('["verzendhuis"]', '["postduif"]')],
        f"{OLD}/agreements/verzendhuis.toml": [('processor = "verzendhuis"', 'processor = "postduif"')],
        f"{OLD}/locations/mailplatform.toml": [('provider = "verzendhuis"', 'provider = "postduif"')],
        f"{OLD}/processors/verzendhuis.toml": [
            ('name = "Verzendhuis Voorbeeld"\n', 'name = "Postduif Voorbeeld"\n'),
            ("https://verzendhuis", "https://postduif"),
        ],
    }
    edited = {path: built.edit(path, *changes) for path, changes in files.items()}
    edited[f"{OLD}/processors/postduif.toml"] = edited.pop(f"{OLD}/processors/verzendhuis.toml")
    built.commit(
        "postduif",
        "Verzendhuis heet nu Postduif",
        edited,
        renamed={f"{OLD}/processors/verzendhuis.toml": f"{OLD}/processors/postduif.toml"},
        author=ZOE,
        date="2023-11-13T16:00+01:00",
    )
    clients, newsletter = f"{OLD}/activities/clientdossiers.toml", f"{OLD}/activities/nieuwsbrief.toml"
    paths = (f"{OLD}/measures.toml", clients, newsletter, invoices)
    quotes = (("[wachtwoorden]", "[wachtwoordkluis]"), *[('"wachtwoorden"', '"wachtwoordkluis"')] * 3)
    renamed = {path: built.edit(path, change) for path, change in zip(paths, quotes, strict=True)}
    built.commit("maatregel-hernoemd", "Maatregel: wachtwoordkluis", renamed, author=BRAM, date="2023-12-04T09:00+01:00")


def _evidence(built: Builder) -> None:
    clients = f"{OLD}/activities/clientdossiers.toml"
    built.commit(
        "een-van-twee", "Dossiers: contact drie jaar", {clients: built.edit(clients, ("years = 2", "years = 3"))}, author=ANNA, date="2024-01-15T10:00+01:00"
    )
    documents = f"{OLD}/documents"
    built.commit(
        "stukken",
        "Nieuw bewaarbeleid, DPIA opnieuw gedaan",
        {
            f"{documents}/bewaarbeleid.md": "# Bewaarbeleid 2024\n\nFacturen bewaren wij zeven jaar.\nDossiers drie jaar na het einde van de begeleiding.\n",
            f"{documents}/dpia.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nDPIA 2024\x00\xff\xfe\n%%EOF\n",
        },
        author=ANNA,
        date="2024-02-05T10:00+01:00",
    )
    built.commit(
        "stuk-hernoemd",
        "Jaar in de naam van het bewaarbeleid",
        {f"{OLD}/register.toml": built.edit(f"{OLD}/register.toml", ("documents/bewaarbeleid.md", "documents/bewaarbeleid-2024.md"))},
        renamed={f"{documents}/bewaarbeleid.md": f"{documents}/bewaarbeleid-2024.md"},
        author=ZOE,
        date="2024-02-12T10:00+01:00",
    )


def _broken_files(built: Builder) -> None:
    activities = f"{OLD}/activities"
    invoices, website, measures = f"{activities}/facturatie.toml", f"{activities}/website.toml", f"{OLD}/measures.toml"
    broken = built.edit(invoices, ('description = "Facturen maken en innen."', 'description = "Facturen maken, sturen en innen.'))
    built.commit(
        "kapot",
        "Omschrijving van de facturatie; back-up staat",
        {
            invoices: broken,
            website: built.edit(website, ('owner = "Bram Testman"', 'owner = "Anna Voorbeeld"')),
            measures: built.edit(measures, ('status = "planned"\nplanned = 2024-03-01', 'status = "in-place"\nsince = 2024-03-01')),
        },
        author=BRAM,
        date="2024-03-04T17:30+01:00",
    )
    clients = f"{activities}/clientdossiers.toml"
    between = built.edit(clients, ('rights = "Inzage op de praktijk."', 'rights = "Inzage op de praktijk, met een afspraak."\ncombination = "geen"'))
    built.commit("tussendoor", "Dossiers: inzage op afspraak", {clients: between}, author=ZOE, date="2024-03-06T09:00+01:00")
    mended = built.edit(
        invoices, ("sturen en innen.", 'sturen en innen."'), ('items = ["factuurnummer", "bedrag"]', 'items = ["factuurnummer", "bedrag", "debiteurnummer"]')
    )
    built.commit("gemaakt", "Aanhalingsteken vergeten", {invoices: mended}, author=BRAM, date="2024-03-08T09:00+01:00")
    pigeon = f"{OLD}/processors/postduif.toml"
    latin = built.edit(pigeon, ('"Verstuurt de nieuwsbrief."', '"Verstuurt de nieuwsbrief, ook naar België."'))
    built.commit("latijn", "Ook naar België", {pigeon: latin.decode().encode("latin-1")}, author=ZOE, date="2024-03-18T09:00+01:00")
    built.commit("latijn-gemaakt", "Als UTF-8", {pigeon: latin}, author=ANNA, date="2024-03-19T09:00+01:00")
    survey = f"{activities}/enquete.toml"
    unborn = parts.SURVEY.replace('"Enquête"', "Enquête")
    built.commit("kapot-geboren", "Enquête onder cliënten", {survey: unborn}, author=ZOE, date="2024-04-08T09:00+02:00")
    built.commit("enquete", "Enquête, nu goed", {survey: parts.SURVEY}, author=ZOE, date="2024-04-10T09:00+02:00")
    active = built.edit(survey, ('status = "draft"', 'status = "active"'))
    built.commit("klok-1999", "De enquête is begonnen", {survey: active}, author=ANNA, date="1999-12-31T23:30+01:00")
    cupboard = built.edit(measures, ('"Papier achter slot."', '"Papier achter slot, sleutel bij Anna."'))
    built.commit("klok-2031", "Wie de sleutel heeft", {measures: cupboard}, author=BRAM, date="2031-07-01T08:00+02:00")


def _moving(built: Builder) -> None:
    built.branch("oud-pad")
    website = f"{OLD}/activities/website.toml"
    built.commit(
        "oud-pad",
        "Klachtencommissie; termijn van het webformulier",
        {
            f"{OLD}/recipients/klachtencommissie.toml": parts.COMPLAINTS,
            website: built.edit(website, ("weeks = 26", "weeks = 13"), branch="oud-pad"),
        },
        author=ZOE,
        date="2024-04-22T09:00+02:00",
        branch="oud-pad",
    )
    built.really("verhuisd", ("mv", OLD, NEW), ("commit", "-q", "-m", "Register naar de bovenste map"), author=ANNA, date="2024-05-06T09:00+02:00")
    clients = f"{NEW}/activities/clientdossiers.toml"
    built.commit(
        "na-verhuizing",
        "Meer cliënten",
        {clients: built.edit(clients, ("number = 120", "number = 150")), f"{NEW}/README.md": "Het register. Lees docs.\n"},
        author=ANNA,
        date="2024-05-08T00:30+02:00",
    )
    built.really("merge-oud", ("merge", "-q", "--no-ff", "-m", "Merge oud-pad", "oud-pad"), author=ANNA, date="2024-05-13T09:00+02:00")


def _swap(built: Builder) -> None:
    new = f"{NEW}/locations/server-nieuw.toml"
    built.commit("server-nieuw", "Nieuwe server besteld", {new: parts.NEW_SERVER}, author=BRAM, date="2024-10-07T09:00+02:00")
    places = {f"{NEW}/locations/server.toml": f"{NEW}/locations/server-oud.toml", new: f"{NEW}/locations/server.toml"}
    built.commit("wissel", "De nieuwe server is nu de server", {}, renamed=places, author=BRAM, date="2024-11-04T09:00+01:00")
    bureau = {f"{NEW}/processors/cijferaar.toml": parts.STATISTICIAN}
    built.commit("andere-cijferaar", "Cijferaar, een bureau voor statistiek", bureau, author=ZOE, date="2024-11-18T09:00+01:00")


def _lists(built: Builder) -> None:
    words, accepted, pigeon, survey = (f"{NEW}/{name}.toml" for name in ("vocabulary", "accepted", "processors/postduif", "activities/enquete"))
    built.commit("woordenlijst", "Eigen categorieën", {words: parts.VOCABULARY}, author=ANNA, date="2024-12-02T09:00+01:00")
    more = built.edit(words, ('"mening"', '"mening van een cliënt"')).decode() + parts.MORE_WORDS
    built.commit("woordenlijst-meer", "Meer eigen categorieën", {words: more}, author=ZOE, date="2024-12-09T09:00+01:00")
    built.commit(
        "categorie-anders",
        "Enquête: eigen categorie",
        {survey: built.edit(survey, ('category = "other-opinion"', 'category = "opinion"'))},
        author=ZOE,
        date="2024-12-10T09:00+01:00",
    )
    built.commit("aanvaard", "Kast zonder slot aanvaard", {accepted: parts.ACCEPTED}, author=ANNA, date="2025-01-13T09:00+01:00")
    second = built.trees["main"][accepted].decode() + parts.SECOND_ACCEPTANCE
    built.commit("aanvaard-nog-een", "Nog een kast", {accepted: second}, author=ANNA, date="2025-01-20T09:00+01:00")
    longer = built.edit(accepted, ("until = 2025-06-30", "until = 2025-12-31"))
    built.commit("aanvaard-verlengd", "Langer aanvaard", {accepted: longer}, author=BRAM, committer=ANNA, date="2025-03-31T09:00+02:00")
    built.commit(
        "aanvaard-weg",
        "De eerste kast heeft een slot",
        {accepted: parts.HEAD + parts.SECOND_ACCEPTANCE.replace("06-30", "12-31")},
        author=ANNA,
        date="2025-04-14T09:00+02:00",
    )
    subs = built.edit(pigeon, ('sub_processors = "none"\n', parts.SUB_PROCESSORS))
    built.commit("subverwerkers", "Postduif noemt zijn subverwerkers", {pigeon: subs}, author=ZOE, date="2025-05-12T09:00+02:00")


def _loose_ends(built: Builder) -> None:
    newsletter, measures, invoices, register = (f"{NEW}/{name}.toml" for name in ("activities/nieuwsbrief", "measures", "activities/facturatie", "register"))
    tidy = {newsletter: parts.NEWSLETTER_TIDY, measures: parts.MEASURES_TIDY}
    built.commit("opmaak-weer", "Opmaak door een programma", tidy, author=BRAM, date="2025-06-02T09:00+02:00")
    same = {invoices: built.trees["main"][invoices]}
    built.commit("uitvoerbaar", "Bestand van de netwerkschijf", same, executable=(invoices,), author=ZOE, date="2025-06-16T09:00+02:00")
    typo = built.edit(invoices, ('owner = "Zoë Voorbeeld"\n', 'owner = "Zoë Voorbeeld"\nopmerkng = "nakijken in maart"\n'))
    built.commit("typefout", "Opmerking bij de facturatie", {invoices: typo}, author=BRAM, date="2025-07-07T09:00+02:00")
    fixed = built.edit(invoices, ("opmerkng", "notes"))
    built.commit("typefout-weg", "Zo heet de sleutel", {invoices: fixed}, author=BRAM, date="2025-07-08T09:00+02:00")
    side = {f"{NEW}/README.md": "Het register.\n", f"{NEW}/activities/kladje.txt": "niet vergeten: Postduif bellen\n"}
    built.commit("kladje", "Kladje", side, author=ANNA, date="2025-08-04T09:00+02:00")
    officer = built.edit(register, ('name = "F. Gissing"', 'name = "G. Verzonnen"'), ("fg@voorbeeldhuis", "gegevens@voorbeeldhuis"), ("staff = 4", "staff = 5"))
    built.commit("fg-anders", "Andere functionaris gegevensbescherming", {register: officer}, author=ANNA, date="2025-09-01T09:00+02:00")
    years = built.edit(invoices, ("years = 1, after", "months = 18, after"))
    clients = f"{NEW}/activities/clientdossiers.toml"
    relatives = built.edit(clients, ("retention.months = 3", "retention.months = 4"))
    built.commit("maanden", "Rekeningnummers en naasten", {invoices: years, clients: relatives}, author=ANNA, date="2026-01-12T09:00+01:00")
    volunteers = f"{NEW}/activities/vrijwilligers.toml"
    ended = built.edit(volunteers, ('status = "active"', 'status = "ended"\nended = 2026-06-30\nend_reason = "Geen vrijwilligers meer."'))
    built.commit("laatste", "Jaarlijkse ronde", {volunteers: ended}, author=ANNA, date="2026-09-14T09:00+02:00")


def _rewrite(built: Builder) -> None:
    """The same history once more, with another value from the third commit on."""
    told = built.git("fast-export", "--reencode=no", "main")
    stream = told.encode("utf-8", "surrogateescape")
    assert stream.count(b"started = 2023-02-01") == 1
    stream = stream.replace(b"started = 2023-02-01", b"started = 2022-02-01").replace(b"refs/heads/main", f"refs/heads/{REWRITTEN}".encode())
    built.git("fast-import", "--quiet", input=stream)
