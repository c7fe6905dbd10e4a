"""What reaches the public edition, field by field; what does not, does not by any way."""

import re
from pathlib import Path

import page
import pytest

from ropa.documents.blocks import Facts, Grid, Heading, Picture, plain_text, spans
from ropa.documents.pdf import write_pdf
from ropa.documents.register import Approval, Choice, Origin
from ropa.documents.register.public import LEFT_OUT, SHOWN
from ropa.i18n import LANGUAGES
from ropa.model.assets import Term
from ropa.model.fields import Table, fields_of, walk_fields
from ropa.model.kinds import KINDS
from tests.documents.support import ROOT, TODAY, printed, text_of, texts_in
from tests.full import ID, Leaf, write_full
from tests.pdf import failures
from tests.support import base, write

PUBLIC = Choice(public=True)
REGISTERS = (ROOT / "register", *sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()))


def tables() -> dict[type[Table], set[str]]:
    """Every table of the definitions with its fields."""
    found: dict[type[Table], set[str]] = {Term: {field.name for field in fields_of(Term)}}  # in a dict, and not a list
    for kind in KINDS:
        for _, table, field in walk_fields(kind.table):
            found.setdefault(table, set()).add(field.name)
    return found


def left_out() -> dict[type[Table], list[str]]:
    found: dict[type[Table], list[str]] = {}
    for lists in LEFT_OUT.values():
        for table, names in lists.items():
            found.setdefault(table, []).extend(names)
    return found


def test_of_every_field_it_is_decided_whether_it_is_published() -> None:
    out = left_out()
    undecided = {f"{table.__name__}.{name}" for table, names in tables().items() for name in names - SHOWN.get(table, frozenset()) - set(out.get(table, ()))}
    assert undecided == set()
    for table in {*SHOWN, *out}:
        both = [*SHOWN.get(table, ()), *out.get(table, ())]
        assert len(both) == len(set(both)), table
        assert set(both) <= tables()[table], table


def test_fields_for_own_use_are_not_published() -> None:
    for kind in KINDS:
        for _, table, field in walk_fields(kind.table):
            assert not (field.about.internal and field.name in SHOWN.get(table, ())), field


def is_public(where: str) -> bool:
    """Whether a value is published: every field on the way to it is."""
    kind, *names = where.split(".")
    table: type[Table] | None = next(each.table for each in KINDS if each.name == kind)
    for name in (each.partition("[")[0] for each in names):
        if table is None or name not in SHOWN.get(table, ()):
            return False
        table = next((field.table for path, _, field in walk_fields(table) if path == (name,)), None)
    return True


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Leaf]]:
    root = tmp_path_factory.mktemp("public")
    leaves = write_full(root)
    file = root / "activities" / f"{ID}.toml"
    whole = file.read_text("utf-8")
    live = re.sub(r"(?m)^ended = .*\n", "", whole.replace('status = "draft"', 'status = "active"'))
    file.write_text(live, "utf-8")
    (root / "activities" / "acting.toml").write_text(live.replace('role = "controller"', 'role = "processor"'), "utf-8")
    return root, leaves


def texts(leaves: list[Leaf]) -> list[tuple[str, str]]:
    return [(where, value) for where, field, value in leaves if isinstance(value, str) and not field.about.ref and not field.about.terms]


def test_what_is_published_and_nothing_else_reaches_the_page(full: tuple[Path, list[Leaf]]) -> None:
    root, leaves = full
    document = printed(root, choice=PUBLIC)
    text = text_of(document) + "".join(block.svg for block in document.blocks if isinstance(block, Picture))
    found = {where for where, value in texts(leaves) if re.search(rf"{re.escape(value)}(?![\w\[])", text)}
    own = {"vocabulary", "accepted"}  # made of dicts
    meant = {where for where, _ in texts(leaves) if where.split(".")[0] not in own and is_public(where)}
    assert sorted(each for each in found - meant if each.split(".")[0] not in own) == []
    missing = {each for each in meant - found if not each.startswith(("agreement.", "certificate.", "activity.controllers"))}
    assert sorted(missing) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
def test_no_file_and_no_digest_is_named(root: Path, language: str) -> None:
    text = text_of(printed(root, language, PUBLIC))
    assert "documents/" not in text
    assert not [line for line in text.splitlines() if "SHA-256" in line]


def test_what_is_wanting_is_not_told() -> None:
    document = printed(ROOT / "register", choice=PUBLIC)
    text = text_of(document)
    whole = text_of(printed(ROOT / "register")) + text_of(printed(ROOT / "examples" / "zorg-en-begeleiding"))
    text_of_example = text_of(printed(ROOT / "examples" / "zorg-en-begeleiding", choice=PUBLIC))
    for word in (
        "onvolledig",
        "geen grond",
        "Niet vermeld van art. 28",
        "(verstreken)",
        "niet getekend",
        "Restrisico",
        "aan de beurt binnen",
        "zonder volledige grond",
    ):
        assert word.lower() not in f"{text}{text_of_example}".lower(), word
    assert "niet ingevuld" not in [
        plain_text(fact.value) for block in document.blocks if isinstance(block, Facts) for fact in block.rows if "DPIA" in fact.label
    ]
    assert "bij 1 verwerking niet ingevuld" not in text and "verwerkingen niet ingevuld" not in text
    assert "Mailchimp" in text and "Verenigde Staten" in text
    assert "onvolledig" in whole and "Niet vermeld van art. 28" in whole  # else this proves nothing
    assert "Oordeel" not in [head for block in document.blocks if isinstance(block, Grid) for head in block.head]


