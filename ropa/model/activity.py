"""activities/ID.toml: one processing activity, as controller (Art. 30(1)) or as processor (Art. 30(2))."""

from datetime import date
from typing import Annotated

from .common import Assessment, Contact, Document, Retention
from .fields import Nothing, Record, Table, about


class Consent(Table):
    """How consent is asked, recorded and withdrawn (Art. 7, 8)."""

    how: Annotated[str | None, about("How it is asked, e.g. a tick box and a confirming e-mail.", law="GDPR art. 7")] = None
    evidence: Annotated[
        str | None,
        about("Where it is recorded who agreed to what and when.", law="GDPR art. 7(1)", meets=("CSM: record of consent", "ICO: link to record of consent")),
    ] = None
    document: Annotated[Document | None, about("The text or form by which it is asked.", meets="ICO: link to record of consent")] = None
    withdrawal: Annotated[str | None, about("How it is withdrawn.", law="GDPR art. 7(3)", meets=("Art. 13: 2c", "Art. 14: 2d"))] = None
    parental: Annotated[str | None, about("How consent of a parent is obtained and checked.", law="GDPR art. 8(2)")] = None
    guardian: Annotated[str | None, about("How consent of the legal representative is obtained, for people under guardianship.")] = None


class Purpose(Table):
    """A purpose with its legal basis (Art. 5(1)(b), 6)."""

    called_by = ("purpose",)

    purpose: Annotated[
        str | None,
        about(
            "What the data are used for, so concretely that a reader can picture it.",
            law=("GDPR art. 5(1)(b)", "GDPR art. 30(1)(b)"),
            meets=("CSM: purposes", "Art. 13: 1c", "Art. 14: 1c", "CNIL: main purpose and sub-purposes", "Art. 30(1): b"),
        ),
    ] = None
    basis: Annotated[str | None, about("Legal basis.", law="GDPR art. 6(1)", terms="legal-basis", meets=("CSM: legal basis", "Art. 13: 1c", "Art. 14: 1c"))] = (
        None
    )
    law: Annotated[str | None, about("The act and article, where the basis is a legal obligation or a public task.", law="GDPR art. 6(3)")] = None
    interest: Annotated[
        str | None,
        about(
            "The legitimate interest pursued.",
            law=("GDPR art. 6(1)(f)", "GDPR art. 13(1)(d)"),
            meets=("CSM: legitimate interests", "Art. 13: 1d", "Art. 14: 2b"),
        ),
    ] = None
    balancing_test: Annotated[
        Assessment | None,
        about(
            "The balancing of that interest against those of the data subjects.",
            law="GDPR art. 6(1)(f)",
            meets=("CSM: legitimate interests assessment", "ICO: legitimate-interests assessment"),
        ),
    ] = None
    consent: Annotated[Consent | None, about("How consent is asked and recorded.", law="GDPR art. 7")] = None
    contract: Annotated[str | None, about("The contract, or the steps before it, that need the data.", law="GDPR art. 6(1)(b)")] = None
    direct_marketing: Annotated[bool | None, about("Whether it is direct marketing, to which anyone may object at any time.", law="GDPR art. 21(2)")] = None
    online_service: Annotated[bool | None, about("Whether it is an information-society service offered directly to children.", law="GDPR art. 8(1)")] = None
    subjects: Annotated[list[str] | None, about("The data subjects it is about; left out: all of the activity.", terms="data-subject")] = None
    data: Annotated[list[str] | None, about("The categories of data it needs; left out: all of the activity.", terms="data-category")] = None


class Subjects(Table):
    """A category of data subjects."""

    called_by = ("category",)

    category: Annotated[
        str | None,
        about(
            "Category.",
            terms="data-subject",
            law="GDPR art. 30(1)(c)",
            meets=("CSM: categories of data subjects", "CNIL: data subjects", "Art. 30(1): c data subjects"),
        ),
    ] = None
    description: Annotated[str | None, about("Who they are, more precisely.", meets="CNIL: data subjects")] = None
    children: Annotated[bool | None, about("Whether there are children among them.", law="GDPR art. 8", meets="CSM: vulnerable data subjects")] = None
    youngest: Annotated[int | None, about("Age of the youngest among them, in years.", law="GDPR art. 8(1)")] = None
    guardianship: Annotated[
        bool | None, about("Whether there are people under guardianship or administration among them.", meets="CSM: vulnerable data subjects")
    ] = None
    vulnerable: Annotated[
        bool | None, about("Whether they are vulnerable otherwise, e.g. patients, employees.", law="GDPR recital 75", meets="CSM: vulnerable data subjects")
    ] = None
    number: Annotated[int | None, about("How many, roughly.", law="GDPR recital 91")] = None


