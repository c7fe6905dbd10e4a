"""Tables such as organisations have them, made for the tests. Everything in them is invented."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Row = Sequence[Any]
"""A row of cells; None is an empty one."""


def workbook(path: Path, sheets: Mapping[str, Sequence[Row]], merged: dict[str, list[str]] | None = None) -> Path:
    """A workbook of these sheets; `merged` names ranges per sheet ("A1:C1"), of which the first cell has the value."""
    file = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    date_format = file.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = file.add_worksheet(name)
        for area in (merged or {}).get(name, ()):
            sheet.merge_range(area, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(number, column, value, date_format)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    file.close()
    return path


def ods(path: Path, sheets: Mapping[str, Sequence[Row]]) -> Path:
    """A document of OpenOffice with these sheets, all texts."""
    body = ""
    for name, rows in sheets.items():
        body += f'<table:table table:name="{escape(name)}">'
        for row in rows:
            cells = "".join(
                "<table:table-cell/>"
                if value is None
                else f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
                for value in row
            )
            body += f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"
        body += "</table:table>"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    path.write_bytes(page.getvalue())
    return path


MESSY: list[Row] = [
    ["REGISTER VAN VERWERKINGEN – Wijkpraktijk De Kade", None, None, None, None, None, None, None, None, None, None, None, None, None, None],
    ["Versie 7, bijgewerkt door Noor (mei 2026)"],
    [],
    [
        "Nr",
        "Verwerking",
        "Afdeling",
        "Doel",
        "Grondslag",
        "Wie",
        "Gegevens",
        None,
        "Bewaartermijn",
        "Verwerkers",
        None,
        "Ontvangers",
        "Doorgifte",
        "Beveiliging",
        "Kleur",
    ],
    [None, None, None, None, None, None, "Soort persoonsgegevens", "Bijzonder?", None, "Naam", "VWO", None, None, None, None],
    [
        1,
        "Cliëntdossiers",
        "Zorg",
        "Begeleiding geven en vastleggen wat is afgesproken",
        "uitvoering overeenkomst",
        "cliënten; mantelzorgers",
        "naam, adres, telefoonnummer",
        "nee",
        "20 jaar na laatste wijziging dossier",
        "Dossiersoft B.V. (verzonnen)",
        "ja",
        "huisartsen",
        "nee",
        "Tweestapsverificatie; afgesloten kast",
        "groen",
    ],
    [None, None, None, None, None, None, "gezondheid", "ja, gezondheid", None, None, None, None, None, None, None],
    [],
    [
        2,
        "Salarisadministratie",
        "HR",
        "- loon betalen\n- loonheffing aangeven",
        "overeenkomst\nwettelijke verplichting (Wet op de loonbelasting)",
        "medewerkers",
        "Naam\nrekeningnummer\nBSN",
        "n.v.t.",
        "7 jaar",
        "Loonbureau Tel & Zonen",
        "map Contracten, tab 4",
        "Belastingdienst, pensioenfonds",
        None,
        None,
        "rood",
    ],
    [
        3,
        "Nieuwsbrief",
        "Communicatie",
        "Mensen op de hoogte houden van activiteiten van de praktijk",
        "toestemming",
        "abonnees nieuwsbrief",
        "e-mailadres, leesgedrag nieuwsbrief, favoriete kleur",
        "Nee",
        "tot uitschrijving",
        "Postduif Mail (VS)",
        "nee",
        "geen",
        "VS",
        "is geregeld",
        None,
    ],
    [
        4,
        "Cameratoezicht",
        "Facilitair",
        "Beveiliging van het pand",
        "gerechtvaardigd belang",
        "bezoekers",
        "camerabeelden",
        None,
        "vier weken, tenzij incident",
        "geen",
        None,
        "politie",
        None,
        None,
        "=1+1",
    ],
    [None, "Sollicitaties", "HR", "Vacatures vervullen", "zie AP", "solicitanten", "cv", None, "4 wkn", None, None, None, None, None, None],
    [],
    ["* Kleuren volgens de afspraak in het MT."],
]
"""A register as a small Dutch practice might keep it: two rows of headings, merged cells, several values in a cell, typing errors, notes below."""

MESSY_MERGED = [
    "A1:O1",
    "G4:H4",
    "J4:K4",
    "A4:A5",
    "B4:B5",
    "C4:C5",
    "D4:D5",
    "E4:E5",
    "F4:F5",
    "I4:I5",
    "L4:L5",
    "M4:M5",
    "N4:N5",
    "O4:O5",
    "A6:A7",
    "B6:B7",
    "C6:C7",
    "D6:D7",
    "I6:I7",
]

ICO_HEADINGS = [
    "Business function",
    "Purpose of processing",
    "Name and contact details of joint controller (if applicable)",
    "Categories of individuals",
    "Categories of personal data",
    "Categories of recipients",
    "Link to contract with processor",
    "Names of third countries or international organisations that personal data are transferred to (if applicable)",
    "Safeguards for exceptional transfers of personal data to third countries or international organisations (if applicable)",
    "Retention schedule (if possible)",
    "General description of technical and organisational security measures (if possible)",
    "Article 6 lawful basis for processing personal data",
    "Article 9 condition for processing special category data",
    "Legitimate interests for the processing (if applicable)",
    "Link to record of legitimate interests assessment (if applicable)",
    "Rights available to individuals",
    "Existence of automated decision-making, including profiling (if applicable)",
    "The source of the personal data (if applicable)",
    "Link to record of consent",
    "Location of personal data",
    "Data Protection Impact Assessment required?",
    "Data Protection Impact Assessment progress",
    "Link to Data Protection Impact Assessment",
    "Has a personal data breach occurred?",
    "Link to record of personal data breach",
]
ICO: list[Row] = [
    ["Controller", None, None, "Data protection officer"],
    ["Name:", "Harbour Care Ltd (invented)", None, "Name:", "Pat Example"],
    [],
    ["Article 30 Record of Processing Activities"],
    [],
    ICO_HEADINGS,
    [
        *("HR", "Paying staff", "N/A", "Employees", "Contact details; Bank details", "HMRC", None, "N/A", None, "6 years after end of employment"),
        *("Encrypted storage", "Article 6(1)(c) - legal obligation", "N/A", "N/A", "N/A", "Access, rectification", "No", "Employee", "N/A", "HR drive"),
        *("No", "N/A", None, "No", "N/A"),
    ],
    [
        *(
            "Marketing",
            "Sending offers to customers",
            None,
            "Customers",
            "Email address",
            "Mailing bureau Swift (invented)",
            None,
            "USA",
            "Standard contractual clauses",
        ),
        *("until consent is withdrawn", "two-factor authentication", "Consent", None, None, None, "Withdraw consent", "Yes - profiling of interests", None),
        *("Shared drive, folder Consents", "CRM", "Yes", "Done", "https://docs.example/dpia-1", "Yes", "Breach log 2025-3"),
    ],
]
"""As the ICO's documentation template for controllers, with a block of contacts above the table."""

