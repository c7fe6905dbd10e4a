"""A new record by questions: what is asked, what comes out, and what is made on the way."""

from pathlib import Path
from typing import Any

import pytest

from ropa.ask.items import ITEMS, PURPOSE
from ropa.ask.question import Form, New
from ropa.ask.request import Request, make_draft
from ropa.edit.change import Change
from ropa.edit.new import put_links, put_records
from ropa.findings import check
from ropa.i18n import LANGUAGES, texts
from ropa.model import kinds
from ropa.model.fields import walk_fields
from ropa.register import Register
from ropa.source.folder import Folder
from tests.ask.support import BACK, Scripted, register_in
from tests.support import TODAY, base, write


def made(folder: Path, kind: str, answers: dict[str, Any], *, language: str = "nl", **request: Any) -> tuple[dict[str, dict[str, Any]], Scripted, Register]:
    """The new records by reference, who was asked, and the register as it would be."""
    register = register_in(folder)
    asker = Scripted(answers, texts(language))
    asked = Request(kinds.BY_NAME[kind], request.get("identity", ""), request.get("source", ""), request.get("options", {}), request.get("assignments", ()))
    draft, _ = make_draft(asked, register, texts(language), TODAY, asker)
    change = Change(str(folder))
    put_records(change, draft.made, draft.comments)
    put_links(change, draft.linked)
    found = {f"{kinds.BY_NAME[name].place.removesuffix('.toml')}/{identity}": data for (name, identity), data in draft.made.items()}
    return found, asker, Register(change.source())


def errors(register: Register) -> list[str]:
    """What is wrong with the files themselves, and every error."""
    return [f"{finding.rule.code} {finding.record}" for finding in check(register, TODAY) if finding.severity == "error" or finding.rule.family == "F"]


ACTIVITY = {
    "from": New("Wandelgroep"),
    "description": "Elke week wandelen met cliënten.",
    "purpose": "De wandelingen plannen",
    "basis": "contract",
    "contract": "De begeleidingsovereenkomst.",
    "subjects": ["clients"],
    "data": ["name", "health"],
    "data[health].special_ground": "explicit-consent",
    "retention": {"years": 2},
    "retention.after": "de laatste wandeling",
    "processors": ["none"],
    "recipients": ["none"],
    "locations": [New("Wandelschrift")],
    "kind": "paper",
    "locked": True,
    "measures": [New("afgesloten kast")],
    "automated_decisions": False,
}


def test_an_activity_and_what_it_needs(tmp_path: Path) -> None:
    found, asker, register = made(tmp_path, "activity", ACTIVITY)
    assert found["activities/wandelgroep"] == {
        "name": "Wandelgroep",
        "description": "Elke week wandelen met cliënten.",
        "purposes": [{"purpose": "De wandelingen plannen", "basis": "contract", "contract": "De begeleidingsovereenkomst."}],
        "subjects": [{"category": "clients"}],
        "data": [
            {"category": "name", "source": ["data-subject"]},
            {"category": "health", "special_ground": "explicit-consent", "source": ["data-subject"]},
        ],
        "retention": {"years": 2, "after": "de laatste wandeling"},
        "processors": "none",
        "recipients": "none",
        "locations": ["wandelschrift"],
        "measures": ["afgesloten-kast"],
        "automated_decisions": "none",
        "status": "active",
        "created": TODAY,
    }
    assert found["locations/wandelschrift"] == {"name": "Wandelschrift", "kind": "paper", "country": "NL", "locked": True, "status": "active"}
    assert found["measures/afgesloten-kast"] == {"kind": "locked-cabinet", "status": "in-place"}
    assert errors(register) == []
    assert asker.left() == []
    assert "encrypted" not in asker.keys  # paper is locked


def test_back_takes_nothing_along(tmp_path: Path) -> None:
    answers = {**ACTIVITY, "subjects": (["employees"], ["clients"]), "data": (BACK, ["name"]), "locations": (BACK, ["none"][:0])}
    answers["processors"], answers["recipients"] = (["none"], ["none"]), (["none"], ["none"])
    found, _, _ = made(tmp_path, "activity", answers)
    assert found["activities/wandelgroep"]["subjects"] == [{"category": "clients"}]
    assert list(found) == ["activities/wandelgroep", "measures/afgesloten-kast"]


