"""Statements made from a register for the tests: they say what it says, in plain sentences of four languages."""

from ropa import law
from ropa.audit import Audit
from ropa.derive.kept import kept
from ropa.derive.retention import period_of
from ropa.i18n import Texts, texts
from ropa.published.expected import Expected

SENTENCES = {
    "nl": {
        "title": "Privacyverklaring",
        "who": "{name} is verantwoordelijk voor de verwerking van uw persoonsgegevens. U bereikt ons op {email}.",
        "dpo": "Onze functionaris gegevensbescherming bereikt u op {email}.",
        "purposes": "Waarvoor wij uw gegevens gebruiken, en op welke grondslag",
        "data": "Welke gegevens wij hebben",
        "recipients": "Wie uw gegevens krijgt",
        "gets": "{name} krijgt gegevens om voor ons te werken.",
        "transfers": "Doorgifte buiten de EER",
        "goes": "Gegevens gaan naar {country}; daarvoor gelden modelcontractbepalingen of een adequaatheidsbesluit.",
        "retention": "Hoe lang wij gegevens bewaren",
        "endless": "blijvend",
        "rights": "Uw rechten",
        "have": "U hebt recht op inzage, rectificatie, wissing en beperking van de verwerking. "
        "U kunt bezwaar maken. U hebt recht op overdraagbaarheid. Uw toestemming kunt u altijd intrekken.",
        "complaint": "U kunt een klacht indienen bij de toezichthouder: {authority}.",
        "required": "Zonder deze gegevens kunnen wij u niet helpen; u bent niet verplicht ze te geven.",
        "source": "Sommige gegevens ontvangen wij van anderen, zoals uw werkgever.",
        "automated": "Geautomatiseerde besluiten leggen wij uit als u erom vraagt.",
    },
    "en": {
        "title": "Privacy statement",
        "who": "{name} is the controller of your personal data. You can reach us at {email}.",
        "dpo": "You can reach our data protection officer at {email}.",
        "purposes": "What we use your data for, and on which legal basis",
        "data": "Which data we hold",
        "recipients": "Who receives your data",
        "gets": "{name} receives data to work for us.",
        "transfers": "Transfers outside the EEA",
        "goes": "Data go to {country}; standard contractual clauses or an adequacy decision apply.",
        "retention": "How long we keep data",
        "endless": "permanently",
        "rights": "Your rights",
        "have": "You have the right of access, rectification, erasure and restriction of processing. "
        "You have the right to object and the right to data portability. You can withdraw your consent at any time.",
        "complaint": "You can lodge a complaint with the supervisory authority: {authority}.",
        "required": "Without this information we cannot help you; you are not obliged to give it.",
        "source": "Some data we receive from others, such as your employer.",
        "automated": "We explain automated decisions if you ask.",
    },
    "fr": {
        "title": "Déclaration de confidentialité",
        "who": "{name} est le responsable du traitement de vos données. Vous pouvez nous joindre à {email}.",
        "dpo": "Vous pouvez joindre notre délégué à la protection des données à {email}.",
        "purposes": "Pourquoi nous utilisons vos données, et sur quelle base juridique",
        "data": "Quelles données nous avons",
        "recipients": "Qui reçoit vos données : les destinataires",
        "gets": "{name} reçoit des données pour notre compte.",
        "transfers": "Transferts en dehors de l'Espace économique européen",
        "goes": "Des données vont vers ce pays : {country} ; des clauses contractuelles types ou une décision d'adéquation s'appliquent.",
        "retention": "Durées de conservation",
        "endless": "sans limite de temps",
        "rights": "Vos droits",
        "have": "Vous avez le droit d'accès, de rectification, d'effacement et de limitation du traitement. "
        "Vous avez le droit d'opposition et le droit à la portabilité. Vous pouvez retirer votre consentement à tout moment.",
        "complaint": "Vous pouvez introduire une réclamation auprès de l'autorité de contrôle : {authority}.",
        "required": "Sans ces données nous ne pouvons pas vous aider ; vous n'êtes pas obligé de les donner.",
        "source": "Nous recevons certaines données d'autres personnes, par exemple de votre employeur.",
        "automated": "Nous expliquons les décisions automatisées si vous le demandez.",
    },
    "de": {
        "title": "Datenschutzerklärung",
        "who": "{name} ist verantwortlich für die Verarbeitung Ihrer Daten. Sie erreichen uns unter {email}.",
        "dpo": "Unsere Datenschutzbeauftragte erreichen Sie unter {email}.",
        "purposes": "Wofür wir Ihre Daten verwenden, und auf welcher Rechtsgrundlage",
        "data": "Welche Daten wir haben",
        "recipients": "Wer Ihre Daten erhält: die Empfänger",
        "gets": "{name} erhält Daten, um für uns zu arbeiten.",
        "transfers": "Übermittlung in Länder außerhalb des EWR",
        "goes": "Daten gehen in dieses Land: {country}; es gelten Standardvertragsklauseln oder ein Angemessenheitsbeschluss.",
        "retention": "Wie lange wir Daten aufbewahren",
        "endless": "unbefristet",
        "rights": "Ihre Rechte",
        "have": "Sie haben das Recht auf Auskunft, Berichtigung, Löschung und Einschränkung der Verarbeitung. "
        "Sie können der Verarbeitung widersprechen. Sie haben das Recht auf Datenübertragbarkeit. Ihre Einwilligung können Sie jederzeit widerrufen.",
        "complaint": "Sie können Beschwerde bei der Aufsichtsbehörde einlegen: {authority}.",
        "required": "Ohne diese Daten können wir Ihnen nicht helfen; Sie sind nicht verpflichtet, sie anzugeben.",
        "source": "Manche Daten erhalten wir von anderen, etwa von Ihrem Arbeitgeber.",
        "automated": "Automatisierte Entscheidungen erklären wir auf Anfrage.",
    },
}