def test_measures_and_places_are_told_by_kind(tmp_path: Path) -> None:
    one = '[kluissleutel]\nname = "Sleutel bij de buren"\nkind = "encryption-at-rest"\n'
    measures = one + '[later]\nname = "Sleutels"\nkind = "two-factor"\nstatus = "planned"\n'
    files = {
        **base(),
        "measures.toml": measures,
        "locations/achterkamer.toml": 'name = "Achterkamer"\nkind = "paper"\ncountry = "NL"\naddress = { street = "Dorpsstraat 1" }\nlocked = false\n',
        "activities/x.toml": 'name = "X"\nlocations = ["achterkamer"]\nmeasures = ["kluissleutel", "later"]\n',
    }
    write(tmp_path, files)
    document = printed(tmp_path, choice=PUBLIC)
    text = text_of(document) + "".join(block.svg for block in document.blocks if isinstance(block, Picture))
    for word in ("chterkamer", "achterkamer", "Dorpsstraat", "Sleutel", "kluissleutel", "achter slot"):
        assert word not in text, word
    assert "Nederland" in text
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    assert not [each for each in anchors if each.startswith("locations/")]
    chosen = text_of(printed(tmp_path, choice=Choice(public=True, activities=frozenset({"x"}))))
    assert "Nederland" in chosen


def test_the_picture_sorts_by_country_alone(tmp_path: Path) -> None:
    files = {
        **base(),
        "processors/vs.toml": 'name = "Amerikaan"\ncountry = "US"\n',
        "processors/in.toml": 'name = "Indiaas"\ncountry = "IN"\nsafeguards = [{ mechanism = "scc", instrument = "2021/914" }]\n',
        "processors/leeg.toml": 'name = "Nergens"\n',
        "activities/x.toml": 'name = "X"\nprocessors = ["vs", "in", "leeg"]\n',
    }
    drawn = next(block for block in printed(write(tmp_path, files), choice=PUBLIC).blocks if isinstance(block, Picture))
    assert "Buiten de EER, zonder adequaatheidsbesluit" in drawn.svg
    assert "via " not in drawn.svg  # nobody gets data over itself
    assert "waarborgen" not in drawn.svg and "volledige grond" not in drawn.svg


def test_who_approved_is_not_told() -> None:
    approval = Approval("ropa/2026-01-12", "0123456789abcdef" * 3, "Marloes Lindeman", TODAY)
    origin = Origin("f" * 40, TODAY, 0, "", 0, approval)
    cover = printed(ROOT / "register", choice=PUBLIC, origin=origin).blocks[0]
    assert "Marloes" not in next(plain_text(fact.value) for fact in cover.facts if fact.label == "Vastgesteld")  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_says_in_a_sentence_what_is_left_out(language: str) -> None:
    cover = printed(ROOT / "register", language, PUBLIC).blocks[0]
    said = [notice.texts for notice in cover.notices if notice.kind == "info"]  # type: ignore[union-attr]
    assert len(said) == 1 and len(said[0]) == 1
    assert plain_text(said[0][0]).count(".") == 1


def test_how_many_say_nothing_is_not_told(tmp_path: Path) -> None:
    three_lines = 'name = "Kort"\npurposes = [{ purpose = "Iets doen" }]\n'
    write(tmp_path, {"register.toml": 'format = 1\n[controller]\nname = "Leeg"\n', "activities/kort.toml": three_lines})
    document = printed(tmp_path, choice=PUBLIC)
    assert not [row for block in document.blocks if isinstance(block, Grid) for row in block.rows if "niet ingevuld" in plain_text(row[0])]
    assert not [fact for block in document.blocks if isinstance(block, Facts) for fact in block.rows if "DPIA" in fact.label]
    assert not [block for block in document.blocks if isinstance(block, Facts) and not block.rows]


@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
def test_links_lead_somewhere(root: Path) -> None:
    for choice in (PUBLIC, Choice(public=True, activities=frozenset(path.stem for path in sorted((root / "activities").iterdir())[:2]))):
        document = printed(root, choice=choice)
        anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
        wanted = {span.to[1:] for block in document.blocks for text in texts_in(block) for span in spans(text) if span.to.startswith("#")}
        assert wanted - anchors == set()


def test_the_public_edition_is_archival_and_accessible(full: tuple[Path, list[Leaf]]) -> None:
    for root in (ROOT / "register", full[0]):
        data = write_pdf(printed(root, choice=PUBLIC))
        assert failures(data, page.ValidationProfile.PDF_A_3A) == []
        assert failures(data, page.ValidationProfile.PDF_UA_1) == []
