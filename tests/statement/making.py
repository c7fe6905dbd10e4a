"""What the tests of the privacy statement share: registers, statements of them, and their sections."""

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from ropa.audit import Audit
from ropa.documents.blocks import Document, Facts, Grid, Heading, Items, Notice, Para, Text, Title, plain_text
from ropa.documents.markdown import write_markdown
from ropa.documents.statement import Made, build_statement
from ropa.i18n import texts
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import TODAY, Content, write

ROOT = Path(__file__).parent.parent.parent
REGISTER = ROOT / "register"
EXAMPLES = sorted(folder.name for folder in (ROOT / "examples").iterdir() if (folder / "register.toml").is_file())

ORGANISATION = """format = 1
language = "nl"
authority = "nl-ap"
[controller]
name = "Praktijk Proef"
email = "privacy@proef.example"
address = { street = "Proefstraat 1", city = "Utrecht", country = "NL" }
[dpo]
appointed = false
"""
ACTIVITY = """name = "Begeleiding"
processors = "none"
recipients = "none"
automated_decisions = "none"
cookies = "none"
[[purposes]]
purpose = "Mensen begeleiden"
basis = "contract"
[[subjects]]
category = "clients"
[[data]]
category = "name"
source = ["data-subject"]
required = "contract"
consequence = "Zonder naam geen begeleiding."
retention = { years = 2, after = "einde van de begeleiding" }
"""
BASE: dict[str, Content] = {"register.toml": ORGANISATION, "activities/begeleiding.toml": ACTIVITY}

COMPLETE: dict[str, Content] = {
    "register.toml": ORGANISATION.replace("appointed = false", 'name = "F. Functionaris"\nemail = "fg@proef.example"').replace(
        'country = "NL"', 'country = "CH"'
    )
    + '[representative]\nname = "V. Vertegenwoordiger"\nemail = "eu@proef.example"\n'
    + '[statement]\nversion = "2"\ndated = 2026-01-01\nrequests = "Met een brief."\nresponse_days = 10\n',
    "activities/begeleiding.toml": ACTIVITY.replace("[[purposes]]", 'processors = ["huis"]\nrecipients = ["bank"]\n[[purposes]]', 1).replace(
        'processors = "none"\nrecipients = "none"\nautomated_decisions = "none"\n', ""
    )
    + 'subjects = ["clients"]\n'
    + """[[data]]
category = "health"
special_ground = "explicit-consent"
source = ["care-provider"]
source_detail = "Uw huisarts"
public_source = false
retention = { until = "intrekken van de toestemming" }
[[purposes]]
purpose = "Een nieuwsbrief sturen"
basis = "consent"
direct_marketing = true
consent = { withdrawal = "Met een e-mail." }
[[purposes]]
purpose = "Fraude tegengaan"
basis = "legitimate-interests"
interest = "geen fraude"
[[automated_decisions]]
description = "Een score bepaalt de wachttijd."
solely_automated = true
significant = true
ground = "contract"
logic = "Hoe dringender, hoe eerder."
effects = "Langer wachten."
human_review = "Bel ons."
""",
    "processors/huis.toml": """name = "Huis Inc."
country = "US"
service = "hosting"
[[safeguards]]
mechanism = "standard-clauses"
instrument = "2021/914"
modules = ["2"]
signed = 2024-01-01
assessment = { done = 2024-01-01 }
copy_from = "Vraag het ons."
""",
    "recipients/bank.toml": 'name = "Proefbank"\ncountry = "NL"\nkind = "bank"\nground = "Nodig om te betalen."\n',
    "agreements/huis.toml": 'name = "Overeenkomst"\nkind = "processing"\nprocessor = "huis"\nstatus = "signed"\nsigned = 2024-01-01\n',
}
"""Files with which every item of Art. 13 and 14 applies and is said."""


def made(root: Path, language: str = "nl", subjects: Sequence[str] = ()) -> Made:
    """The statement of the register in a folder, on the day of the tests."""
    return build_statement(Audit(Register(Folder(str(root))), TODAY), texts(language), subjects)


def made_of(files: Mapping[str, Content], language: str = "nl", subjects: Sequence[str] = ()) -> Made:
    """The statement of a small register with these files laid over it."""
    with tempfile.TemporaryDirectory() as folder:
        return made(write(Path(folder), {**BASE, **files}), language, subjects)


@cache
def project(language: str = "nl") -> Made:
    """The statement of the register of the project."""
    return made(REGISTER, language)


def markdown(statement: Made) -> str:
    """The statement as Markdown."""
    return write_markdown(statement.document).decode()


def sections(document: Document) -> dict[str, str]:
    """The text of each section of ours, by the name of the section."""
    found: dict[str, list[str]] = {}
    name = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            name = block.anchor
        found.setdefault(name, []).extend(block_texts(block))
    return {name: "\n".join(parts) for name, parts in found.items() if name}


def block_texts(block: object) -> list[str]:
    """Every text in a block."""
    match block:
        case Title():
            return [block.text, block.under]
        case Heading():
            return [block.text]
        case Para():
            return [plain_text(block.text)]
        case Facts():
            return [f"{fact.label}: {plain_text(fact.value)}" for fact in block.rows]
        case Items():
            return [part for item in block.items for part in (block_texts(item) if isinstance(item, Items) else [plain_text(_text(item))])]
        case Grid():
            return [block.caption, *block.head, *(plain_text(cell) for row in block.rows for cell in row)]
        case Notice():
            return [block.title, *(plain_text(text) for text in block.texts)]
    return []


def _text(item: Text | Items) -> Text:
    assert not isinstance(item, Items)
    return item
