"""register.toml: who is responsible, who is the DPO, which authority, and the policies of the register itself."""

from datetime import date
from typing import Annotated

from .common import Address, Contact, Document
from .fields import Nothing, Record, Table, about


class Controller(Table):
    """The organisation that the register is of."""

    name: Annotated[
        str,
        about(
            "Name as registered.",
            law="GDPR art. 30(1)(a)",
            meets=("CSM: controller contact", "Art. 13: 1a", "Art. 14: 1a", "CNIL: controller", "Art. 30(1): a controller", "Art. 30(2): a processor"),
            required=True,
        ),
    ]
    trade_names: Annotated[list[str] | None, about("Other names it is known by.")] = None
    legal_form: Annotated[str | None, about("Legal form, e.g. eenmanszaak, bv, vzw.")] = None
    registration: Annotated[str | None, about("Number in the trade register (KvK, KBO).")] = None
    sector: Annotated[str | None, about("What the organisation does.", terms="sector")] = None
    public_authority: Annotated[bool | None, about("Whether it is a public authority or body.", law=("GDPR art. 6(1)", "GDPR art. 37(1)(a)"))] = None
    staff: Annotated[int | None, about("Number of people employed.", law="GDPR art. 30(5)")] = None
    address: Annotated[
        Address | None,
        about(
            "Where it is established.",
            law="GDPR art. 30(1)(a)",
            meets=("CSM: controller contact", "CNIL: controller", "Art. 30(1): a controller", "Art. 30(2): a processor", "Art. 13: 1a", "Art. 14: 1a"),
        ),
    ] = None
    email: Annotated[
        str | None,
        about(
            "E-mail address for questions about personal data.",
            law="GDPR art. 30(1)(a)",
            meets=("CSM: controller contact", "CNIL: controller", "Art. 30(1): a controller", "Art. 30(2): a processor", "Art. 13: 1a", "Art. 14: 1a"),
        ),
    ] = None
    phone: Annotated[
        str | None,
        about(
            "Telephone number.",
            meets=("CSM: controller contact", "CNIL: controller", "Art. 30(1): a controller", "Art. 30(2): a processor", "Art. 13: 1a", "Art. 14: 1a"),
        ),
    ] = None
    website: Annotated[str | None, about("Web address.")] = None
    contact: Annotated[str | None, about("Person who answers questions about personal data.")] = None


class Dpo(Table):
    """The data protection officer, or why there is none."""

    appointed: Annotated[bool | None, about("Whether there is one; false says that there is none.", law="GDPR art. 37(1)")] = None
    reason: Annotated[str | None, about("Why none is appointed.")] = None
    name: Annotated[str | None, about("Name.", law="GDPR art. 30(1)(a)", meets=("CSM: DPO", "CNIL: DPO", "Art. 30(1): a DPO", "Art. 30(2): a DPO"))] = None
    organisation: Annotated[
        str | None, about("The organisation, where the DPO is external.", meets=("CSM: external DPO organisation", "CNIL: external DPO's company"))
    ] = None
    email: Annotated[
        str | None,
        about(
            "E-mail address.",
            law=("GDPR art. 30(1)(a)", "GDPR art. 37(7)"),
            meets=("CSM: DPO contact", "Art. 13: 1b", "Art. 14: 1b", "CNIL: DPO", "Art. 30(1): a DPO", "Art. 30(2): a DPO"),
        ),
    ] = None
    phone: Annotated[
        str | None, about("Telephone number.", meets=("CSM: DPO contact", "CNIL: DPO", "Art. 30(1): a DPO", "Art. 30(2): a DPO", "Art. 13: 1b", "Art. 14: 1b"))
    ] = None
    address: Annotated[Address | None, about("Postal address.", meets=("CSM: DPO contact", "CNIL: DPO"))] = None
    notified: Annotated[date | None, about("Date on which the authority was told.", law="GDPR art. 37(7)")] = None
    number: Annotated[str | None, about("Number that the authority gave.")] = None


class CertificatePolicy(Table):
    """A certificate that the organisation asks of some of its processors."""

    called_by = ("standard",)

    standard: Annotated[str, about("The standard asked for.", terms="standard", required=True)]
    of: Annotated[str | None, about("Of whom: all processors, those with special categories, or those of one kind of service.", terms="certificate-demand")] = (
        None
    )
    services: Annotated[list[str] | None, about("The kinds of service it is asked of.", terms="service")] = None
    reason: Annotated[str | None, about("Why, e.g. the law or the own policy.")] = None


