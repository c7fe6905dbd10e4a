"""The merges of the messy history: those that went well, those that did not, and two reverts."""

from . import parts
from .build import Builder, Content
from .first import ANNA, BRAM, NEW, ZOE


def clean(built: Builder) -> None:
    """Other fields of one activity on two branches, and three branches at once."""
    clients = f"{NEW}/activities/clientdossiers.toml"
    built.branch("bram")
    bram = built.edit(clients, ("owner = 'Anna Voorbeeld'", "owner = 'Bram Testman'"), branch="bram")
    built.commit("veld-bram", "Bram beheert de dossiers", {clients: bram}, author=BRAM, date="2024-05-20T09:00+02:00", branch="bram")
    risk = built.edit(clients, ('level = "medium"', 'level = "high"'))
    built.commit("veld-anna", "Risico van de dossiers is hoog", {clients: risk}, author=ANNA, date="2024-05-21T09:00+02:00")
    built.really("merge-velden", ("merge", "-q", "--no-ff", "-m", "Merge bram", "bram"), author=ANNA, date="2024-05-22T09:00+02:00")
    tax, mail, measures = f"{NEW}/recipients/belastingdienst.toml", f"{NEW}/locations/mailplatform.toml", f"{NEW}/measures.toml"
    built.branch("acht-1")
    built.branch("acht-2")
    ground = built.edit(tax, ('"Wettelijke plicht"', '"Wettelijke plicht: art. 47 AWR"'), branch="acht-1")
    built.commit("acht-1", "Grondslag van de Belastingdienst", {tax: ground}, author=ZOE, date="2024-06-03T09:00+02:00", branch="acht-1")
    country = built.edit(mail, ('country = "NL"', 'country = "BE"'), branch="acht-2")
    built.commit("acht-2", "Mailplatform staat in België", {mail: country}, author=BRAM, date="2024-06-03T10:00+02:00", branch="acht-2")
    review = built.edit(measures, ('description = "De schijven zijn versleuteld."', 'description = "De schijven zijn versleuteld."\nlast_review = 2024-06-03'))
    built.commit("acht-0", "Versleuteling nagelopen", {measures: review}, author=ANNA, date="2024-06-03T11:00+02:00")
    octopus = ("merge", "-q", "--no-ff", "-m", "Merge acht-1 en acht-2", "acht-1", "acht-2")
    built.really("merge-octopus", octopus, author=ANNA, date="2024-06-04T09:00+02:00")


def disputed(built: Builder) -> None:
    """Merges that make or leave out something themselves."""
    agreement, register, invoices, newsletter, survey, website = (
        f"{NEW}/{name}.toml"
        for name in ("agreements/verzendhuis", "register", "activities/facturatie", "activities/nieuwsbrief", "activities/enquete", "activities/website")
    )
    built.branch("kwaad")
    evil_side = {
        agreement: built.edit(agreement, ("breach_hours = 48", "breach_hours = 36"), branch="kwaad"),
        invoices: built.edit(invoices, ('owner = "Bram Testman"', 'owner = "Zoë Voorbeeld"'), branch="kwaad"),
    }
    built.commit("kwaad-zij", "Melden binnen 36 uur", evil_side, author=ZOE, date="2024-06-10T09:00+02:00", branch="kwaad")
    built.commit(
        "kwaad-hoofd",
        "Melden binnen 24 uur",
        {agreement: built.edit(agreement, ("breach_hours = 48", "breach_hours = 24"))},
        author=ANNA,
        date="2024-06-11T09:00+02:00",
    )
    built.really(
        "merge-kwaad",
        ("merge", "-q", "--no-ff", "--no-commit", "kwaad"),
        ("commit", "-q", "-a", "-m", "Merge kwaad"),
        files={
            agreement: built.edit(agreement, ("breach_hours = 24", "breach_hours = 30")),
            register: built.edit(register, ("last_review = 2023-01-09", "last_review = 2024-06-12")),
        },
        author=ANNA,
        date="2024-06-12T09:00+02:00",
        conflict=True,
    )
    built.branch("keuze")
    choice = [('owner = "Anna Voorbeeld"', 'owner = "Zoë Voorbeeld"'), ("months = 24", "months = 36")]
    built.commit(
        "keuze-zij",
        "Nieuwsbrief naar Zoë",
        {newsletter: built.edit(newsletter, *choice, branch="keuze")},
        author=ZOE,
        date="2024-06-17T09:00+02:00",
        branch="keuze",
    )
    other = [('owner = "Anna Voorbeeld"', 'owner = "Bram Testman"'), ("months = 24", "months = 12")]
    built.commit("keuze-hoofd", "Nieuwsbrief naar Bram", {newsletter: built.edit(newsletter, *other)}, author=BRAM, date="2024-06-18T09:00+02:00")
    built.really(
        "merge-keuze",
        ("merge", "-q", "--no-ff", "--no-commit", "keuze"),
        ("commit", "-q", "-a", "-m", "Merge keuze"),
        files={newsletter: built.edit(newsletter, ('"Bram Testman"', '"Zoë Voorbeeld"'))},
        author=BRAM,
        committer=ANNA,
        date="2024-06-19T09:00+02:00",
        conflict=True,
    )
    built.branch("weg-ermee")
    thrown: dict[str, Content] = {
        survey: built.edit(survey, ("Wat cliënten van ons vinden.", "Wat cliënten en naasten van ons vinden."), branch="weg-ermee"),
        website: built.edit(website, ('technologies = ["webformulier"]', 'technologies = ["webformulier", "kaartjes"]'), branch="weg-ermee"),
        f"{NEW}/processors/pollbureau.toml": parts.POLLSTER,
    }
    built.commit("weggegooid", "Pollbureau en naasten", thrown, author=ZOE, date="2024-07-01T09:00+02:00", branch="weg-ermee")
    ours = ("merge", "-q", "--no-ff", "-s", "ours", "-m", "Merge weg-ermee (niet overgenomen)", "weg-ermee")
    built.really("merge-ours", ours, author=ANNA, date="2024-07-02T09:00+02:00")