class Data(Table):
    """A category of personal data and what holds for it."""

    called_by = ("category",)

    category: Annotated[
        str | None,
        about(
            "Category.",
            terms="data-category",
            law="GDPR art. 30(1)(c)",
            meets=("CSM: categories of personal data", "Art. 14: 1d", "CNIL: categories of data", "Art. 30(1): c personal data"),
        ),
    ] = None
    items: Annotated[list[str] | None, about("The data themselves, e.g. name, telephone number.", meets=("CNIL: categories of data", "Art. 14: 1d"))] = None
    description: Annotated[str | None, about("Explanation.")] = None
    subjects: Annotated[list[str] | None, about("The data subjects it is about; left out: all of the activity.", terms="data-subject")] = None
    special: Annotated[
        list[str] | Nothing | None,
        about(
            "Special categories that these data reveal, beyond what the category itself says.",
            terms="special-category",
            none=True,
            law="GDPR art. 9(1)",
            meets=("CSM: special categories", "CNIL: sensitive data", "GBA: Article 9 data"),
        ),
    ] = None
    special_ground: Annotated[
        str | None,
        about(
            "Exception that allows the special category.",
            terms="special-ground",
            law="GDPR art. 9(2)",
            meets=("ICO: Article 9 condition", "GBA: Article 9 data"),
        ),
    ] = None
    special_law: Annotated[str | None, about("National article that the exception rests on.", law="GDPR art. 9(2)")] = None
    criminal_ground: Annotated[
        str | None,
        about(
            "What allows data on criminal convictions and offences.",
            terms="criminal-ground",
            law="GDPR art. 10",
            meets=("CNIL: criminal data", "GBA: Article 10 data"),
        ),
    ] = None
    criminal_law: Annotated[str | None, about("National article that it rests on.", law="GDPR art. 10")] = None
    national_number_ground: Annotated[
        str | None, about("What allows the national identification number.", terms="national-number-ground", law="GDPR art. 87", meets="CNIL: national number")
    ] = None
    national_number_law: Annotated[str | None, about("The act that prescribes the use of the number.", law="GDPR art. 87")] = None
    source: Annotated[
        list[str] | None,
        about("Where the data come from.", terms="data-source", law="GDPR art. 14(2)(f)", meets=("CSM: data sources", "Art. 14: 2f", "ICO: source")),
    ] = None
    source_detail: Annotated[str | None, about("Which source, by name.", law="GDPR art. 14(2)(f)")] = None
    public_source: Annotated[bool | None, about("Whether the source is public.", law="GDPR art. 14(2)(f)", meets="Art. 14: 2f")] = None
    required: Annotated[str | None, about("Whether people must give the data.", terms="requirement", law="GDPR art. 13(2)(e)", meets="Art. 13: 2e")] = None
    consequence: Annotated[str | None, about("What follows if they do not.", law="GDPR art. 13(2)(e)", meets="Art. 13: 2e")] = None
    retention: Annotated[
        Retention | None,
        about(
            "How long it is kept.",
            law="GDPR art. 30(1)(f)",
            meets=("CSM: retention", "CNIL: period per category", "Art. 13: 2a", "Art. 14: 2a", "Art. 30(1): f"),
        ),
    ] = None
    optional: Annotated[bool | None, about("Whether it is only processed in some cases; the description says which.")] = None
    recipients: Annotated[
        list[str] | Nothing | None,
        about(
            "Recipients of this category; left out: those of the activity.", ref="recipient", none=True, meets="CSM: data categories passed to third parties"
        ),
    ] = None
    processors: Annotated[
        list[str] | Nothing | None, about("Processors that get this category; left out: those of the activity.", ref="processor", none=True)
    ] = None
    locations: Annotated[list[str] | None, about("Where it is kept; left out: the locations of the activity.", ref="location")] = None


