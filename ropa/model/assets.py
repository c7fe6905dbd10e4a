"""agreements/, locations/, certificates/ and the lists: measures.toml, vocabulary.toml, accepted.toml."""

from datetime import date
from typing import Annotated

from .common import Address, Document, Safeguard
from .fields import Nothing, Record, Table, about


class Agreement(Record, kw_only=True):
    """A processing agreement (Art. 28), an arrangement between joint controllers (Art. 26) or a set of standard clauses."""

    name: Annotated[str, about("Name of the agreement.", meets=("CSM: processing contract", "CSM: processor contract"), required=True)]
    kind: Annotated[str | None, about("What it is.", terms="agreement-kind", law=("GDPR art. 28(3)", "GDPR art. 26(1)", "GDPR art. 46(2)(c)"))] = None
    processor: Annotated[str | None, about("The processor it is with.", ref="processor", law="GDPR art. 28(3)")] = None
    recipients: Annotated[
        list[str] | None, about("The other parties, for an arrangement of joint controllers or clauses between controllers.", ref="recipient")
    ] = None
    controller: Annotated[str | None, about("The controller it is with, where this organisation is the processor.", law="GDPR art. 28(3)")] = None
    activities: Annotated[list[str] | None, about("The activities it covers; left out: all for which the party is used.", ref="activity")] = None
    status: Annotated[str | None, about("Draft, signed or ended.", terms="agreement-status")] = None
    signed: Annotated[
        date | None, about("Date of signature, or of acceptance of the supplier's terms.", law="GDPR art. 28(9)", meets="Art. 28(3): in writing")
    ] = None
    signed_by: Annotated[list[str] | None, about("Who signed.")] = None
    valid_from: Annotated[date | None, about("Date from which it holds; left out: the date of signature.")] = None
    valid_to: Annotated[date | None, about("Last day on which it holds; left out: no end date.", meets="Art. 28(3): duration")] = None
    renews: Annotated[bool | None, about("Whether it is renewed by itself at the end.")] = None
    notice: Annotated[str | None, about("Period of notice.")] = None
    ended: Annotated[date | None, about("Date on which it was ended.")] = None
    subject_matter: Annotated[
        str | None, about("Subject matter and duration of the processing.", law="GDPR art. 28(3)", meets=("Art. 28(3): subject matter", "Art. 28(3): duration"))
    ] = None
    nature: Annotated[str | None, about("Nature and purpose of the processing.", law="GDPR art. 28(3)", meets="Art. 28(3): nature and purpose")] = None
    data: Annotated[
        list[str] | None, about("Categories of data it covers.", terms="data-category", law="GDPR art. 28(3)", meets="Art. 28(3): type of data")
    ] = None
    subjects: Annotated[
        list[str] | None, about("Categories of data subjects it covers.", terms="data-subject", law="GDPR art. 28(3)", meets="Art. 28(3): data subjects")
    ] = None
    clauses: Annotated[
        list[str] | None,
        about(
            "The points of Art. 28(3) that it contains.",
            terms="clause",
            law="GDPR art. 28(3)",
            meets=("Art. 28(3): a", "Art. 28(3): b", "Art. 28(3): c", "Art. 28(3): d", "Art. 28(3): e", "Art. 28(3): f", "Art. 28(3): g", "Art. 28(3): h"),
        ),
    ] = None
    sub_processing: Annotated[
        str | None, about("Authorisation of sub-processors: general, specific or none.", terms="authorisation", law="GDPR art. 28(2)", meets="Art. 28(3): d")
    ] = None
    sub_processing_notice_days: Annotated[int | None, about("Days in which one may object to a new sub-processor.", law="GDPR art. 28(2)")] = None
    breach_hours: Annotated[int | None, about("Hours within which a breach is reported.", law="GDPR art. 33(2)", meets="Art. 28(3): f")] = None
    audit: Annotated[str | None, about("How audits are done.", law="GDPR art. 28(3)(h)", meets="Art. 28(3): h")] = None
    instrument: Annotated[str | None, about("Standard clauses used, by number.", terms="instrument")] = None
    modules: Annotated[list[str] | None, about("Modules of Decision (EU) 2021/914.", terms="scc-module")] = None
    essence: Annotated[str | None, about("Essence of the arrangement, made available to data subjects.", law="GDPR art. 26(2)")] = None
    document: Annotated[
        Document | None,
        about(
            "The signed text.",
            law="GDPR art. 28(9)",
            meets=("ICO: link to contract with processor", "Art. 28(3): in writing", "Art. 28(3): duties and rights of the controller"),
        ),
    ] = None
    documents: Annotated[list[Document] | None, about("Annexes and other evidence.")] = None
    notes: Annotated[str | None, about("Notes for own use.", internal=True)] = None


