"""A register of any size, the same each time: invented, lifelike, mostly in order, with a finding here and there."""

import random
import sys
from pathlib import Path

SEED = 30
TASKS = [
    "Aanmelding",
    "Intake",
    "Facturatie",
    "Nieuwsbrief",
    "Planning",
    "Klachten",
    "Werving",
    "Salaris",
    "Verzuim",
    "Inkoop",
    "Archief",
    "Website",
    "Cursus",
    "Dossier",
]
GROUPS = ["cliënten", "cursisten", "medewerkers", "leden", "bezoekers", "klanten", "sollicitanten", "vrijwilligers"]
SUBJECTS = ["clients", "participants", "employees", "members", "website-visitors", "customers", "applicants", "volunteers"]
ITEMS = ["voornaam", "achternaam", "adres", "postcode", "woonplaats", "telefoonnummer", "e-mailadres"]
EEA = ["NL", "BE", "DE", "IE", "FR", "LU", "SE", "FI"]


def register_toml() -> str:
    """The organisation."""
    return """format = 1
language = "nl"
authority = "nl-ap"
last_review = 2026-06-01

[controller]
name = "Stichting Voorbeeldregister"
legal_form = "stichting"
registration = "00000000"
sector = "association"
public_authority = false
staff = 400
email = "privacy@voorbeeldregister.example"
phone = "020-0000000"
address = { street = "Voorbeeldstraat 1", postal_code = "1000 AA", city = "Amsterdam", country = "NL" }

[dpo]
appointed = true
name = "F. Gegevens"
email = "fg@voorbeeldregister.example"
phone = "020-0000001"
notified = 2019-01-15
number = "FG000000"
"""


def activity(number: int, sizes: "Sizes", dice: random.Random) -> str:
    """One activity, two kilobytes long; one in fifty lacks something."""
    group = dice.randrange(len(GROUPS))
    task = dice.choice(TASKS)
    processors = sorted({f"processor-{dice.randrange(sizes.processors)}" for _ in range(2)})
    locations = sorted({f"location-{dice.randrange(sizes.locations)}" for _ in range(2)})
    listed = ", ".join(f'"{name}"' for name in processors)
    places = ", ".join(f'"{name}"' for name in locations)
    retention = '{ years = 2, after = "einde van de relatie", basis = "eigen beleid" }'
    contact_retention = "" if number % 50 == 7 else f"retention = {retention}\n"
    review = "2024-02-01" if number % 50 == 11 else f"2026-0{dice.randrange(1, 10)}-15"
    return f"""name = "{task} van {GROUPS[group]} {number}"
description = "Gegevens van {GROUPS[group]} vastleggen en gebruiken voor {task.lower()}, afdeling {number % 40}."
role = "controller"
status = "active"
started = 2019-0{dice.randrange(1, 10)}-01
created = 2019-01-01
owner = "Afdeling {number % 40}"
function = "administration"
operations = ["collection", "recording", "storage", "use", "erasure"]
last_review = {review}
reviewed_by = "Afdeling {number % 40}"
processors = [{listed}]
recipients = "none"
locations = [{places}]
measures = ["toegang", "versleuteling", "reservekopie"]
large_scale = false
automated_decisions = "none"
cookies = "none"
breaches = "none"

[[purposes]]
purpose = "Afspraken met {GROUPS[group]} maken en de overeenkomst uitvoeren"
basis = "contract"
contract = "De overeenkomst met de betrokkene."
data = ["name", "contact"]

[[purposes]]
purpose = "Facturen sturen en de boekhouding bewaren"
basis = "legal-obligation"
law = "AWR art. 52"
data = ["name", "invoice"]

[[subjects]]
category = "{SUBJECTS[group]}"
description = "De {GROUPS[group]} van afdeling {number % 40}"
children = false
guardianship = false
vulnerable = false
number = {dice.randrange(10, 500)}

[[data]]
category = "name"
items = ["voornaam", "achternaam"]
source = ["data-subject"]
required = "contract"
consequence = "Zonder naam komt er geen overeenkomst."
retention = {retention}

[[data]]
category = "contact"
items = ["{'", "'.join(dice.sample(ITEMS, 4))}"]
source = ["data-subject"]
required = "contract"
consequence = "Zonder deze gegevens kan niemand de betrokkene bereiken."
{contact_retention}
[[data]]
category = "invoice"
items = ["factuurnummer", "datum", "bedrag"]
source = ["generated"]
required = "law"
consequence = "Zonder deze gegevens komt er geen factuur."
retention = {{ years = 7, after = "einde van het boekjaar", basis = "AWR art. 52 lid 4", statute = "nl-books" }}

[dpia]
status = "not-required"
criteria = "none"
reason = "Geen van de criteria van WP248 is van toepassing."
"""