class Decision(Table):
    """Automated decisions and profiling (Art. 22)."""

    called_by = ("description",)

    description: Annotated[str | None, about("What is decided or profiled.", law="GDPR art. 22", meets="CSM: automated decisions and profiling")] = None
    profiling: Annotated[bool | None, about("Whether it is profiling.", law="GDPR art. 4(4)")] = None
    solely_automated: Annotated[bool | None, about("Whether no person comes into it.", law="GDPR art. 22(1)")] = None
    significant: Annotated[bool | None, about("Whether it has legal or similarly significant effects.", law="GDPR art. 22(1)")] = None
    ground: Annotated[str | None, about("What allows it.", terms="decision-ground", law="GDPR art. 22(2)")] = None
    ground_law: Annotated[str | None, about("The act that allows it.", law="GDPR art. 22(2)(b)")] = None
    logic: Annotated[str | None, about("The logic involved, in understandable words.", law="GDPR art. 13(2)(f)", meets=("Art. 13: 2f", "Art. 14: 2g"))] = None
    effects: Annotated[str | None, about("What it means and leads to for people.", law="GDPR art. 13(2)(f)", meets=("Art. 13: 2f", "Art. 14: 2g"))] = None
    human_review: Annotated[str | None, about("How one gets a person to look at it.", law="GDPR art. 22(3)")] = None


class Consultation(Table):
    """Prior consultation of the authority (Art. 36)."""

    dated: Annotated[date | None, about("Date.")] = None
    outcome: Annotated[str | None, about("The authority's advice.")] = None
    document: Annotated[Document | None, about("Where it is written down.")] = None


class Dpia(Table):
    """The data protection impact assessment, or why there is none (Art. 35)."""

    status: Annotated[
        str | None,
        about(
            "Not required, to do, in progress or done.",
            terms="dpia-status",
            law="GDPR art. 35(1)",
            meets=("ICO: DPIA needed", "ICO: DPIA progress", "CSM: relevant DPIA"),
        ),
    ] = None
    criteria: Annotated[
        list[str] | Nothing | None, about("Criteria of WP248 that the activity meets.", terms="dpia-criterion", none=True, law="GDPR art. 35(3)")
    ] = None
    listed: Annotated[str | None, about("The entry of the authority's list that it falls under.", law="GDPR art. 35(4)")] = None
    reason: Annotated[str | None, about("Why none is required.")] = None
    done: Annotated[date | None, about("Date on which it was made.")] = None
    next_review: Annotated[date | None, about("Date on which it is to be looked at again.", law="GDPR art. 35(11)")] = None
    outcome: Annotated[str | None, about("The outcome.", meets="CSM: DPIA result")] = None
    residual_risk: Annotated[str | None, about("The risk that remains.", terms="risk", law="GDPR art. 36(1)")] = None
    advice: Annotated[str | None, about("The DPO's advice.", law="GDPR art. 35(2)")] = None
    document: Annotated[Document | None, about("Where it is.", meets="ICO: DPIA link")] = None
    consultation: Annotated[Consultation | None, about("Prior consultation of the authority.", law="GDPR art. 36", meets="CSM: prior consultation")] = None


class Breach(Table):
    """A personal data breach in this activity; details are in the register of breaches."""

    called_by = ("description",)

    dated: Annotated[date | None, about("Date.")] = None
    description: Annotated[str | None, about("What happened, in a sentence.")] = None
    notified: Annotated[date | None, about("Date on which the authority was told.", law="GDPR art. 33")] = None
    document: Annotated[Document | None, about("Where it is written down.", law="GDPR art. 33(5)", meets=("CSM: data breach", "ICO: breach link"))] = None


class Cookie(Table):
    """Cookies and similar techniques (ePrivacy Directive art. 5(3))."""

    called_by = ("name",)

    name: Annotated[str | None, about("Name, or the name of the group.")] = None
    kind: Annotated[str | None, about("What it is for.", terms="cookie-kind")] = None
    purpose: Annotated[str | None, about("What it does, in words.")] = None
    processor: Annotated[str | None, about("The processor that sets or reads it.", ref="processor")] = None
    days: Annotated[int | None, about("Days that it stays; 0: until the browser is closed.")] = None
    consent: Annotated[bool | None, about("Whether consent is asked.")] = None
    privacy_friendly: Annotated[bool | None, about("For analytical ones: whether they have little or no effect on privacy.", law=("Tw art. 11.7a(3)(b)",))] = (
        None
    )
    refuse: Annotated[str | None, about("How one refuses or removes it.")] = None