class BackUp(Table):
    """How a back-up is made and tried."""

    of: Annotated[list[str] | None, about("The locations of which it is a back-up.", ref="location")] = None
    frequency: Annotated[str | None, about("How often.")] = None
    kept: Annotated[str | None, about("How long a copy is kept.")] = None
    restored: Annotated[date | None, about("Date on which restoring was last tried.", law="GDPR art. 32(1)(d)")] = None
    off_site: Annotated[bool | None, about("Whether it is kept in another place.")] = None


class Location(Record, kw_only=True):
    """A place where data are kept: cloud service, server, back-up, laptop, filing cabinet."""

    name: Annotated[str, about("Name of the place.", meets=("CSM: location of the data", "ICO: location"), required=True)]
    kind: Annotated[str | None, about("Kind of place.", terms="location-kind")] = None
    description: Annotated[str | None, about("What is kept there and how.")] = None
    country: Annotated[
        str | None,
        about(
            "Country where it is, “EEA”, or “unknown”.",
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
    region: Annotated[str | None, about("What the supplier says about the place, e.g. “Europe”.")] = None
    address: Annotated[Address | None, about("Where it is.")] = None
    provider: Annotated[str | None, about("The processor whose service it is; left out: it is the organisation's own.", ref="processor")] = None
    access_from: Annotated[
        list[str] | Nothing | None,
        about(
            "Countries from which there is access.",
            terms="place",
            none=True,
            law="GDPR art. 44",
            meets=("CSM: third-country transfers", "GBA: no transfers, said as such", "Art. 30(1): e countries", "Art. 30(2): c countries"),
        ),
    ] = None
    safeguards: Annotated[list[Safeguard] | None, about("What makes a transfer to this place lawful, where that is not said at the provider.")] = None
    encrypted: Annotated[bool | None, about("Whether data are encrypted at rest.", law="GDPR art. 32(1)(a)")] = None
    encryption: Annotated[str | None, about("How, e.g. AES-256, and who holds the key.")] = None
    encrypted_transport: Annotated[bool | None, about("Whether data are encrypted on the way.", law="GDPR art. 32(1)(a)")] = None
    locked: Annotated[bool | None, about("For paper and devices: whether it is kept under lock and key.", law="GDPR art. 32(1)")] = None
    access: Annotated[str | None, about("Who has access.", law="GDPR art. 32(4)")] = None
    backed_up: Annotated[bool | None, about("Whether it is backed up; the back-up is a location of its own.", law="GDPR art. 32(1)(c)")] = None
    back_up: Annotated[BackUp | None, about("For a back-up: of what, how often, when tried.", law="GDPR art. 32(1)(c)")] = None
    disposal: Annotated[str | None, about("How carriers are wiped or destroyed.")] = None
    measures: Annotated[list[str] | None, about("Measures for this place.", ref="measure")] = None
    status: Annotated[str | None, about("In use or no longer in use.", terms="party-status")] = None
    ended: Annotated[date | None, about("Date until which it was used.")] = None
    documents: Annotated[list[Document] | None, about("Evidence.")] = None
    notes: Annotated[str | None, about("Notes for own use.", internal=True)] = None


class Certificate(Record, kw_only=True):
    """A certificate or assurance report of a party, a location or the organisation itself."""

    name: Annotated[str | None, about("Name, where the standard does not say enough.")] = None
    standard: Annotated[str, about("The standard.", terms="standard", law="GDPR art. 28(5)", required=True)]
    version: Annotated[str | None, about("Version or year of the standard.")] = None
    number: Annotated[str | None, about("Number of the certificate.")] = None
    processor: Annotated[str | None, about("The processor that holds it.", ref="processor")] = None
    recipient: Annotated[str | None, about("The recipient that holds it.", ref="recipient")] = None
    location: Annotated[str | None, about("The location it is for.", ref="location")] = None
    holder: Annotated[str | None, about("Legal entity that it names.")] = None
    body: Annotated[str | None, about("Certification body or auditor.")] = None
    accreditation: Annotated[str | None, about("Accreditation of that body, e.g. RvA C 001.")] = None
    scope: Annotated[str | None, about("Scope as the certificate words it.")] = None
    covers: Annotated[list[str] | None, about("The locations within the scope.", ref="location")] = None
    sites: Annotated[list[str] | None, about("Sites that it names.")] = None
    issued: Annotated[date | None, about("Date of issue.")] = None
    valid_from: Annotated[date | None, about("First day on which it holds; for a report: first day of the period.")] = None
    valid_to: Annotated[date | None, about("Last day on which it holds; for a report: last day of the period.")] = None
    last_audit: Annotated[date | None, about("Date of the last surveillance audit.")] = None
    next_audit: Annotated[date | None, about("Date of the next one.")] = None
    looked_up: Annotated[date | None, about("Date on which it was checked with its issuer.")] = None
    statement_of_applicability: Annotated[str | None, about("Version of the statement of applicability.")] = None
    document: Annotated[Document | None, about("The certificate.")] = None
    replaced_by: Annotated[str | None, about("The certificate that came after it.", ref="certificate")] = None
    notes: Annotated[str | None, about("Notes for own use.", internal=True)] = None


class Measure(Record, kw_only=True):
    """An entry of measures.toml: a security measure (Art. 32)."""

    name: Annotated[
        str | None,
        about(
            "Name; left out: that of its kind.",
            law="GDPR art. 32(1)",
            meets=("CSM: technical and organisational measures", "CNIL: security measures", "Art. 30(1): g", "Art. 30(2): d"),
        ),
    ] = None
    kind: Annotated[str | None, about("The kind of measure.", terms="measure-kind", meets="CNIL: security measures")] = None
    description: Annotated[
        str | None, about("How it is done here.", meets=("CSM: implementation of measures", "CNIL: security measures", "Art. 30(1): g", "Art. 30(2): d"))
    ] = None
    status: Annotated[str | None, about("Planned or in place.", terms="measure-status")] = None
    since: Annotated[date | None, about("Date from which it is in place.")] = None
    planned: Annotated[date | None, about("Date by which it is to be in place.")] = None
    owner: Annotated[str | None, about("Who sees to it.")] = None
    last_review: Annotated[date | None, about("Date on which it was last tested.", law="GDPR art. 32(1)(d)")] = None
    next_review: Annotated[date | None, about("Date on which it is to be tested again.")] = None
    document: Annotated[Document | None, about("Evidence.")] = None


class Term(Table):
    """An entry of vocabulary.toml: a category of the organisation's own."""

    name: Annotated[str, about("Name.", required=True)]
    description: Annotated[str | None, about("Explanation.")] = None
    like: Annotated[str | None, about("The built-in category that it is a kind of.")] = None
    special: Annotated[
        list[str] | None,
        about("Special categories that it reveals.", terms="special-category", law="GDPR art. 9(1)", meets=("CNIL: sensitive data", "GBA: Article 9 data")),
    ] = None
    criminal: Annotated[
        bool | None, about("Whether it is about criminal convictions or offences.", law="GDPR art. 10", meets=("CNIL: criminal data", "GBA: Article 10 data"))
    ] = None
    national_number: Annotated[bool | None, about("Whether it is a national identification number.", law="GDPR art. 87", meets="CNIL: national number")] = None
    children: Annotated[bool | None, about("For data subjects: whether they are children.")] = None
    vulnerable: Annotated[bool | None, about("For data subjects: whether they are vulnerable.")] = None


class Vocabulary(Record, kw_only=True):
    """vocabulary.toml."""

    data: Annotated[dict[str, Term] | None, about("Own categories of data, by id.")] = None
    subjects: Annotated[dict[str, Term] | None, about("Own categories of data subjects, by id.")] = None


class Acceptance(Table):
    """An entry of accepted.toml: one rule on one record, accepted with a reason and until a date."""

    called_by = ("rule+record",)

    rule: Annotated[str, about("Code or name of the rule.", required=True)]
    record: Annotated[str, about("The record, e.g. processors/mailchimp.", required=True)]
    reason: Annotated[str | None, about("Why it is accepted.", law="GDPR art. 5(2)")] = None
    by: Annotated[str | None, about("Who accepted it.")] = None
    on: Annotated[date | None, about("Date of the acceptance.")] = None
    until: Annotated[date | None, about("Last day on which it holds.")] = None


class Acceptances(Record, kw_only=True):
    """accepted.toml."""

    accepted: Annotated[list[Acceptance] | None, about("The acceptances.")] = None