class Policy(Table):
    """The rules that the organisation set itself for the upkeep of the register."""

    review_months: Annotated[int | None, about("Months after which an activity is reviewed again (12 where nothing is said).", law="GDPR art. 24(1)")] = None
    notice_days: Annotated[int | None, about("Days ahead in which an end date is announced (60 where nothing is said).")] = None
    draft_days: Annotated[int | None, about("Days after which a draft is called stale (90 where nothing is said).")] = None
    certificates: Annotated[list[CertificatePolicy] | Nothing | None, about("Certificates that are asked of processors.", none=True, law="GDPR art. 28(1)")] = (
        None
    )
    signatures: Annotated[
        list[str] | Nothing | None,
        about("What is to be signed in git: the seals, the commits.", terms="signature-demand", none=True, law=("GDPR art. 5(2)", "GDPR art. 24(1)")),
    ] = None
    retention: Annotated[Document | None, about("The retention policy or schedule.", meets=("ICO: link to retention policy", "ICO: retention schedule"))] = None
    breaches: Annotated[
        Document | None, about("The register of personal data breaches.", law="GDPR art. 33(5)", meets=("CSM: data breach", "ICO: breach link"))
    ] = None
    rights: Annotated[Document | None, about("The procedure for requests of data subjects.", law="GDPR art. 12", meets="CSM: data-subject rights")] = None
    security: Annotated[Document | None, about("The security policy.", law="GDPR art. 32", meets="CSM: implementation of measures")] = None
    risk: Annotated[Document | None, about("How risks are managed.", meets="CSM: risk management")] = None


class StatementPolicy(Table):
    """What the privacy statement says beside the records."""

    version: Annotated[str | None, about("Version of the published statement.")] = None
    dated: Annotated[date | None, about("Date from which it holds.")] = None
    url: Annotated[str | None, about("Where it is published.")] = None
    document: Annotated[Document | None, about("The published statement.")] = None
    requests: Annotated[
        str | None, about("How one makes a request, and how identity is checked.", law="GDPR art. 12(6)", meets=("Art. 13: 2b", "Art. 14: 2c"))
    ] = None
    response_days: Annotated[
        int | None, about("Days within which a request is answered, where the organisation promises less than the month of the law.", law="GDPR art. 12(3)")
    ] = None
    complaints: Annotated[str | None, about("What to do with a complaint before going to the authority.")] = None
    minimum_age: Annotated[int | None, about("Age under which a parent must agree to what the website asks.", law="GDPR art. 8")] = None
    children: Annotated[str | None, about("What is said about children on the website.")] = None
    representatives: Annotated[str | None, about("What is said about people under guardianship or administration.")] = None
    sale: Annotated[str | None, about("What is said about selling or passing on data.")] = None
    other_websites: Annotated[str | None, about("What is said about websites that are linked to.")] = None
    incidents: Annotated[str | None, about("What is said about back-ups, incidents and reporting a suspicion.")] = None
    changes: Annotated[str | None, about("What is said about changes of the statement.")] = None
    return_of_documents: Annotated[str | None, about("What happens with papers that people handed in themselves.")] = None
    further: Annotated[list[str] | None, about("Other promises that the statement makes.")] = None


class Register(Record, kw_only=True):
    """register.toml."""

    format: Annotated[int, about("Version of the format of these files: 1.", required=True)]
    language: Annotated[str | None, about("Language of the texts, ISO 639-1.", terms="language")] = None
    controller: Annotated[Controller, about("The organisation.", law="GDPR art. 30(1)(a)", required=True)]
    joint_controllers: Annotated[
        list[str] | Nothing | None,
        about(
            "Joint controllers of the organisation as a whole.",
            ref="recipient",
            none=True,
            meets=("CSM: joint controllers", "CNIL: joint controllers", "Art. 30(1): a joint controllers"),
        ),
    ] = None
    representative: Annotated[
        Contact | None,
        about(
            "Representative in the Union of a controller outside it.",
            law="GDPR art. 27",
            meets=(
                "CSM: representative",
                "Art. 13: 1a",
                "Art. 14: 1a",
                "CSM: representative contact",
                "CNIL: representative",
                "Art. 30(1): a representative",
                "Art. 30(2): a representatives",
            ),
        ),
    ] = None
    dpo: Annotated[Dpo | None, about("The data protection officer.", law="GDPR art. 37", meets="CSM: DPO")] = None
    authority: Annotated[str | None, about("The supervisory authority.", terms="authority", law="GDPR art. 77", meets=("Art. 13: 2d", "Art. 14: 2e"))] = None
    policy: Annotated[Policy | None, about("The organisation's rules for the upkeep.")] = None
    statement: Annotated[StatementPolicy | None, about("What the privacy statement says beside the records.")] = None
    last_review: Annotated[date | None, about("Date on which the register as a whole was last reviewed.")] = None
    notes: Annotated[str | None, about("Notes for own use.", internal=True)] = None
