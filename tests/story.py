"""The history that the pages on history tell: the register of register/, and how it came to be so from March 2024 on.

`python -m tests.story FOLDER` makes it there, to try the pages in. The practice, its people and all that they do are invented. Every commit has a fixed
author and time, so that its id is always the same as long as register/ and the words of `ropa save` are.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ropa.cli import run

REGISTER = Path(__file__).parent.parent / "register"
MARLOES, SAMIRA, JORIS = "Marloes Lindeman", "Samira Tak", "Joris Akkerman"
NETWORK = "2026-02-16"
"""The day of what was done on a branch of its own."""


class Step(NamedTuple):
    """A version: its day and time, who saved it and why. A merge brings in the branch; a step on the branch leaves main alone."""

    at: str
    who: str
    reason: str
    seal: str = ""
    """What is said when this version is sealed, on the same day."""

    @property
    def day(self) -> str:
        """The day, which names the step."""
        return self.at[:10]


STEPS = (
    Step("2024-03-04T10:12:00+01:00", MARLOES, "Eerste versie van het register"),
    Step("2024-05-06T16:40:00+02:00", JORIS, "De mailing heet nu nieuwsbrief\n\nMet een nieuw aanmeldformulier; de tekst ervan is nu bewijs."),
    Step("2024-09-30T09:05:00+02:00", MARLOES, "Jaarlijkse ronde 2024\n\nMailchimp staat nog op de lijst van het DPF."),
    Step("2025-01-13T11:30:00+01:00", MARLOES, "Aantal abonnees bijgewerkt", "Vastgesteld in het overleg van 13 januari 2025."),
    Step("2025-03-10T13:40:00+01:00", MARLOES, "DPIA van de cliëntdossiers overgedaan"),
    Step("2025-04-07T14:20:00+02:00", SAMIRA, "Nieuwsbrief overgenomen van Joris\n\nLezers kiezen voortaan zelf hun onderwerpen."),
    Step("2025-06-17T15:55:00+02:00", SAMIRA, "Geboortedatum niet meer gevraagd bij de nieuwsbrief\n\nZij was nergens voor nodig; wat er was, is gewist."),
    Step("2025-09-30T09:20:00+02:00", MARLOES, "Jaarlijkse ronde 2025\n\nMailchimp staat nog op de lijst; Webhuis heeft een nieuw certificaat."),
    Step(
        "2026-01-12T10:45:00+01:00",
        MARLOES,
        "Bewaarbeleid 2026: bewijs van toestemming twee jaar in plaats van vijf",
        "Vastgesteld met het bewaarbeleid 2026.",
    ),
    Step(f"{NETWORK}T13:15:00+01:00", SAMIRA, "Netwerkdag en Wolkmap opgeschreven\n\nMet Wolkmap is nog niets afgesproken."),
    Step("2026-03-20T09:30:00+01:00", JORIS, "Lunch bij de cursussen: naar allergieën gevraagd"),
    Step("2026-05-04T10:10:00+02:00", MARLOES, "Netwerkdag erbij"),
    Step("2026-06-09T16:05:00+02:00", JORIS, "Loonheffingsformulier korter bewaard"),
    Step("2026-09-15T11:00:00+02:00", MARLOES, "Jaarlijkse ronde 2026"),
    Step("2026-11-03T09:45:00+01:00", MARLOES, "Slot van de papierkast is stuk: tijdelijk aanvaard"),
)
FIRST, MERGE = STEPS[0].day, "2026-05-04"

ARRIVED = {
    "documents/aanmeldformulier-nieuwsbrief.md": "2024-05-06",
    "certificates/webhuis-iso27001-2025.toml": "2025-09-30",
    "documents/certificaat-webhuis-2025.md": "2025-09-30",
    "documents/bewaarbeleid-2026.md": "2026-01-12",
    "activities/netwerkdag.toml": NETWORK,
    "agreements/regeling-netwerkdag.toml": NETWORK,
    "recipients/praktijk-het-kompas.toml": NETWORK,
    "documents/aanmeldformulier-netwerkdag.md": NETWORK,
    "documents/regeling-netwerkdag.md": NETWORK,
    "processors/wolkmap.toml": NETWORK,
    "locations/wolkmap.toml": NETWORK,
    "activities/oud-deelnemersonderzoek.toml": "2026-01-12",
    "processors/snelform.toml": "2026-01-12",
    "documents/wissing-snelform.md": "2026-01-12",
    "activities/jongerentraining.toml": "2026-09-15",
    "accepted.toml": "2026-11-03",
}
"""The files that were not there from the first version on."""

DATE_OF_BIRTH = """[[data]]
category = "date-of-birth"
items = ["geboortedatum"]
source = ["data-subject"]
required = "voluntary"
retention = { until = "afmelding", basis = "eigen bewaarbeleid", erasure = "gewist uit Mailchimp, binnen een maand" }