def processor(number: int, sizes: "Sizes", dice: random.Random) -> str:
    """One processor; one in twenty is in the United States, on the list of the Data Privacy Framework."""
    common = f"""name = "Dienst {number} (voorbeeld)"
legal_name = "Dienst {number} B.V."
description = "Levert software aan de organisatie."
service = "ict-support"
status = "active"
started = 2019-01-01
"""
    if number % 20 == 3:
        country = 'country = "US"\n'
        safeguards = f"""
[[safeguards]]
mechanism = "dpf"
dpf = {{ entity = "Service {number} Inc.", id = "{number}", status = "active", scope = ["non-hr"], looked_up = 2026-0{dice.randrange(1, 10)}-01 }}
copy_from = "op verzoek bij de organisatie"
"""
    else:
        country, safeguards = f'country = "{dice.choice(EEA)}"\n', ""
    sub = f'[[sub_processors]]\nprocessor = "processor-{number + 1}"\nservice = "hosting"\n' if number % 10 == 5 and number + 1 < sizes.processors else ""
    nothing = "" if sub else 'sub_processors = "none"\n'
    return f"""{common}{country}email = "privacy@dienst{number}.example"
access_from = "none"
last_review = 2026-03-01
{nothing}{sub}{safeguards}"""


def agreement(number: int, sizes: "Sizes", dice: random.Random) -> str:
    """One signed agreement; one in fifty has ended."""
    ended = "valid_to = 2026-06-30\n" if number % 50 == 9 else ""
    return f"""name = "Verwerkersovereenkomst dienst {number}"
kind = "processing"
processor = "processor-{number % sizes.processors}"
status = "signed"
signed = 2019-02-0{dice.randrange(1, 10)}
signed_by = ["directeur"]
valid_from = 2019-02-10
{ended}subject_matter = "Het leveren en onderhouden van software, zolang de overeenkomst loopt."
nature = "Opslaan en tonen van gegevens voor de organisatie."
clauses = ["instructions", "confidentiality", "security", "sub-processors", "data-subject-rights", "assistance", "deletion-return", "audit"]
sub_processing = "general"
document = {{ title = "Verwerkersovereenkomst dienst {number}", where = "map 3 op kantoor", dated = 2019-02-01 }}
sub_processing_notice_days = 30
breach_hours = 24
"""


def location(number: int, sizes: "Sizes", dice: random.Random) -> str:
    """One place of storage."""
    return f"""name = "Opslag {number}"
kind = "server"
country = "{dice.choice(EEA)}"
provider = "processor-{dice.randrange(sizes.processors)}"
access_from = "none"
encrypted = true
encryption = "AES-256"
encrypted_transport = true
locked = true
access = "Alleen de beheerder"
backed_up = true
"""


def certificate(number: int, sizes: "Sizes", dice: random.Random) -> str:
    """One certificate; one in fifty has ended."""
    valid_to = "2026-09-30" if number % 50 == 13 else f"2028-0{dice.randrange(1, 10)}-28"
    return f"""standard = "iso-27001"
version = "2022"
number = "VB-{number:05d}"
processor = "processor-{number % sizes.processors}"
holder = "Dienst {number} B.V."
body = "Voorbeeld Certificatie"
scope = "Leveren van software"
issued = 2025-09-01
valid_from = 2025-09-01
valid_to = {valid_to}
last_audit = 2026-08-01
"""


MEASURES = """[toegang]
name = "Toegang naar functie"
kind = "access-control"
status = "in-place"

[versleuteling]
name = "Versleuteling"
kind = "encryption-at-rest"
status = "in-place"

[reservekopie]
name = "Reservekopie"
kind = "back-up-external"
status = "in-place"
"""


class Sizes:
    """How many records of each kind."""

    def __init__(self, activities: int = 10_000, processors: int = 500, agreements: int = 500, locations: int = 200, certificates: int = 300) -> None:
        """Take the numbers; the defaults are those of the bench."""
        self.activities = activities
        self.processors = processors
        self.agreements = agreements
        self.locations = locations
        self.certificates = certificates


def generate(root: Path, sizes: Sizes) -> Path:
    """Write a register under `root`; returns it."""
    dice = random.Random(SEED)
    root.mkdir(parents=True, exist_ok=True)
    (root / "register.toml").write_text(register_toml(), "utf-8")
    (root / "measures.toml").write_text(MEASURES, "utf-8")
    for name, many, make in (
        ("activity", sizes.activities, activity),
        ("processor", sizes.processors, processor),
        ("agreement", sizes.agreements, agreement),
        ("location", sizes.locations, location),
        ("certificate", sizes.certificates, certificate),
    ):
        folder = root / {"activity": "activities"}.get(name, f"{name}s")
        folder.mkdir(exist_ok=True)
        for number in range(many):
            (folder / f"{name}-{number}.toml").write_text(make(number, sizes, dice), "utf-8")
    return root


if __name__ == "__main__":
    generate(Path(sys.argv[1]), Sizes(*map(int, sys.argv[2:])))
