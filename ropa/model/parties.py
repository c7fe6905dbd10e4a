"""processors/ID.toml and recipients/ID.toml: who gets the data."""

from datetime import date
from typing import Annotated

from .common import Address, Contact, Document, Safeguard
from .fields import Nothing, Record, Table, about


class Source(Table):
    """Where a statement about a party comes from, and whether the user has confirmed it."""

    called_by = ("url",)

    url: Annotated[str | None, about("Web address.")] = None
    read: Annotated[date | None, about("Date on which it was read.")] = None
    confirmed: Annotated[bool | None, about("Whether the organisation has confirmed it.")] = None


class SubProcessor(Table):
    """A sub-processor: either a processor with a file of its own, or a name and a country."""

    called_by = ("name", "processor")

    processor: Annotated[str | None, about("The sub-processor's own file under processors/.", ref="processor")] = None
    name: Annotated[str | None, about("Name, where it has no file of its own.")] = None
    service: Annotated[str | None, about("What it does.")] = None
    country: Annotated[
        str | None,
        about(
            "Country where it processes, or “unknown”.",
            terms="place",
            meets=(
                "CSM: third-country transfers",
                "CNIL: transfers, country",
                "Art. 30(1): e countries",
                "Art. 30(2): c countries",
                "Art. 13: 1f",
                "Art. 14: 1f",
            ),
        ),
    ] = None
    access_from: Annotated[
        list[str] | Nothing | None,
        about(
            "Countries from which it has access.",
            terms="place",
            none=True,
            meets=("CSM: third-country transfers", "GBA: no transfers, said as such", "Art. 30(1): e countries", "Art. 30(2): c countries"),
        ),
    ] = None
    since: Annotated[date | None, about("Date from which it is used.")] = None
    until: Annotated[date | None, about("Date until which it was used.")] = None
    safeguards: Annotated[list[Safeguard] | None, about("What makes the transfer to it lawful.", law="GDPR art. 44")] = None


class Party(Record, kw_only=True):
    """What processors and other recipients have in common."""

    name: Annotated[
        str,
        about(
            "Name by which it is known.",
            meets=("CSM: processors", "CSM: joint controllers", "CNIL: transfers, recipient", "Art. 30(1): a joint controllers", "CNIL: joint controllers"),
            required=True,
        ),
    ]
    legal_name: Annotated[str | None, about("Name of the legal entity that the agreement is with.")] = None
    registration: Annotated[str | None, about("Number in the trade register.")] = None
    description: Annotated[str | None, about("What it does for the organisation.")] = None
    status: Annotated[str | None, about("In use or no longer in use.", terms="party-status")] = None
    started: Annotated[date | None, about("Date from which it is used.")] = None
    ended: Annotated[date | None, about("Date until which it was used.")] = None
    country: Annotated[
        str | None,
        about(
            "Country of establishment, or “unknown”.",
            terms="place",
            law=("GDPR art. 30(1)(e)", "GDPR art. 44"),
            meets=(
                "CSM: third-country transfers",
                "CNIL: transfers, country",
                "Art. 30(1): e countries",
                "Art. 30(2): c countries",
                "Art. 13: 1f",
                "Art. 14: 1f",
            ),
        ),
    ] = None
    address: Annotated[Address | None, about("Postal address.")] = None
    email: Annotated[str | None, about("E-mail address.", meets=("CSM: joint controllers contact", "Art. 30(1): a joint controllers"))] = None
    phone: Annotated[str | None, about("Telephone number.")] = None
    website: Annotated[str | None, about("Web address.")] = None
    contact: Annotated[Contact | None, about("The person one deals with.", meets=("CSM: joint controllers contact", "Art. 30(1): a joint controllers"))] = None
    dpo: Annotated[Contact | None, about("Its data protection officer.")] = None
    parent: Annotated[str | None, about("Parent company, where that matters for access from elsewhere.")] = None
    parent_country: Annotated[str | None, about("Country of the parent company.", terms="place")] = None
    locations: Annotated[list[str] | None, about("Places where it keeps the data.", ref="location", meets="CSM: location of the data")] = None
    access_from: Annotated[
        list[str] | Nothing | None,
        about(
            "Countries from which it has access to the data.",
            terms="place",
            none=True,
            meets=("CSM: third-country transfers", "GBA: no transfers, said as such", "Art. 30(1): e countries", "Art. 30(2): c countries"),
        ),
    ] = None
    safeguards: Annotated[
        list[Safeguard] | None, about("What makes the transfers to it lawful.", law=("GDPR art. 30(1)(e)", "GDPR art. 46"), meets="CSM: appropriate safeguards")
    ] = None
    documents: Annotated[list[Document] | None, about("Evidence.")] = None
    last_review: Annotated[date | None, about("Date on which it was last assessed.", law="GDPR art. 28(1)")] = None
    next_review: Annotated[date | None, about("Date on which it is to be assessed again.")] = None
    sources: Annotated[list[Source] | None, about("Where the facts about it come from.", internal=True)] = None
    notes: Annotated[str | None, about("Notes for own use.", internal=True)] = None


class Processor(Party, kw_only=True):
    """A party that processes on behalf of the controller (Art. 4(8), 28)."""

    service: Annotated[str | None, about("Kind of service.", terms="service")] = None
    own_purposes: Annotated[
        bool | None,
        about("Whether it decides for itself what the data are used for; then it is a controller.", law=("GDPR art. 28(10)", "EDPB Guidelines 07/2020")),
    ] = None
    role_reason: Annotated[str | None, about("Why it is a processor, where its kind of service is usually a controller.", law="EDPB Guidelines 07/2020")] = None
    data: Annotated[list[str] | None, about("Categories of data it gets; left out: those of the activities.", terms="data-category")] = None
    sub_processors: Annotated[list[SubProcessor] | Nothing | None, about("Its sub-processors.", none=True, law="GDPR art. 28(2)")] = None
    sub_processors_dated: Annotated[date | None, about("Date of its list of sub-processors.")] = None
    sub_processors_url: Annotated[str | None, about("Where it publishes that list.")] = None


class Recipient(Party, kw_only=True):
    """Another recipient: joint or independent controller, public authority, own department, international organisation."""

    kind: Annotated[
        str | None,
        about(
            "What it is towards the organisation.",
            terms="recipient-kind",
            law="GDPR art. 30(1)(d)",
            meets=("CSM: recipient categories", "Art. 13: 1e", "Art. 14: 1e", "CNIL: recipients", "Art. 30(1): d"),
        ),
    ] = None
    internal_recipient: Annotated[bool | None, about("Whether it belongs to the organisation itself.", meets="CNIL: internal and external recipients")] = None
    category: Annotated[
        str | None,
        about(
            "Category it is named by in the statement, e.g. “municipalities”.",
            meets=("CSM: recipient categories", "Art. 30(1): d", "Art. 13: 1e", "Art. 14: 1e"),
        ),
    ] = None
    ground: Annotated[str | None, about("The ground for giving the data, e.g. the act, or consent.")] = None
    data: Annotated[
        list[str] | None,
        about("Categories of data it gets; left out: those of the activities.", terms="data-category", meets="CSM: data categories passed to third parties"),
    ] = None
    on_request: Annotated[bool | None, about("Whether it gets data only on request and case by case.")] = None
    representative: Annotated[Contact | None, about("Its representative in the Union.", meets="CSM: representative contact")] = None