def crossing(built: Builder) -> None:
    """Conflict markers that were committed; a new name on one side and a change on the other."""
    agreement, website = f"{NEW}/agreements/webhuis.toml", f"{NEW}/activities/website.toml"
    built.branch("botsing")
    side = built.edit(agreement, ("breach_hours = 24", "breach_hours = 72"), branch="botsing")
    built.commit("botsing-zij", "Webhuis meldt binnen 72 uur", {agreement: side}, author=BRAM, date="2024-08-05T09:00+02:00", branch="botsing")
    main = built.edit(agreement, ("breach_hours = 24", "breach_hours = 48"))
    built.commit("botsing-hoofd", "Webhuis meldt binnen 48 uur", {agreement: main}, author=ANNA, date="2024-08-06T09:00+02:00")
    built.really(
        "merge-botsing",
        ("merge", "-q", "--no-ff", "--no-commit", "botsing"),
        ("commit", "-q", "-a", "-m", "Merge botsing"),
        author=BRAM,
        date="2024-08-07T17:59+02:00",
        conflict=True,
    )
    mended = main.replace(b"breach_hours = 48", b"breach_hours = 36")
    built.commit("botsing-gemaakt", "De streepjes eruit: 36 uur", {agreement: mended}, author=BRAM, date="2024-08-08T09:00+02:00")
    built.branch("nieuwe-naam")
    built.commit(
        "website-hernoemd",
        "De verwerking heet webformulier",
        {agreement: built.edit(agreement, ('activities = ["website"]', 'activities = ["webformulier"]'), branch="nieuwe-naam")},
        renamed={website: f"{NEW}/activities/webformulier.toml"},
        author=ZOE,
        date="2024-09-02T09:00+02:00",
        branch="nieuwe-naam",
    )
    interest = built.edit(website, ('interest = "Bereikbaar zijn"', 'interest = "Bereikbaar zijn voor vragen"'))
    built.commit("website-gewijzigd", "Belang van de website", {website: interest}, author=ANNA, date="2024-09-03T09:00+02:00")
    built.really("merge-hernoemd", ("merge", "-q", "--no-ff", "-m", "Merge nieuwe-naam", "nieuwe-naam"), author=ANNA, date="2024-09-04T09:00+02:00")


def reverts(built: Builder) -> None:
    """A change taken back, and taken up again."""
    built.flush()
    built.really("terugdraaien", ("revert", "--no-edit", built.ids["veld-anna"]), author=ZOE, date="2024-09-16T09:00+02:00")
    again = ("commit", "-q", "-m", "Toch hoog: het terugdraaien teruggedraaid")
    built.really("toch-wel", ("revert", "--no-commit", built.ids["terugdraaien"]), again, author=ANNA, date="2024-09-17T09:00+02:00")