class ActingFor(Table):
    """A controller on whose behalf this is done (Art. 30(2)(a))."""

    called_by = ("name",)

    name: Annotated[str | None, about("Name.", law="GDPR art. 30(2)(a)", meets=("CSM: controller contact", "Art. 30(2): a controllers"))] = None
    contact: Annotated[Contact | None, about("How to reach it.", law="GDPR art. 30(2)(a)", meets=("CSM: controller contact", "Art. 30(2): a controllers"))] = (
        None
    )
    representative: Annotated[Contact | None, about("Its representative in the Union.", law="GDPR art. 30(2)(a)", meets="Art. 30(2): a representatives")] = None
    dpo: Annotated[Contact | None, about("Its data protection officer.", law="GDPR art. 30(2)(a)", meets="Art. 30(2): a DPO")] = None
    country: Annotated[str | None, about("Its country.", terms="country")] = None
    agreement: Annotated[str | None, about("The processing agreement with it.", ref="agreement", law="GDPR art. 28(3)")] = None
    categories: Annotated[
        list[str] | None,
        about("Categories of processing carried out for it; left out: those of the activity.", law="GDPR art. 30(2)(b)", meets="Art. 30(2): b"),
    ] = None
    since: Annotated[date | None, about("Date from which.")] = None
    until: Annotated[date | None, about("Date until which.")] = None


class Risk(Table):
    """The risk for data subjects, as assessed (Art. 24, 32)."""

    level: Annotated[str | None, about("Level.", terms="risk", law="GDPR art. 32(1)", meets="CSM: risk management")] = None
    assessment: Annotated[Assessment | None, about("The assessment.")] = None