def test_several_purposes(tmp_path: Path) -> None:
    answers = {"from": New("X"), "purpose": ("een", "twee"), "basis": ("consent", "legal-obligation"), "consent.how": "met een vakje", "law": "AWR art. 52"}
    found, asker, _ = made(tmp_path, "activity", {**answers, "more": (True, False)})
    assert found["activities/x"]["purposes"] == [
        {"purpose": "een", "basis": "consent", "consent": {"how": "met een vakje"}},
        {"purpose": "twee", "basis": "legal-obligation", "law": "AWR art. 52"},
    ]
    assert found["activities/x"]["status"] == "draft"  # it is not said whom it is about
    assert asker.keys.count("law") == 1


def test_from_the_catalogue(tmp_path: Path) -> None:
    """What the entry says is not asked; what it brings along and is there already stays as it is."""
    found, asker, register = made(tmp_path, "processor", {"confirmed": True, "agreement": False}, source="mailchimp")
    data = found["processors/mailchimp"]
    assert data["name"] == "Mailchimp"
    assert all(source["confirmed"] for source in data["sources"])
    assert not {"name", "service", "country"} & set(asker.keys)
    assert [finding for finding in check(register, TODAY) if finding.rule.code == "V517"] == []
    assert "F" not in {finding.rule.family for finding in check(register, TODAY) if finding.severity == "error"}


def test_a_catalogue_entry_on_the_way(tmp_path: Path) -> None:
    found, asker, _ = made(tmp_path, "activity", {**ACTIVITY, "processors": [New("Mailchimp"), New("Postbode Piet")], "service": "courier"})
    assert found["activities/wandelgroep"]["processors"] == ["mailchimp", "postbode-piet"]
    assert found["processors/mailchimp"]["sources"][0]["confirmed"] is False
    assert found["processors/postbode-piet"]["service"] == "courier"
    assert asker.keys.count("service") == 1


def test_a_processor_with_its_agreement_and_its_activities(tmp_path: Path) -> None:
    activity = next(iter(register_in(tmp_path / "kijk").activities))
    answers: dict[str, Any] = {"from": New("Boekhouder Bart"), "service": "bookkeeping", "country": "NL", "access_from": ["none"], "email": "bart@bart.example"}
    answers |= {"activities": [activity], "agreement": True, "signed": TODAY, "clauses": ["instructions", "sub-processors"], "sub_processing": "general"}
    found, _, register = made(tmp_path / "r", "processor", {**answers, "document": New("map 3")})
    assert found["processors/boekhouder-bart"]["access_from"] == "none"
    assert found["agreements/boekhouder-bart"] == {
        "processor": "boekhouder-bart",
        "kind": "processing",
        "name": "Verwerkersovereenkomst Boekhouder Bart",
        "signed": TODAY,
        "clauses": ["instructions", "sub-processors"],
        "sub_processing": "general",
        "document": {"where": "map 3"},
        "status": "signed",
    }
    assert "boekhouder-bart" in (register.activities[activity].processors or [])


@pytest.mark.parametrize(
    ("kind", "answers", "reference"),
    [
        ("recipient", {"from": New("Belastingkantoor"), "kind": "public-authority", "country": "NL", "ground": "AWR"}, "recipients/belastingkantoor"),
        ("location", {"from": New("Zolder"), "kind": "archive", "locked": False}, "locations/zolder"),
        ("certificate", {"standard": "iso-27001", "processor": "", "valid_to": TODAY}, "certificates/iso-27001"),
        ("measure", {"kind": "alarm", "description": "Op de voordeur", "status": "planned", "planned": TODAY}, "measures/inbraakalarm"),
        ("agreement", {"kind": "joint-controllers", "recipients": [New("Partner")], "name": "Regeling"}, "agreements/regeling"),
    ],
)
def test_every_kind(tmp_path: Path, kind: str, answers: dict[str, Any], reference: str) -> None:
    found, asker, register = made(tmp_path, kind, answers)
    assert reference in found
    assert register.get(reference) is not None
    assert [each for each in errors(register) if not each.startswith("F011")] == []
    assert asker.left() == []