"""
PREFERENCES = """[[data]]
category = "preferences"
items = ["onderwerpen die men wil ontvangen"]
source = ["data-subject"]
required = "voluntary"
consequence = "Geen: dan krijgt men alle onderwerpen."
retention = { until = "afmelding", basis = "eigen bewaarbeleid", erasure = "gewist uit Mailchimp, binnen een maand" }

"""
ALLERGIES = """# Een allergie is een gezondheidsgegeven. Hier ontbreekt de uitzondering van art. 9 lid 2 AVG (special_ground).
[[data]]
category = "allergies"
items = ["allergie of dieet, voor de lunch"]
description = "Alleen bij cursussen met een lunch, in een vrij veld op het inschrijfformulier."
source = ["data-subject"]
required = "voluntary"
consequence = "Dan houdt de lunch er geen rekening mee."
retention = { weeks = 1, after = "de cursusdag", basis = "eigen bewaarbeleid", erasure = "gewist uit Cursusplein" }
optional = true
recipients = "none"
processors = ["cursusplein"]
locations = ["cursusplein"]

"""
BREACH = """[[breaches]]
dated = 2025-06-17
description = "Verslag naar het verkeerde e-mailadres gestuurd; de ontvanger heeft het gewist en dat bevestigd."
notified = 2025-06-18
document = { title = "Register van datalekken, nummer 2025-1", where = "Praktijkserver, map Privacy, bestand Datalekken" }
"""
CONSENT_FORM = 'document = { title = "Tekst van het aanmeldformulier", path = "documents/aanmeldformulier-nieuwsbrief.md", dated = 2024-05-06 }\n'
NEWSLETTER, MAILING = "activities/nieuwsbrief.toml", "activities/mailing.toml"


class Changed(NamedTuple):
    """What stands in a file now, what stood there before a day, and in which file; "" for every file."""

    day: str
    file: str
    now: str
    then: str


CHANGES = (
    Changed("2026-11-03", "locations/papierarchief.toml", "locked = false", "locked = true"),
    Changed("2026-09-15", "", "2026-09-15", "2025-09-16"),
    Changed("2026-09-15", "", "2027-09-15", "2026-09-15"),
    Changed("2026-09-15", "documents/privacyverklaring-3.1.md", "een jaar nadat de klacht", "twee jaar nadat de klacht"),
    Changed("2026-09-15", NEWSLETTER, "number = 640", "number = 520"),
    Changed("2026-09-15", NEWSLETTER, "zo'n 640 mensen", "zo'n 520 mensen"),
    Changed("2026-06-09", "activities/personeel.toml", 'years = 2, after = "einde van het kalenderjaar', 'years = 5, after = "einde van het kalenderjaar'),
    Changed("2026-03-20", "activities/cursussen.toml", ALLERGIES, ""),
    Changed(NETWORK, "activities/cursussen.toml", '["cursusplein", "wolkmap"]', '["cursusplein"]'),
    Changed("2026-01-12", NEWSLETTER, 'retention = { years = 2, after = "afmelding"', 'retention = { years = 5, after = "afmelding"'),
    Changed("2026-01-12", "documents/privacyverklaring-3.1.md", "twee jaar na uw afmelding", "vijf jaar na uw afmelding"),
    Changed("2026-01-12", "register.toml", "Bewaarbeleid 2026", "Bewaarbeleid 2024"),
    Changed("2026-01-12", "register.toml", "documents/bewaarbeleid-2026.md", "documents/bewaarbeleid-2024.md"),
    Changed("2026-01-12", "register.toml", "2026-01-12", "2024-01-15"),
    Changed("2025-09-30", "processors/mailchimp.toml", "looked_up = 2025-09-30", "looked_up = 2024-09-30"),
    Changed("2025-09-30", "", "2025-09-16", "2024-09-30"),
    Changed("2025-09-30", "", "2026-09-15", "2025-09-16"),
    Changed("2025-09-30", "certificates/webhuis-iso27001-2022.toml", 'replaced_by = "webhuis-iso27001-2025"\n', ""),
    Changed("2025-06-17", "activities/clientdossiers.toml", BREACH, ""),
    Changed("2025-06-17", NEWSLETTER, PREFERENCES, DATE_OF_BIRTH + PREFERENCES),
    Changed("2025-06-17", "", '"consent-record", "preferences"]', '"consent-record", "date-of-birth", "preferences"]'),
    Changed("2025-04-07", NEWSLETTER, PREFERENCES, ""),
    Changed("2025-04-07", NEWSLETTER, 'owner = "Samira Tak"', 'owner = "Joris Akkerman"'),
    Changed("2025-04-07", "", ', "preferences"]', "]"),
    Changed("2025-03-10", "activities/clientdossiers.toml", "2025-03-10", "2022-03-14"),
    Changed("2025-01-13", NEWSLETTER, "number = 520", "number = 410"),
    Changed("2025-01-13", NEWSLETTER, "zo'n 520 mensen", "zo'n 410 mensen"),
    Changed("2024-09-30", "", "2024-09-30", "2023-10-02"),
    Changed("2024-09-30", "", "2025-09-16", "2024-10-01"),
    Changed("2024-05-06", NEWSLETTER, CONSENT_FORM, ""),
    Changed("2024-05-06", NEWSLETTER, 'name = "Nieuwsbrief"', 'name = "Mailing"'),
    Changed("2024-05-06", "agreements/mailchimp.toml", '"nieuwsbrief"', '"mailing"'),
)
"""What was otherwise before, newest first."""


def state(done: set[str]) -> dict[str, bytes]:
    """The files of the register after the steps of these days."""
    files = {path.relative_to(REGISTER).as_posix(): path.read_bytes() for path in REGISTER.rglob("*") if path.is_file()}
    files = {path: data for path, data in files.items() if not path.startswith(".schema/") and ARRIVED.get(path, FIRST) in done}
    for change in CHANGES:
        if change.day in done:
            continue
        before, after = change.now.encode(), change.then.encode()
        for path in [change.file] if change.file else [path for path in files if path.endswith(".toml")]:
            if path in files:
                assert change.file == "" or before in files[path], f"{path}: {change.now}"
                files[path] = files[path].replace(before, after)
    if "2026-01-12" not in done:
        files["documents/bewaarbeleid-2024.md"] = b"# Bewaarbeleid 2024\n\nHet bewaarbeleid tot en met 2025 (verzonnen).\n"
    if "2024-05-06" not in done:
        files[MAILING] = files.pop(NEWSLETTER)
    return files


# -- the repository --------------------------------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def world(home: Path) -> Iterator[None]:
    """Git as it is where nobody has set it up, apart from the name of the first branch."""
    home.mkdir(parents=True, exist_ok=True)
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n")
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_", "GNUPG", "SSH_"))]:
        del os.environ[name]
    os.environ.update(HOME=str(home), GIT_CONFIG_NOSYSTEM="1", LANG="C.UTF-8", TZ="Europe/Amsterdam")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def is_someone(who: str, at: str) -> None:
    """Have git know who is at work, and when."""
    for role in ("AUTHOR", "COMMITTER"):
        os.environ[f"GIT_{role}_NAME"] = who
        os.environ[f"GIT_{role}_EMAIL"] = f"{who.split()[0].lower()}@praktijkdelinde.example"
        os.environ[f"GIT_{role}_DATE"] = at


def make(top: Path) -> None:
    """Make the repository of the story in a folder."""
    register = top / "register"
    done = {FIRST}
    _lay(register, state(done))
    _ropa("init", str(top), "--no-hook")
    for step in STEPS:
        is_someone(step.who, step.at)
        if step.day == NETWORK:
            git(top, "switch", "-q", "-c", "netwerkdag")
            _lay(register, state(done | {step.day}))
            _save(register, step)
            git(top, "switch", "-q", "main")
        elif step.day == MERGE:
            done |= {NETWORK, step.day}
            git(top, "merge", "-q", "--no-ff", "-m", step.reason, "netwerkdag")
            git(top, "branch", "-q", "-d", "netwerkdag")
        else:
            done |= {step.day}
            _lay(register, state(done))
            _save(register, step)
        if step.seal:
            _ropa("seal", "-m", step.seal, "--register", str(register), "--as-of", step.day)


def _lay(folder: Path, files: dict[str, bytes]) -> None:
    """Have a folder hold these files and no others."""
    for path in [path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).as_posix() not in files]:
        path.unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _save(register: Path, step: Step) -> None:
    _ropa("save", "-m", step.reason, "--allow-errors", "--register", str(register), "--as-of", step.day)


def _ropa(*arguments: str) -> None:
    assert run(list(arguments)) == 0, arguments


def git(top: Path, *arguments: str) -> None:
    """Plain git, in the folder of the practice."""
    subprocess.run(["git", *arguments], cwd=top, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    here = Path(sys.argv[1])
    with world(here / "home"):
        make(here / "praktijk")