class Activity(Record, kw_only=True):
    """A processing activity."""

    name: Annotated[str, about("Name by which people know it.", meets=("CSM: name of the business process", "CNIL: name of the processing"), required=True)]
    description: Annotated[str | None, about("What happens, in a few sentences.")] = None
    role: Annotated[
        str | None, about("Controller, joint controller or processor; left out: controller.", terms="role", law=("GDPR art. 30(1)", "GDPR art. 30(2)"))
    ] = None
    status: Annotated[
        str | None, about("Draft, active or ended; left out: active.", terms="status", meets=("CSM: status of processing", "GBA: ended activities"))
    ] = None
    started: Annotated[date | None, about("Date on which it began.", meets="CNIL: date of creation")] = None
    ended: Annotated[date | None, about("Date on which it ended.", meets="GBA: ended activities")] = None
    end_reason: Annotated[str | None, about("Why it ended and what became of the data.")] = None
    created: Annotated[date | None, about("Date on which it was written into the register.", meets="CNIL: date of creation")] = None
    owner: Annotated[str | None, about("Who answers for it.", meets="CSM: owner of process")] = None
    function: Annotated[str | None, about("Business function, e.g. personnel, sales.", terms="business-function", meets="ICO: business function")] = None
    process: Annotated[str | None, about("Business process it is part of.", meets="CSM: name of the business process")] = None
    auxiliary: Annotated[
        bool | None, about("Whether it serves another activity (true) or is a main one (false).", meets="CSM: main or auxiliary processing")
    ] = None
    operations: Annotated[list[str] | None, about("What is done with the data.", terms="operation", law="GDPR art. 4(2)", meets="CSM: type of processing")] = (
        None
    )
    last_review: Annotated[date | None, about("Date of the last review.", meets="CNIL: last update")] = None
    next_review: Annotated[date | None, about("Date of the next review.")] = None
    reviewed_by: Annotated[str | None, about("Who reviewed it.")] = None
    purposes: Annotated[
        list[Purpose] | None,
        about(
            "Purposes, each with its legal basis.", law="GDPR art. 30(1)(b)", meets=("CSM: purposes", "CNIL: main purpose and sub-purposes", "Art. 30(1): b")
        ),
    ] = None
    subjects: Annotated[list[Subjects] | None, about("Categories of data subjects.", law="GDPR art. 30(1)(c)")] = None
    data: Annotated[list[Data] | None, about("Categories of personal data.", law="GDPR art. 30(1)(c)")] = None
    retention: Annotated[
        Retention | None,
        about(
            "How long data are kept whose category says nothing of its own.",
            law="GDPR art. 30(1)(f)",
            meets=("CSM: retention", "Art. 30(1): f", "Art. 13: 2a", "Art. 14: 2a"),
        ),
    ] = None
    processors: Annotated[
        list[str] | Nothing | None,
        about(
            "Processors that are used.",
            ref="processor",
            none=True,
            law=("GDPR art. 28", "GDPR art. 30(1)(d)"),
            meets=("CSM: processors", "GBA: processors", "Art. 13: 1e", "CNIL: recipients", "Art. 14: 1e", "Art. 30(1): d"),
        ),
    ] = None
    recipients: Annotated[
        list[str] | Nothing | None,
        about(
            "Other recipients.",
            ref="recipient",
            none=True,
            law="GDPR art. 30(1)(d)",
            meets=("CSM: recipient categories", "Art. 13: 1e", "Art. 14: 1e", "CNIL: recipients", "Art. 30(1): d"),
        ),
    ] = None
    joint_controllers: Annotated[
        list[str] | None,
        about(
            "Joint controllers.",
            ref="recipient",
            law=("GDPR art. 26", "GDPR art. 30(1)(a)"),
            meets=("CSM: joint controllers", "CNIL: joint controllers", "Art. 30(1): a joint controllers"),
        ),
    ] = None
    arrangement: Annotated[
        str | None, about("The arrangement between the joint controllers.", ref="agreement", law="GDPR art. 26(1)", meets="CSM: joint controllers' arrangement")
    ] = None
    controllers: Annotated[
        list[ActingFor] | None,
        about(
            "The controllers on whose behalf this is done, for a record of Art. 30(2).",
            law="GDPR art. 30(2)(a)",
            meets=("CSM: processor contract", "Art. 30(2): a controllers"),
        ),
    ] = None
    processing_categories: Annotated[
        list[str] | None, about("Categories of processing carried out on behalf of each controller.", law="GDPR art. 30(2)(b)", meets="Art. 30(2): b")
    ] = None
    locations: Annotated[list[str] | None, about("Where the data are kept.", ref="location", meets=("CSM: location of the data", "ICO: location"))] = None
    technologies: Annotated[list[str] | None, about("Software and techniques that are used.", meets="CSM: technologies used")] = None
    combination: Annotated[str | None, about("Which sets of data are combined.", meets="CSM: data combination")] = None
    measures: Annotated[
        list[str] | None,
        about(
            "Technical and organisational measures.",
            ref="measure",
            law=("GDPR art. 30(1)(g)", "GDPR art. 32(1)"),
            meets=("CSM: technical and organisational measures", "CSM: security measures", "CNIL: security measures", "Art. 30(1): g", "Art. 30(2): d"),
        ),
    ] = None
    large_scale: Annotated[bool | None, about("Whether it is on a large scale.", law=("GDPR art. 35(3)(b)", "GDPR recital 91"))] = None
    automated_decisions: Annotated[
        list[Decision] | Nothing | None,
        about(
            "Automated decisions and profiling.", none=True, law="GDPR art. 22", meets=("CSM: automated decisions and profiling", "Art. 13: 2f", "Art. 14: 2g")
        ),
    ] = None
    dpia: Annotated[Dpia | None, about("The impact assessment.", law="GDPR art. 35", meets=("CSM: relevant DPIA", "CSM: impact assessments"))] = None
    risk: Annotated[Risk | None, about("The risk for data subjects.", meets="CSM: risk management")] = None
    cookies: Annotated[list[Cookie] | Nothing | None, about("Cookies and similar techniques.", none=True)] = None
    breaches: Annotated[
        list[Breach] | Nothing | None,
        about("Personal data breaches.", none=True, law="GDPR art. 33(5)", meets=("CSM: data breach", "ICO: breach"), internal=True),
    ] = None
    rights: Annotated[
        str | None,
        about(
            "What is particular about the rights of data subjects here.",
            meets=("CSM: data-subject rights", "ICO: rights available", "Art. 13: 2b", "Art. 14: 2c"),
        ),
    ] = None
    erased: Annotated[bool | None, about("Whether data are erased as the policy says.", meets="ICO: erased as the policy says")] = None
    not_erased_reason: Annotated[str | None, about("If not, why.", meets="ICO: why not erased")] = None
    statement: Annotated[str | None, about("What the privacy statement says about this activity in particular.")] = None
    documents: Annotated[list[Document] | None, about("Evidence.")] = None
    notes: Annotated[str | None, about("Notes for own use.", internal=True)] = None