def make_statement(audit: Audit, language: str) -> str:
    """A statement of everything that a register says and art. 13 and 14 ask for."""
    words, say, expected = texts(language), SENTENCES[language], Expected(audit)
    organisation = audit.register.organisation
    assert organisation is not None
    lines = [f"# {say['title']}", "", say["who"].format(name=organisation.controller.name, email=organisation.controller.email or "info@praktijk.example"), ""]
    if audit.dpo:
        lines += [say["dpo"].format(email=audit.dpo.email or "fg@praktijk.example"), ""]
    lines += [
        "## " + say["purposes"],
        "",
        *_purposes(expected, words),
        "",
        "## " + say["data"],
        "",
        *_data(expected, words),
        "",
        say["required"],
        say["source"],
        "",
    ]
    lines += ["## " + say["recipients"], "", *(f"- {say['gets'].format(name=party.name)}" for _, party in expected.parties), ""]
    if expected.countries:
        lines += ["## " + say["transfers"], "", *(say["goes"].format(country=words.country(code)) for code in expected.countries if code), ""]
    lines += ["## " + say["retention"], "", *_periods(expected, words, say["endless"]), "", "## " + say["rights"], "", say["have"], ""]
    authority = words.term("authority", organisation.authority or "nl-ap")
    return "\n".join([*lines, say["complaint"].format(authority=authority), "", say["automated"], ""])


def _purposes(expected: Expected, words: Texts) -> list[str]:
    found = []
    for activity in expected.compared:
        for purpose in activity.purposes or ():
            basis = words.term("legal-basis", purpose.basis) if purpose.basis in law.terms("legal-basis") else ""
            found.append(f"- {purpose.purpose}: {basis}" + (f" ({purpose.interest})" if purpose.interest else ""))
    return found


def _data(expected: Expected, words: Texts) -> list[str]:
    own = expected.audit.register.own_data
    categories = dict.fromkeys(data.category or "" for activity in expected.compared for data in activity.data or ())
    return [f"- {own[each].name if each in own else words.term('data-category', each)}" for each in categories if each]


def _periods(expected: Expected, words: Texts, endless: str) -> list[str]:
    own = expected.audit.register.own_data
    rows = []
    for activity in expected.compared:
        for _, data, retention, _ in kept(activity):
            if retention is None:
                continue
            period = period_of(retention)
            category = data.category or ""
            label = own[category].name if category in own else words.term("data-category", category)
            what = words.period(period) if period else endless if retention.indefinite else retention.until
            rows.append(f"| {activity.name}: {label} | {what} |")
    return rows
