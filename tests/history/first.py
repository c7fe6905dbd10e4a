"""The first version of the register of the messy history: an invented practice. Nothing in it exists."""

from .build import Person

ANNA = Person(b"Anna Voorbeeld", b"anna@voorbeeldhuis.example")
BRAM = Person(b"Bram Testman", b"bram@voorbeeldhuis.example")
ZOE = Person(b"Zo\xeb Voorbeeld", b"zoe@voorbeeldhuis.example")
"""Her name is Latin-1, and nothing says so."""
OLD = "privacy/register"
NEW = "register"

REGISTER = """\
# Verzonnen praktijk: niets hiervan bestaat.
format = 1
language = "nl"
joint_controllers = "none"
authority = "nl-ap"
last_review = 2023-01-09

[controller]
name = "Praktijk Het Voorbeeldhuis"
legal_form = "eenmanszaak"
registration = "KvK 00000000"
sector = "coaching"
staff = 4
address = { street = "Verzinselweg 1", postal_code = "0000 AA", city = "Utrecht", country = "NL" }
email = "privacy@voorbeeldhuis.example"
contact = "Anna Voorbeeld"

[dpo]
appointed = false
reason = "Niet verplicht: geen verwerking op grote schaal."

[policy]
review_months = 12
retention = { title = "Bewaarbeleid", path = "documents/bewaarbeleid.md", dated = 2023-01-05 }
"""

NEWSLETTER = '''\
name = "Nieuwsbrief"
description = """
Elke maand een brief met nieuws,
en twee keer per jaar een uitnodiging."""
status = "active"
owner = "Anna Voorbeeld"
operations = ["collection", "storage", "use"]
processors = ["verzendhuis"]
recipients = "none"
locations = ["mailplatform"]
measures = ["versleuteld", "wachtwoorden"]
last_review = 2023-01-09

[[purposes]]
purpose = "Lezers op de hoogte houden"
basis = "consent"
consent = { how = "Aanmeldformulier met bevestiging", withdrawal = "Afmeldlink onder elke brief" }

[[purposes]]
purpose = "Meten welke berichten gelezen worden"
basis = "legitimate-interests"
interest = "Betere nieuwsbrieven maken"

[[subjects]]
category = "newsletter-subscribers"
number = 900

[[data]]
category = "email"
items = ["e-mailadres"]
retention = { months = 24, after = "laatste geopende brief" }

[[data]]
category = "name"
items = ["voornaam"]
retention = { until = "afmelding" }
'''

CLIENT_FILES = """\
name = "Cliëntdossiers"
description = "Verslagen van gesprekken met cliënten."
status = "active"
owner = "Anna Voorbeeld"
processors = ["webhuis", "kluisdienst"]
recipients = "none"
locations = ["server"]
measures = ["versleuteld", "wachtwoorden", "kast"]
large_scale = false
rights = "Inzage op de praktijk."

[[purposes]]
purpose = "Begeleiding geven"
basis = "contract"
contract = "De begeleidingsovereenkomst"

[[subjects]]
category = "clients"
children = false
number = 120

[[data]]
category = "contact"
description = "van de cliënt"
items = ["adres", "telefoonnummer"]
retention = { years = 2, after = "einde van de begeleiding" }

[[data]]
category = "contact"
description = "van een naaste"
items = ["telefoonnummer"]
optional = true
retention = { months = 3, after = "einde van de begeleiding" }

[dpia]
status = "done"
done = 2022-11-14
document = { title = "DPIA dossiers", path = "documents/dpia.pdf" }

[risk]
level = "medium"
"""

INVOICES = """\
name = "Facturatie"
description = "Facturen maken en innen."
status = "active"
owner = "Bram Testman"
recipients = "none"
locations = ["server"]
measures = ["wachtwoorden"]

[[purposes]]
purpose = "Betaald worden"
basis = "contract"
contract = "De opdracht"

[[subjects]]
category = "clients"

[[data]]
category = "invoice"
items = ["factuurnummer", "bedrag"]
retention = { years = 5, after = "einde van het boekjaar", basis = "eigen beleid" }

[[data]]
category = "bank-account"
items = ["rekeningnummer"]
retention = { years = 1, after = "betaling" }
"""

WEBSITE = """\
name = "Website"
description = "Contactformulier op de website."
status = "active"
owner = "Bram Testman"
processors = ["webhuis"]
recipients = "none"
locations = ["server"]
technologies = ["webformulier"]
measures = ["versleuteld"]

[[purposes]]
purpose = "Vragen beantwoorden"
basis = "legitimate-interests"
interest = "Bereikbaar zijn"

[[subjects]]
category = "website-visitors"

[[data]]
category = "contact"
items = ["naam", "e-mailadres", "bericht"]
retention = { weeks = 26, after = "laatste bericht" }
"""

