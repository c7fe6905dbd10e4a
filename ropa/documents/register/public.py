"""What of the register reaches the public edition: decided field by field, in this place alone.

A public edition is what one would put on a website: what people may know of the processing, and nothing that tells how things are secured, who works on
them, or what is still wanting. A field that is in neither list is left out, and a test asks for the decision.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date
from typing import Any

import msgspec

from ... import law
from ...derive.agreements import in_force
from ...i18n import Texts
from ...model import activity, assets, common, organisation, parties
from ...model.fields import Nothing, Table, fields_of
from ...register import Register


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_PARTY = "name legal_name registration description status started ended country address email phone website access_from safeguards data"
SHOWN: dict[type[Table], frozenset[str]] = {
    organisation.Register: _names("language controller joint_controllers representative dpo authority statement"),
    organisation.Controller: _names("name trade_names legal_form registration sector public_authority address email phone website contact"),
    organisation.Dpo: _names("appointed reason name organisation email phone address"),
    organisation.StatementPolicy: _names(
        "version dated url requests response_days complaints minimum_age children representatives sale other_websites incidents changes",
        "return_of_documents further",
    ),
    activity.Activity: _names(
        "name description role status started ended function process auxiliary operations purposes subjects data retention processors recipients",
        "joint_controllers arrangement controllers processing_categories locations combination large_scale automated_decisions dpia cookies rights statement",
    ),
    activity.Purpose: _names("purpose basis law interest consent contract direct_marketing online_service subjects data"),
    activity.Consent: _names("how withdrawal parental guardian"),
    activity.Subjects: _names("category description children youngest guardianship vulnerable number"),
    activity.Data: _names(
        "category items description subjects special special_ground special_law criminal_ground criminal_law national_number_ground national_number_law",
        "source source_detail public_source required consequence retention optional recipients processors",
    ),
    activity.Decision: _names("description profiling solely_automated significant ground ground_law logic effects human_review"),
    activity.Dpia: _names("status done"),
    activity.Cookie: _names("name kind purpose processor days consent privacy_friendly refuse"),
    activity.ActingFor: _names("name country categories since until"),
    parties.Processor: _names(_PARTY, "service sub_processors sub_processors_url"),
    parties.Recipient: _names(_PARTY, "kind internal_recipient category ground on_request"),
    parties.SubProcessor: _names("processor name service country access_from safeguards"),
    assets.Agreement: _names("name kind processor recipients controller activities subject_matter nature data subjects instrument modules essence"),
    assets.Location: _names("kind country"),
    assets.Certificate: _names("name standard version processor recipient holder"),
    assets.Measure: _names("kind"),
    assets.Term: _names("name description like special criminal national_number children vulnerable"),
    assets.Vocabulary: _names("data subjects"),
    common.Address: _names("street postal_code city country"),
    common.Contact: _names("name organisation email phone website address"),
    common.Retention: _names("years months weeks days after until indefinite basis statute reason"),
    common.Safeguard: _names("mechanism countries instrument modules copy_from"),
}
"""The fields that are published, by their table."""

LEFT_OUT: dict[str, dict[type[Table], frozenset[str]]] = {
    "it is about the upkeep of the register, or about who works on what": {
        organisation.Register: _names("format policy last_review"),
        organisation.Controller: _names("staff"),
        organisation.Dpo: _names("notified number"),
        organisation.Policy: _names("review_months notice_days draft_days certificates signatures retention breaches rights security risk"),
        organisation.CertificatePolicy: _names("standard of services reason"),
        activity.Activity: _names("created owner last_review next_review reviewed_by end_reason"),
        parties.Processor: _names("last_review next_review sub_processors_dated"),
        parties.Recipient: _names("last_review next_review"),
        parties.Source: _names("url read confirmed"),
        assets.Acceptances: _names("accepted"),
        assets.Acceptance: _names("rule record reason by on until"),
    },
    "it tells how data are secured, or where to look for them": {
        activity.Activity: _names("measures technologies"),
        activity.Data: _names("locations"),
        parties.Processor: _names("locations"),
        parties.Recipient: _names("locations"),
        assets.Location: _names(
            "name description region address provider access_from safeguards encrypted encryption encrypted_transport locked access backed_up back_up",
            "disposal measures status ended",
        ),
        assets.BackUp: _names("of frequency kept restored off_site"),
        assets.Measure: _names("name description status since planned owner last_review next_review"),
        assets.Certificate: _names("location covers sites scope statement_of_applicability"),
        common.Retention: _names("erasure"),
        common.Safeguard: _names("supplementary_measures"),
    },
    "it weighs risks, or lets one see what is wanting": {
        activity.Purpose: _names("balancing_test"),
        activity.Activity: _names("risk breaches erased not_erased_reason"),
        activity.Dpia: _names("criteria listed reason next_review outcome residual_risk advice consultation"),
        activity.Consultation: _names("dated outcome"),
        activity.Risk: _names("level assessment"),
        activity.Breach: _names("dated description notified"),
        common.Assessment: _names("done by outcome next_review"),
        common.Safeguard: _names("agreement signed valid_to dpf assessment derogation_reason"),
        common.Dpf: _names("entity id status scope looked_up next_certification"),
        parties.Processor: _names("parent parent_country own_purposes role_reason"),
        parties.Recipient: _names("parent parent_country"),
        assets.Agreement: _names("clauses sub_processing sub_processing_notice_days breach_hours audit"),
        assets.Certificate: _names("number body accreditation issued valid_from valid_to last_audit next_audit looked_up replaced_by"),
    },
    "it is between the parties, or names people who work there": {
        activity.ActingFor: _names("contact representative dpo agreement"),
        parties.Processor: _names("contact dpo"),
        parties.Recipient: _names("contact dpo representative"),
        parties.SubProcessor: _names("since until"),
        assets.Agreement: _names("status signed signed_by valid_from valid_to renews notice ended"),
    },
    "it is evidence, or says where that is kept": {
        activity.Activity: _names("documents"),
        activity.Consent: _names("evidence document"),
        activity.Dpia: _names("document"),
        activity.Consultation: _names("document"),
        activity.Breach: _names("document"),
        parties.Processor: _names("documents"),
        parties.Recipient: _names("documents"),
        assets.Agreement: _names("document documents"),
        assets.Location: _names("documents"),
        assets.Certificate: _names("document"),
        assets.Measure: _names("document"),
        common.Document: _names("title path url where sha256 dated"),
        common.Assessment: _names("document"),
        common.Safeguard: _names("document"),
        organisation.StatementPolicy: _names("document"),
    },
    "it is for own use, as its definition says": {
        **{table: _names("notes") for table in (organisation.Register, activity.Activity, assets.Agreement, assets.Location, assets.Certificate)},
        **{table: _names("notes sources") for table in (parties.Processor, parties.Recipient)},
    },
}
"""The fields that are not published, by why."""


def is_shown(table: type[Table], name: str) -> bool:
    """Whether a field is published."""
    return name in SHOWN.get(table, ())


def published(register: Register, words: Texts) -> Register:
    """The register as far as it is published: what is left out is not filled in, whoever asks."""
    found = copy(register)
    found.__dict__.pop("_by_kind", None)  # it is made anew, of the records below
    found.organisation = _bare(register.organisation) if register.organisation else None
    for kind in ("activities", "processors", "recipients", "agreements", "certificates", "measures"):
        setattr(found, kind, {identity: _bare(record) for identity, record in getattr(register, kind).items()})
    found.locations = {identity: _place(location, words) for identity, location in register.locations.items()}
    return found


def _bare(table: Any) -> Any:
    """A table without what is left out of it."""
    return msgspec.structs.replace(table, **dict(_changes(table)))


def _changes(table: Table) -> Iterator[tuple[str, Any]]:
    shown = SHOWN.get(type(table), frozenset())
    for field in fields_of(type(table)):
        value = getattr(table, field.name)
        if value is None or (value is Nothing.NONE and field.name in shown):
            continue
        if field.name not in shown:
            yield field.name, None
        elif field.table is not None:
            yield field.name, [_bare(each) for each in value] if field.many else _bare(value)


def _place(location: assets.Location, words: Texts) -> assets.Location:
    """A location, called by its kind: its own name may tell where to look."""
    name = words.term("location-kind", location.kind) if location.kind else words.kind("location")
    return assets.Location(id=location.id, name=name, kind=location.kind, country=location.country)


def binds(agreement: assets.Agreement, on: date) -> bool:
    """Whether an agreement may be shown: its dates are not told, so that one that does not bind would claim too much."""
    return in_force(agreement, on)


def holds(certificate: assets.Certificate, on: date) -> bool:
    """Whether a certificate may be shown, for the same reason."""
    return (certificate.valid_from is None or certificate.valid_from <= on) and (certificate.valid_to is None or certificate.valid_to >= on)


def kinds_in_place(measures: Iterable[assets.Measure]) -> list[str]:
    """The kinds of the measures that are in place, in the order of the law."""
    found = {each.kind for each in measures if each.kind and each.status in (None, "in-place") and (each.since or not each.planned)}
    known = law.terms("measure-kind")
    return [*(kind for kind in known if kind in found), *sorted(found - set(known))]