GBA: list[Row] = [
    [
        *("Naam van het bedrijfsproces", "Eigenaar proces", "Nummer verwerking", "Functionele beschrijving", "Doel van de verwerking", "Verwerkingsgrond"),
        *("Functionele gegevenscategorie", "AVG-gegevenscategorie", "Categorie van betrokkenen", "Bewaartermijn", "Categorie(ën) van ontvangers"),
        *("Derde land / internationaal", "Beschrijving beveiligingsmaatregelen", "Einddatum verwerking", "Plaatsvervangende verwerking"),
    ],
    [
        *("Personeelsbeheer", "Hoofd personeel", "P-01", "Loonadministratie", "Lonen berekenen en uitbetalen", "wettelijke verplichting"),
        *("Identificatiegegevens", "Normaal", "werknemers", "10 jaar", "sociaal secretariaat", "geen", "toegangscontrole", None, None),
    ],
    [
        *("Personeelsbeheer", "Hoofd personeel", "P-01", "Loonadministratie", "Lonen berekenen en uitbetalen", "wettelijke verplichting"),
        *("gezondheid", "gezondheid", "werknemers", "5 jaar na einde dienstverband", "sociaal secretariaat", None, "toegangscontrole", None, None),
    ],
    [
        *("Klantenbeheer", None, "K-01", "Klantenkaart", "Punten sparen", "toestemming"),
        *("naam", "Normaal", "klanten", "tot intrekking van de toestemming", None, None, None, "31/12/2024", "K-02"),
    ],
]
"""As the model of the Belgian authority: a row a category of data, with process and activity repeated."""

RIJK: list[Row] = [
    [
        *(
            "Nummer verwerking",
            "Naam verwerking",
            "AVG Verwerking Dienst",
            "Primair / Secundair",
            "AVG doelen",
            "AVG rechtsgronden",
            "Toelichting bij gekozen rechtsgrond",
        ),
        *("Betrokkenen", "Gegevens", "Burgerservicenummers", "Bewaartermijn", "Wie/wat is de bron van gegevens?", "Verwerkers", "Ontvangers"),
        *("Geautomatiseerde besluitvorming", "Doorgifte buiten EER", "Landen", "GEB (DPIA) uitgevoerd", "Opmerkingen"),
    ],
    [
        *("V-0042", "Behandelen van subsidieaanvragen", "Directie Voorbeelden", "Primair", "Aanvragen beoordelen en uitbetalen", "Taak van algemeen belang"),
        *(
            "Voorbeeldwet art. 3",
            "aanvragers",
            "naam; bankrekeningnummer",
            "Ja",
            "10 jaar na afhandeling",
            "betrokkene",
            "Rekencentrum Noord (verzonnen)",
            "Algemene Rekenkamer",
        ),
        *("Nee", "Nee", None, "Ja", "Overgezet uit het oude systeem."),
    ],
]
"""As the register of Dutch ministries."""