SENDING_HOUSE = """\
name = "Verzendhuis Voorbeeld"
legal_name = "Verzendhuis Voorbeeld B.V."
registration = "KvK 00000001"
description = "Verstuurt de nieuwsbrief."
status = "active"
started = 2021-04-01
country = "NL"
email = "privacy@verzendhuis.example"
website = "https://verzendhuis.example"
access_from = "none"
last_review = 2023-01-09
service = "newsletter"
data = ["email", "name"]
sub_processors = "none"
"""

WEB_HOUSE = """\
name = "Webhuis Verzonnen"
legal_name = "Webhuis Verzonnen B.V."
status = "active"
country = "NL"
website = "https://webhuis.example"
service = "hosting"
sub_processors = "none"
"""

VAULT = """\
name = "Kluisdienst Fictief"
status = "active"
country = "BE"
service = "archive-storage"
website = "https://kluisdienst.example"
"""

AGREEMENT_SENDING = """\
name = "Verwerkersovereenkomst nieuwsbrief"
kind = "processing"
processor = "verzendhuis"
status = "signed"
signed = 2021-03-15
signed_by = ["Anna Voorbeeld"]
clauses = ["instructions", "confidentiality", "security", "sub-processors"]
sub_processing = "specific"
breach_hours = 48
notice = "een maand"
"""

AGREEMENT_WEB = """\
name = "Verwerkersovereenkomst Webhuis"
kind = "processing"
processor = "webhuis"
activities = ["website"]
status = "signed"
signed = 2020-09-01
breach_hours = 24
audit = "Jaarlijks een verklaring."
"""

SERVER = """\
name = "Praktijkserver"
kind = "server"
description = "Kast in de meterkast met alle bestanden."
country = "NL"
encrypted = true
encryption = "AES-256, sleutel bij de praktijk"
access = "Alle medewerkers"
backed_up = true
measures = ["versleuteld", "back-up"]
status = "active"
"""

MAIL_PLATFORM = """\
name = "Mailplatform"
kind = "cloud"
country = "NL"
provider = "verzendhuis"
access_from = "none"
encrypted = true
"""

TAX_OFFICE = """\
name = "Belastingdienst"
kind = "public-authority"
country = "NL"
ground = "Wettelijke plicht"
"""

MEASURES = """\
# Wat wij doen om gegevens te beschermen.

[versleuteld]
kind = "encryption-at-rest"
description = "De schijven zijn versleuteld."
status = "in-place"
since = 2021-03-01

[wachtwoorden]
name = "Wachtwoorden in een kluis"
kind = "password-manager"
description = "Ieder een eigen kluis."
status = "in-place"
since = 2022-10-01
owner = "Bram Testman"

[back-up]
kind = "back-up-external"
description = "Elke nacht."
status = "planned"
planned = 2024-03-01

[kast]
kind = "locked-cabinet"
description = "Papier achter slot."
status = "in-place"
"""

FILES: dict[str, str | bytes] = {
    "register.toml": REGISTER,
    "activities/newsletter.toml": NEWSLETTER,
    "activities/clientdossiers.toml": CLIENT_FILES,
    "activities/facturatie.toml": INVOICES,
    "activities/website.toml": WEBSITE,
    "processors/verzendhuis.toml": SENDING_HOUSE,
    "processors/webhuis.toml": WEB_HOUSE,
    "processors/kluisdienst.toml": VAULT,
    "agreements/verzendhuis.toml": AGREEMENT_SENDING,
    "agreements/webhuis.toml": AGREEMENT_WEB,
    "locations/server.toml": SERVER,
    "locations/mailplatform.toml": MAIL_PLATFORM,
    "recipients/belastingdienst.toml": TAX_OFFICE,
    "measures.toml": MEASURES,
    "documents/bewaarbeleid.md": "# Bewaarbeleid\n\nFacturen bewaren wij vijf jaar, dossiers twee jaar.\n",
    "documents/dpia.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\nDPIA 2022\x00\x01\x02\n%%EOF\n",
}
"""The files of the register, by their path in its folder."""

ADDED = (
    "register",
    "activities/newsletter",
    "activities/clientdossiers",
    "activities/facturatie",
    "activities/website",
    "processors/verzendhuis",
    "processors/webhuis",
    "processors/kluisdienst",
    "agreements/verzendhuis",
    "agreements/webhuis",
    "locations/server",
    "locations/mailplatform",
    "recipients/belastingdienst",
    "measures/versleuteld",
    "measures/wachtwoorden",
    "measures/back-up",
    "measures/kast",
    "documents/bewaarbeleid.md",
    "documents/dpia.pdf",
)
"""The records of that version."""
