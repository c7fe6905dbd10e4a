"""Tables that several kinds of record share: addresses, people, documents, periods, safeguards."""

from datetime import date
from typing import Annotated

from .fields import Table, about


class Address(Table):
    """A postal address."""

    street: Annotated[str | None, about("Street and number.")] = None
    postal_code: Annotated[str | None, about("Postal code.")] = None
    city: Annotated[str | None, about("Town.")] = None
    country: Annotated[str | None, about("Country, ISO 3166-1 alpha-2.", terms="country")] = None


class Contact(Table):
    """A person, office or organisation that can be reached."""

    name: Annotated[str | None, about("Name of the person or office.")] = None
    organisation: Annotated[str | None, about("Organisation the person works for, where that is another one.")] = None
    email: Annotated[str | None, about("E-mail address.")] = None
    phone: Annotated[str | None, about("Telephone number.")] = None
    website: Annotated[str | None, about("Web address.")] = None
    address: Annotated[Address | None, about("Postal address.")] = None


class Document(Table):
    """A piece of evidence: a file under documents/, or a place where it can be found."""

    called_by = ("title", "path", "url", "where")

    title: Annotated[str | None, about("What the document is.")] = None
    path: Annotated[str | None, about("Path of the file, from the folder of the register.", path=True)] = None
    url: Annotated[str | None, about("Web address, where it is not kept here.")] = None
    where: Annotated[str | None, about("Where it can be found otherwise, e.g. “binder 3 in the office”.")] = None
    sha256: Annotated[str | None, about("SHA-256 of the file (64 hexadecimal digits): shows that it has not changed.")] = None
    dated: Annotated[date | None, about("Date of the document.")] = None


class Retention(Table):
    """How long data are kept: a number of years, months, weeks or days after an event, or a criterion."""

    years: Annotated[int | None, about("Years.", law="GDPR art. 30(1)(f)")] = None
    months: Annotated[int | None, about("Months.")] = None
    weeks: Annotated[int | None, about("Weeks.")] = None
    days: Annotated[int | None, about("Days.")] = None
    after: Annotated[str | None, about("The event from which the period runs, e.g. “end of the financial year”.")] = None
    until: Annotated[
        str | None, about("The criterion that ends it, where it is not a number, e.g. “withdrawal of consent”.", meets="GBA: criterion in place of a number")
    ] = None
    indefinite: Annotated[bool | None, about("Kept for life or without end.")] = None
    basis: Annotated[str | None, about("Where the period comes from: the act and article, a guideline, the own policy.")] = None
    statute: Annotated[str | None, about("The statutory period that applies, by its id in the list of periods.", terms="statute")] = None
    reason: Annotated[str | None, about("Why this long: asked for where the period departs from the statutory one or has no end.")] = None
    erasure: Annotated[str | None, about("How the data are erased or destroyed when the period is over.", meets="ICO: erased as the policy says")] = None


class Assessment(Table):
    """An assessment that was made: balancing test, transfer impact assessment, risk analysis."""

    done: Annotated[date | None, about("Date on which it was made or last confirmed.")] = None
    by: Annotated[str | None, about("Who made it.")] = None
    outcome: Annotated[str | None, about("The outcome in a sentence.")] = None
    document: Annotated[Document | None, about("Where it is written down.")] = None
    next_review: Annotated[date | None, about("When it is to be looked at again.")] = None


class Dpf(Table):
    """An entry on the list of the EU-US Data Privacy Framework, as it was looked up."""

    entity: Annotated[str | None, about("The legal entity as it stands on the list.")] = None
    id: Annotated[str | None, about("The number or address of the entry.")] = None
    status: Annotated[str | None, about("Active, inactive or withdrawn, as the list says.", terms="dpf-status")] = None
    scope: Annotated[list[str] | None, about("Kinds of data that the certification covers: hr (of the recipient's own group), non-hr.", terms="dpf-scope")] = (
        None
    )
    looked_up: Annotated[date | None, about("Date on which the list was consulted.")] = None
    next_certification: Annotated[date | None, about("Date by which the entity must certify again, as the list says.")] = None


class Safeguard(Table):
    """What makes a transfer lawful: an adequacy decision, an appropriate safeguard or a derogation (Chapter V)."""

    called_by = ("mechanism",)

    mechanism: Annotated[
        str | None,
        about(
            "The ground of Chapter V.",
            law=("GDPR art. 45", "GDPR art. 46", "GDPR art. 49"),
            meets=(
                "CSM: appropriate safeguards",
                "CSM: nature of transfer",
                "Art. 13: 1f",
                "CNIL: transfers, kind of safeguard",
                "Art. 30(1): e safeguards",
                "Art. 30(2): c safeguards",
                "Art. 14: 1f",
            ),
            terms="mechanism",
        ),
    ] = None
    countries: Annotated[list[str] | None, about("The countries it is for; left out: every country of this party or place.", terms="country")] = None
    instrument: Annotated[str | None, about("The clauses or decision, by number.", terms="instrument")] = None
    modules: Annotated[list[str] | None, about("Modules of the standard clauses of Decision (EU) 2021/914.", terms="scc-module")] = None
    agreement: Annotated[str | None, about("The agreement in which the clauses stand.", ref="agreement")] = None
    signed: Annotated[date | None, about("Date from which the safeguard binds.")] = None
    valid_to: Annotated[date | None, about("Date on which it ends.")] = None
    dpf: Annotated[Dpf | None, about("The entry on the list of the Data Privacy Framework.")] = None
    assessment: Annotated[Assessment | None, about("The transfer impact assessment.", law="CJEU C-311/18 (Schrems II)", meets="CSM: impact assessments")] = None
    supplementary_measures: Annotated[str | None, about("What was added to the safeguard, e.g. own encryption keys.")] = None
    derogation_reason: Annotated[
        str | None,
        about("Why the exception applies and why it is not routine.", law="GDPR art. 49", meets=("Art. 30(1): e safeguards", "Art. 30(2): c safeguards")),
    ] = None
    document: Annotated[
        Document | None,
        about(
            "Where the safeguard is written down.",
            law="GDPR art. 30(1)(e)",
            meets=("CNIL: transfers, documentation", "Art. 30(1): e safeguards", "Art. 30(2): c safeguards"),
        ),
    ] = None
    copy_from: Annotated[str | None, about("How a person gets a copy of the safeguard.", law="GDPR art. 13(1)(f)", meets=("Art. 13: 1f", "Art. 14: 1f"))] = None
