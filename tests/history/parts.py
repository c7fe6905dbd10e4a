"""Files of the messy history that come after its first version."""

BOOKKEEPER = """\
name = "Cijferaar Voorbeeld"
status = "active"
started = 2023-02-01
country = "NL"
service = "bookkeeping"
email = "post@cijferaar.example"
"""

ACCOUNTANT = """\
name = "Rekenhuis Bedacht"
legal_name = "Rekenhuis Bedacht BV"
registration = "KBO 0000.000.000"
description = "Controleert de facturen en doet de aangifte."
started = 2023-10-01
country = "BE"
address = { street = "Bedenkstraat 2", city = "Gent", country = "BE" }
website = "https://rekenhuis.example"
service = "accountancy"
data = ["invoice"]
"""

STATISTICIAN = """\
name = "Cijferaar Onderzoek"
legal_name = "Stichting Cijferaar Onderzoek"
description = "Telt de antwoorden van de enquête."
started = 2024-11-15
country = "DE"
website = "https://cijferaar-onderzoek.example"
service = "survey"
data = ["opinion"]
access_from = ["DE", "FR"]
"""

POLLSTER = 'name = "Pollbureau Fictief"\ncountry = "NL"\nservice = "survey"\n'

COMPLAINTS = 'name = "Klachtencommissie"\nkind = "professional"\nground = "Reglement"\n'

CLIENT_FILES_TIDY = """\
# Opnieuw ingedeeld.
name = "Cli\\u00ebntdossiers"
owner = 'Anna Voorbeeld'
status = "active"
description = 'Verslagen van gesprekken met cliënten.'
large_scale = false
processors = [
    "webhuis",
    "kluisdienst", # papier
]
recipients = "none"
locations = ["server"]
measures = ["versleuteld", "wachtwoorden", "kast"]
rights = "Inzage op de praktijk."
dpia = { done = 2022-11-14, document = { path = "documents/dpia.pdf", title = "DPIA dossiers" }, status = "done" }

[risk]
level = "medium"

[[subjects]]
number = 120
category = "clients"
children = false

[[data]]
category = 'contact'
description = 'van de cliënt'
items = ["adres", "telefoonnummer"]

[data.retention]
after = "einde van de begeleiding"
years = 2

[[data]]
category = 'contact'
description = 'van een naaste'
items = ["telefoonnummer"]
optional = true
retention.months = 3
retention.after = "einde van de begeleiding"

[[purposes]]
basis = "contract"
contract = "De begeleidingsovereenkomst"
purpose = "Begeleiding geven"
"""

HEALTH = """\
[[data]]
category = "health"
items = ["klachten", "medicijnen"]
special_ground = "explicit-consent"
retention = { months = 30, after = "einde van de begeleiding" }
"""

VOLUNTEERS = """\
name = "Vrijwilligers"
status = "active"
owner = "Anna Voorbeeld"
recipients = "none"

[[purposes]]
purpose = "Inroosteren"
basis = "contract"

[[data]]
category = "name"
items = ["naam"]
retention = { years = 1, after = "laatste dienst" }
"""

SURVEY = """\
name = "Enquête"
description = "Wat cliënten van ons vinden."
status = "draft"
owner = "Zoë Voorbeeld"
recipients = "none"

[[purposes]]
purpose = "Onze begeleiding verbeteren"
basis = "consent"

[[subjects]]
category = "clients"

[[data]]
category = "other-opinion"
items = ["antwoorden", "cijfer"]
retention = { months = 6, after = "sluiting van de enquête" }

[[data]]
category = "name"
items = ["voornaam"]
optional = true
retention = { weeks = 2, after = "loting" }
"""

NEW_SERVER = """\
name = "Server in de kelder"
kind = "network-drive"
country = "NL"
address = { street = "Verzinselweg 1", city = "Utrecht" }
encrypted_transport = true
locked = true
access_from = ["NL"]
notes = "Geleverd door een verzonnen winkel."
"""

VOCABULARY = """\
[data.opinion]
name = "mening"
like = "survey"
"""

MORE_WORDS = """
[data.mood]
name = "stemming"
special = ["health"]

[subjects.neighbours]
name = "buren"
vulnerable = false
"""

HEAD = "# Wat wij voor een tijd aanvaarden.\n"

ACCEPTED = (
    HEAD
    + """\
[[accepted]]
rule = "paper-protection"
record = "locations/server"
reason = "Het slot is besteld."
by = "Anna Voorbeeld"
on = 2025-01-13
until = 2025-03-31
"""
)

SECOND_ACCEPTANCE = """
[[accepted]]
rule = "paper-protection"
record = "locations/server-oud"
reason = "De oude kast gaat weg."
by = "Bram Testman"
on = 2025-01-20
until = 2025-06-30
"""

SUB_PROCESSORS = """\

[[sub_processors]]
name = "Wolkenbank Verzonnen"
service = "opslag"
country = "IE"

[[sub_processors]]
processor = "webhuis"
service = "domeinnamen"

[[sub_processors.safeguards]]
mechanism = "adequacy"
countries = ["GB"]
"""

NEWSLETTER_TIDY = '''\
#:schema ../.schema/activity.json
name = 'Nieuwsbrief'
owner = "Zoë Voorbeeld"
status = "active"
description = """Elke maand een brief met nieuws,
en twee keer per jaar een uitnodiging."""
last_review = 2023-01-09
operations = [
  "use",
  "storage",
  "collection",
]
processors = ["postduif"]
recipients = 'none'
locations = ["mailplatform"]
measures = ["wachtwoordkluis", "versleuteld"]
purposes = [
  { purpose="Lezers op de hoogte houden", basis="consent", consent = { withdrawal = "Afmeldlink onder elke brief", how = "Aanmeldformulier met bevestiging" } },
  { basis = "legitimate-interests", interest = "Betere nieuwsbrieven maken", purpose = "Bijhouden welke berichten gelezen worden" },
]
subjects = [{ category = "newsletter-subscribers", number = 9_00 }]

[[data]]
category = "name"
items = ["voornaam"]
retention.until = "afmelding"

[[data]]
category = "email"
items = ["e-mailadres"]

[data.retention]
months = 12
after = "laatste geopende brief"
'''

MEASURES_TIDY = """\
kast = { kind = "locked-cabinet", status = "in-place", description = "Papier achter slot, sleutel bij Anna." }

["back-up"]
description = "Elke nacht."
kind = "back-up-external"
since = 2024-03-01
status = "in-place"

[wachtwoordkluis]
description = "Ieder een eigen kluis."
kind = "password-manager"
name = "Wachtwoorden in een kluis"
owner = "Bram Testman"
since = 2022-10-01
status = "in-place"

[versleuteld]
description = "De schijven zijn versleuteld."
kind = "encryption-at-rest"
last_review = 2024-06-03
since = 2021-03-01
status = "in-place"
"""