_CHOOSE = "Sélectionnez un élément dans cette liste déroulante ►"
CNIL_TUTORIAL: list[Row] = [["Registre des traitements - Fiche tutorielle"], ["Comment remplir ce document."]]
CNIL_LIST: list[Row] = [
    ["Coordonnées du responsable de l’organisme", "Nom :", "Atelier Exemple (inventé)", "Prénom :", None, "Adresse :", "1 rue Inventée"],
    [],
    ["Identification du traitement", None, None, None, "Finalité du traitement", None, None, "Données sensibles ?"],
    ["Nom du traitement", "N° / RÉF", "Date de création de la fiche", "Dernière mise à jour de la fiche", None, None, None, "Oui/non"],
    ["Gestion des adhérents", "A-1", "12/01/2024", "03/02/2026", "Tenir la liste des adhérents, Envoyer la convocation annuelle", None, None, "Oui"],
    ["Vidéosurveillance", "A-2", "01/03/2024", None, "Protéger le local", None, None, "Non"],
]
CNIL_FORM: list[Row] = [
    ["Modèle de fiche de registre à compléter", None, None, None, None, None, None, "A-1"],
    ["Description  du traitement  "],
    ["Nom du traitement", "Gestion des adhérents"],
    ["N° / RÉF", "A-1"],
    ["Date de création du traitement", "12/01/2024"],
    ["Mise à jour du traitement", "au printemps"],
    [],
    ["Acteurs", "Nom", "Adresse", "Code Postal", "Ville", "Pays", "Téléphone", "Adresse mél"],
    [
        "Responsable du traitement",
        "Atelier Exemple (inventé)",
        "1 rue Inventée",
        "00000",
        "Exempleville",
        "France",
        "01 00 00 00 00",
        "bonjour@atelier.example",
    ],
    ["Délégué à la protection des données", "Camille Inventée", None, None, None, None, None, "dpo@atelier.example"],
    ["Société du DPO (si celui-ci est externe)", "N/A"],
    ["Représentant"],
    [],
    ["Finalité(s) du traitement effectué"],
    ["Finalité principale", "Tenir la liste des adhérents"],
    ["Sous-finalité 1", "Envoyer la convocation annuelle"],
    ["À revoir avec le bureau"],
    [],
    ["Catégories de données personnelles concernées", "Description", None, None, "Durée de conservation"],
    ["État civil, identité, données d'identification, images…", "Nom, prénom, photo", None, None, "jusqu'à la fin de l'adhésion"],
    [
        "Informations d'ordre économique et financier (revenus, situation financière, situation fiscale, etc.)",
        "RIB",
        None,
        None,
        "10 ans à compter de la clôture de l'exercice",
    ],
    ["Numéro de Sécurité Sociale (ou NIR)", "Non"],
    ["Données sensibles", "Description", None, None, "Durée de conservation"],
    ["Données concernant la santé", "Certificat médical", None, None, "selon la fédération ou non"],
    [],
    ["Catégories de personnes concernées", "Description", None, None, "Précisions"],
    ["Catégorie de personnes 1", "Adhérents", None, None, "y compris les mineurs"],
    ["Catégorie de personnes 2", _CHOOSE],
    [],
    ["Destinataires", "Type de destinataire", None, None, "Précisions"],
    ["Destinataire 1", "Service interne qui traite les données", None, None, "Secrétariat"],
    ["Destinataire 2", "Sous-traitants", None, None, "Nuage Exemple (inventé)"],
    [],
    ["Mesures de sécurité", "Type de mesure de sécurité", None, None, "Précisions"],
    ["Mesure de sécurité 1", "Sauvegarde des données", None, None, "chaque nuit, sur un disque à part"],
    [],
    ["Transferts hors UE", "Destinataire", "Pays", "Type de Garanties", None, "Liens vers la documentation"],
    ["Organisme destinataire 1", "Fédération (invente)", "Canada", "Clauses contractuelles types (CCT)", None, "Contrat du 5 mai 2025"],
]
"""As the CNIL's simplified register: a list, and a form filled in."""

CNIL_UNDERSTOOD = {
    "12/01/2024",
    "France",
    "Nom, prénom, photo",
    "jusqu'à la fin de l'adhésion",
    "10 ans à compter de la clôture de l'exercice",
    "Adhérents",
    "Service interne qui traite les données",
    "Sous-traitants",
    "Canada",
    "Clauses contractuelles types (CCT)",
    "Description",
    "Durée de conservation",
    *(
        "Nom",
        "Adresse",
        "Code Postal",
        "Ville",
        "Pays",
        "Téléphone",
        "Adresse mél",
        "Précisions",
        "Type de destinataire",
        "Type de mesure de sécurité",
        "Destinataire",
    ),
    *("Type de Garanties", "Liens vers la documentation"),
}
"""Headings, and texts that become values of another form."""