@pytest.mark.parametrize("kind", list(ITEMS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_an_option_and_an_explanation(tmp_path: Path, kind: str, language: str) -> None:
    fields = {
        "from": New("X"),
        "purpose": "p",
        "basis": "consent",
        "signed": TODAY,
        "retention": {"years": 1},
        "status": "planned" if kind == "measure" else None,
    }
    fields |= {
        "kind": {"agreement": "processing", "measure": "alarm"}.get(kind),
        "standard": "iso-27001",
        "processor": New("P") if kind == "agreement" else None,
    }
    _, asker, _ = made(tmp_path, kind, {key: value for key, value in fields.items() if value is not None}, language=language)
    on_the_way = ("more", "in-use", "activities", "agreement", "confirmed", "document.where")
    for question in asker.asked:
        assert question.title
        assert len(question.help) > 10
        assert question.option or question.key in on_the_way, question.key
        assert question.form not in (Form.ONE, Form.MANY) or question.choices or question.add, question.key


def test_items_are_fields() -> None:
    for kind, items in ITEMS.items():
        keys = {".".join(path) for path, _, _ in walk_fields(kinds.BY_NAME[kind].table)}
        assert {item.key for item in items} <= keys
    keys = {".".join(path) for path, _, _ in walk_fields(kinds.ACTIVITY.table)}
    assert {f"purposes.{item.key}" for item in PURPOSE} <= keys


def test_own_categories_and_documents_are_offered(tmp_path: Path) -> None:
    files = {"vocabulary.toml": '[data.zwem]\nname = "Zwemdiploma"\nspecial = ["health"]\n', "documents/map/b.pdf": "x", "documents/.weg": "x"}
    register = Register(Folder(str(write(tmp_path, {**base(), **files}))))
    asker = Scripted({"from": New("X"), "purpose": "p", "data": ["zwem"], "data[zwem].special_ground": "explicit-consent"})
    draft, _ = make_draft(Request(kinds.ACTIVITY), register, texts("nl"), TODAY, asker)
    assert draft.made["activity", "x"]["data"] == [{"category": "zwem", "special_ground": "explicit-consent", "source": ["data-subject"]}]
    asker = Scripted({"processor": New("P"), "document": "documents/map/b.pdf"})
    draft, _ = make_draft(Request(kinds.AGREEMENT), register, texts("nl"), TODAY, asker)
    assert draft.made["agreement", "p"]["document"] == {"path": "documents/map/b.pdf"}
    [question] = [question for question in asker.asked if question.key == "document"]
    assert "documents/.weg" not in [choice.value for choice in question.choices]


def test_a_transfer_outside_the_eea(tmp_path: Path) -> None:
    """What a processor in a third country needs is asked; what cannot be is not offered."""
    answers = {"from": New("Acme"), "country": "US", "mechanism": "dpf", "dpf.entity": "Acme Inc.", "dpf.status": "active", "dpf.looked_up": TODAY}
    found, asker, _ = made(tmp_path / "a", "processor", answers)
    assert found["processors/acme"]["safeguards"] == [{"mechanism": "dpf", "dpf": {"entity": "Acme Inc.", "status": "active", "looked_up": TODAY}}]
    [question] = [question for question in asker.asked if question.key == "mechanism"]
    offered = [choice.value for choice in question.choices]
    assert "standard-clauses" in offered
    assert not {"privacy-shield", "derogation-contract", "public-instrument"} & set(offered)
    found, asker, _ = made(tmp_path / "b", "processor", {"from": New("Acme"), "country": "GB"})
    assert found["processors/acme"]["safeguards"] == [{"mechanism": "adequacy"}]
    assert "dpf.entity" not in asker.keys
    for country in ("NL", "EEA", "unknown", None):
        _, asker, _ = made(tmp_path / f"c-{country}", "processor", {"from": New("Acme"), "country": country})
        assert "mechanism" not in asker.keys


def test_comments_go_when_they_are_settled(tmp_path: Path) -> None:
    """What an entry of the catalogue leaves to decide stands above the record, until it is decided."""
    register = register_in(tmp_path)

    def comments(kind: str, source: str, answers: dict[str, Any]) -> str:
        draft, identity = make_draft(Request(kinds.BY_NAME[kind], source=source), register, texts("nl"), TODAY, Scripted(answers))
        return "\n".join(draft.comments[kind, identity].values())

    assert "nog niet bevestigd" in comments("processor", "mailchimp", {})
    assert "safeguards:" in comments("processor", "mailchimp", {})
    settled = comments("processor", "mailchimp", {"confirmed": True, "mechanism": "dpf"})
    assert "nog niet bevestigd" not in settled
    assert "safeguards:" not in settled
    assert "een voorbeeld" in comments("activity", "newsletter", {})
    settled = comments("activity", "newsletter", {"in-use": True, "processors": ["none"]})
    assert "een voorbeeld" not in settled
    assert "processors:" not in settled
