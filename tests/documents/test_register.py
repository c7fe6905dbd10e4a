"""What the printed register holds: everything that is filled in, and nothing that is not to be published."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ropa.documents.blocks import Contents, Cover, Document, Facts, Heading, Picture, plain_text, spans
from ropa.documents.html import write_html
from ropa.documents.register import Approval, Choice, Origin
from ropa.git.commits import Commit
from ropa.history.events import Event, Step, changes
from ropa.i18n import LANGUAGES, texts
from ropa.model.fields import Field, Table, fields_of
from ropa.model.kinds import KINDS
from ropa.register import Register
from ropa.source.folder import Folder
from tests.documents.support import ROOT, edition, printed, text_of, texts_in
from tests.full import ID, Leaf, write_full
from tests.support import base, write

NOT_PRINTED = ("accepted", "register.format")
"""Acceptances are told with the findings that they accept; the version of the format is none of the reader's business."""
REGISTERS = (ROOT / "register", *sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir()))


# -- completeness ----------------------------------------------------------------------------------------------------------------------------------------


def said(leaf: Leaf, language: str) -> list[str]:
    """How a value may read."""
    where, field, value = leaf
    words = texts(language)
    if isinstance(value, bool):
        return [words.ui("yes"), words.ui("no")]
    if isinstance(value, date):
        return [words.date(value)]
    if field.about.ref:
        return [value, "tekst"]
    if field.about.terms:
        label = words.term(field.about.terms, value)
        return [label, label[:1].upper() + label[1:]]
    return [f"{value} "] if "retention" in where and isinstance(value, int) else [str(value)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Leaf]]:
    """A register in which every field is filled in, of an activity as controller and of one as processor."""
    root = tmp_path_factory.mktemp("full")
    leaves = write_full(root)
    file = root / "activities" / f"{ID}.toml"
    (root / "activities" / "acting.toml").write_text(file.read_text("utf-8").replace('role = "controller"', 'role = "processor"'), "utf-8")
    return root, leaves


@pytest.mark.parametrize(("activity", "language"), [(ID, "nl"), ("acting", "nl"), (ID, "en"), (ID, "fr"), (ID, "de")])
def test_every_field_that_is_filled_in_is_printed(full: tuple[Path, list[Leaf]], activity: str, language: str) -> None:
    root, leaves = full
    text = text_of(printed(root, language, Choice(activities=frozenset({activity}))))
    missing = [leaf[0] for leaf in leaves if not leaf[0].startswith(NOT_PRINTED) and not any(each in text for each in said(leaf, language))]
    assert missing == []


def inner(table: type[Table], prefix: str) -> Iterator[tuple[str, Field]]:
    for field in fields_of(table):
        yield f"{prefix}.{field.name}", field


def test_values_that_occur_often_stand_by_their_labels(full: tuple[Path, list[Leaf]]) -> None:
    """That a “yes” is there proves nothing; the label before it does."""
    root, leaves = full
    text = text_of(printed(root)).lower()
    tables = texts("nl")._load("fields").values()
    names = {leaf[0].rsplit(".", 1)[1] for leaf in leaves if isinstance(leaf[2], bool)} - {"appointed", "indefinite", "internal_recipient"}
    assert [name for name in names if not any(label.lower() in text for labels in tables for field, label in labels.items() if field == name)] == []


def test_nothing_internal_is_in_the_public_edition(full: tuple[Path, list[Leaf]]) -> None:
    root, leaves = full
    text = text_of(printed(root, choice=Choice(public=True, findings=True, since="2020")))
    internal = {name for kind in KINDS for name, field in inner(kind.table, kind.name) if field.about.internal}
    hidden = [
        str(value)
        for where, field, value in leaves
        if not field.about.ref
        and not field.about.terms
        and isinstance(value, str)
        and any(f"{where}.".startswith((f"{name}.", f"{name}[")) for name in internal)
    ]
    assert len(hidden) > 10
    assert [value for value in hidden if value in text] == []
    everything = text_of(printed(root))
    assert [value for value in hidden if value not in everything] == []


def test_the_public_edition_has_no_findings_history_or_files() -> None:
    choice = Choice(public=True, findings=True, since="2020")
    document = printed(ROOT / "register", choice=choice, attachments={"register.toml": b""})
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    assert not anchors & {"findings", "history"}
    assert document.attachments == {}
    text = text_of(document)
    assert "openbare uitgave" in text
    assert "Datalekken" not in {fact.label for block in document.blocks if isinstance(block, Facts) for fact in block.rows}


# -- a choice ----------------------------------------------------------------------------------------------------------------------------------------------


def test_a_choice_leads_to_its_own_parties_and_places() -> None:
    document = printed(ROOT / "register", choice=Choice(activities=frozenset({"nieuwsbrief"})))
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    assert {each for each in anchors if each.startswith("activities/")} == {"activities/nieuwsbrief"}
    assert {each for each in anchors if each.startswith("processors/")} == {"processors/mailchimp"}
    assert {each for each in anchors if each.startswith(("locations/", "agreements/"))} == {"locations/mailchimp", "agreements/mailchimp"}
    assert not [each for each in anchors if each.startswith("recipients/")]
    text = text_of(document)
    assert "een keuze uit de 12 van het register" in text
    assert "Cijferwerk" not in text


def test_an_unknown_choice_prints_none() -> None:
    document = printed(ROOT / "register", choice=Choice(activities=frozenset({"bestaat-niet"})))
    assert not [block for block in document.blocks if isinstance(block, Heading) and block.anchor.startswith("activities/")]


def test_an_agreement_of_a_choice_names_the_chosen_activities_only(tmp_path: Path) -> None:
    activities = {f"activities/{name}.toml": f'name = "Werk {name}"\nprocessors = ["p"]\n' for name in ("een", "twee")}
    agreement = 'name = "Contract"\nprocessor = "p"\nkind = "processing"\nactivities = ["een", "twee", "weg"]\n'
    write(tmp_path, {**base(), **activities, "processors/p.toml": 'name = "P"\ncountry = "NL"\n', "agreements/c.toml": agreement})
    text = text_of(printed(tmp_path, choice=Choice(activities=frozenset({"een"}))))
    assert "A1 Werk een" in text
    assert "Werk twee" not in text and "weg" not in text.split()
    assert "Werk twee; weg" in text_of(printed(tmp_path))


# -- whom the law wants named ----------------------------------------------------------------------------------------------------------------------------


def test_of_controllers_acted_for_everyone_is_named_or_said_to_be_lacking(tmp_path: Path) -> None:
    told = 'contact = { email = "avg@klant.example" }\nrepresentative = { name = "Agent" }\ndpo = { name = "Fg" }\n'
    controllers = (
        f'[[controllers]]\nname = "Vol"\ncountry = "US"\n{told}[[controllers]]\nname = "Leeg"\ncountry = "US"\n[[controllers]]\nname = "Hier"\ncountry = "BE"\n'
    )
    document = printed(write(tmp_path, {**base(), "activities/b.toml": f'name = "B"\nrole = "processor"\n{controllers}'}))
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Facts) and block.rows and "opdrachtgever" in block.rows[0].label:
            found[plain_text(block.rows[0].value)] = [plain_text(fact.value) for fact in block.rows[1:4]]
    assert found == {
        "Vol": ["avg@klant.example", "Agent", "Fg"],
        "Leeg": ["niet ingevuld"] * 3,
        "Hier": ["niet ingevuld", "niet van toepassing: gevestigd in de EER", "niet ingevuld"],
    }


def test_joint_controllers_are_named_with_how_to_reach_them() -> None:
    document = printed(ROOT / "register")
    reached = "Praktijk Het Kompas: Voorbeelddijk 21, 0000 HH Amersfoort, Nederland, privacy@hetkompas.example, 033-0000000"
    assert facts_of_cover(document)["Gezamenlijke verwerkingsverantwoordelijken"].startswith(reached)
    told = [plain_text(fact.value) for block in document.blocks if isinstance(block, Facts) for fact in block.rows if fact.label.startswith("Gezamenlijke")]
    assert any(each.startswith(reached) for each in told)


# -- the title page ----------------------------------------------------------------------------------------------------------------------------------------


def cover_of(document: Document) -> Cover:
    found = document.blocks[0]
    assert isinstance(found, Cover)
    return found


def facts_of_cover(document: Document) -> dict[str, str]:
    return {fact.label: plain_text(fact.value) for fact in cover_of(document).facts}


def test_the_title_page_of_a_register_that_is_approved() -> None:
    approval = Approval("ropa/2026-01-12", "0123456789abcdef" * 3, "Marloes Lindeman", date(2026, 1, 12))
    origin = Origin("fedcba98765432" * 3, date(2026, 1, 12), 0, "ab" * 32, 67, approval)
    facts = facts_of_cover(printed(ROOT / "register", origin=origin))
    assert facts["Vastgesteld"] == "door Marloes Lindeman op 12 januari 2026 (zegel ropa/2026-01-12, 0123456789ab)"
    assert facts["Versie"] == "commit fedcba987654 van 12 januari 2026"
    assert facts["Controlesom"] == f"SHA-256 {'ab' * 32} over 67 bestanden"
    assert facts["Functionaris voor gegevensbescherming (DPO)"].startswith("geen: Niet verplicht")
    assert "Postbus 93374, 2509 AJ Den Haag, Nederland" in facts["Toezichthoudende autoriteit"]


def test_the_title_page_of_loose_and_changed_files() -> None:
    facts = facts_of_cover(printed(ROOT / "register"))
    assert facts["Versie"] == "de bestanden staan niet in een git-repository"
    assert facts["Vastgesteld"] == "niet vastgesteld"
    changed = printed(ROOT / "register", origin=Origin("f" * 40, date(2026, 1, 12), 1))
    assert ("warning", "Bevat wijzigingen die niet zijn vastgelegd") in [(each.kind, each.title) for each in cover_of(changed).notices]


def test_how_many_findings_stood_open(tmp_path: Path) -> None:
    assert [(each.kind, each.title) for each in cover_of(printed(ROOT / "register")).notices] == [("error", "Bij het maken stonden er 4 fouten open")]
    assert [each.kind for each in cover_of(printed(write(tmp_path, base()))).notices] == ["good"]


# -- how it hangs together -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_nest_and_links_lead_somewhere(root: Path, language: str) -> None:
    document = printed(root, language, Choice(findings=True))
    level = 0
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    for heading in headings:
        assert heading.level <= level + 1, heading
        level = heading.level
    anchors = [heading.anchor for heading in headings if heading.anchor]
    assert len(set(anchors)) == len(anchors)
    wanted = {span.to[1:] for block in document.blocks for text in texts_in(block) for span in spans(text) if span.to.startswith("#")}
    assert {each for each in wanted - set(anchors) if not each.startswith("measures/")} == set()
    assert isinstance(document.blocks[1], Contents)


def test_none_is_not_the_same_as_not_filled_in(tmp_path: Path) -> None:
    three_lines = 'name = "Kort"\npurposes = [{ purpose = "Iets doen" }]\n'
    root = write(tmp_path, {**base(), "activities/kort.toml": three_lines, "activities/niets.toml": f'{three_lines}recipients = "none"\nprocessors = "none"\n'})
    short, nothing = (text_of(printed(root, choice=Choice(activities=frozenset({each})))) for each in ("kort", "niets"))
    assert "Ontvangers\nniet ingevuld" in short
    assert "Ontvangers\ngeen" in nothing
    assert "Doorgifte buiten de EER\ngeen, voor zover is ingevuld" in short
    assert "Grondslag: niet ingevuld" in short


def test_ended_activities_stand_last_with_their_dates() -> None:
    document = printed(ROOT / "register")
    titles = [block.text for block in document.blocks if isinstance(block, Heading) and block.anchor.startswith("activities/")]
    ended = [title for title in titles if title.endswith("(beëindigd)")]
    controller = [title for title in titles if title.startswith("A")]
    assert ended == controller[-len(ended) :] == ["A11 Onderzoek onder oud-deelnemers (beëindigd)"]
    assert "beëindigd op: " in text_of(document)


def test_the_number_of_an_activity_is_the_same_everywhere() -> None:
    document = printed(ROOT / "register")
    titles = {block.text.split(" ", 1)[0]: block.text for block in document.blocks if isinstance(block, Heading) and block.anchor.startswith("activities/")}
    for block in document.blocks:
        for text in texts_in(block):
            for span in spans(text):
                if span.to.startswith("#activities/") and span.text.split(" ", 1)[0] in titles:
                    assert titles[span.text.split(" ", 1)[0]].startswith(span.text)


# -- what is not there, and what is wrong --------------------------------------------------------------------------------------------------------------


def test_an_empty_register(tmp_path: Path) -> None:
    text = text_of(printed(write(tmp_path, {"register.toml": 'format = 1\n[controller]\nname = "Leeg"\n'})))
    assert "Leeg" in text
    assert "niet ingevuld" in text
    assert text_of(printed(tmp_path / "nergens"))


def test_files_that_could_not_be_read_are_named(tmp_path: Path) -> None:
    files = {**base(), "activities/kapot.toml": "name = ", "measures.toml": "<<<<<<< a\n=======\n>>>>>>> b\n", "processors/fout.toml": b'name = "\xff"'}
    notices = cover_of(printed(write(tmp_path, files))).notices
    broken = next(each for each in notices if "konden niet worden gelezen" in each.title)
    assert [*broken.texts[:-1]] == ["activities/kapot.toml", "measures.toml", "processors/fout.toml"]


def test_the_findings_are_told_with_those_that_were_accepted() -> None:
    text = text_of(printed(ROOT / "register", choice=Choice(findings=True)))
    assert "D306 " in text and "Maak er 5 jaar van" in text
    assert "anvaard door: Marloes Lindeman" in text
    assert "Bevindingen" not in [block.text for block in printed(ROOT / "register").blocks if isinstance(block, Heading)]


def test_a_choice_has_the_findings_on_what_it_prints() -> None:
    text = text_of(printed(ROOT / "register", choice=Choice(activities=frozenset({"nieuwsbrief"}), findings=True)))
    assert "T406 " in text
    assert "D306 " not in text
    assert "Bij het maken stonden er geen fouten open" in text


def test_every_link_of_the_page_leads_somewhere() -> None:
    shown = write_html(printed(ROOT / "register", choice=Choice(findings=True))).decode()
    places = re.findall(r' id="([^"]+)"', shown)
    assert len(places) == len(set(places))
    wanted = set(re.findall(r'href="#([^"]+)"', shown))
    assert len(wanted) > 60
    assert wanted - set(places) == set()


def test_the_same_edition_gives_the_same_document() -> None:
    assert printed(ROOT / "register") == printed(ROOT / "register")
    assert Register(Folder(str(ROOT / "register"))).name == edition(ROOT / "register").audit.register.name


def test_the_picture_says_in_words_what_it_shows() -> None:
    picture = next(block for block in printed(ROOT / "register").blocks if isinstance(block, Picture))
    assert "Mailchimp (Verenigde Staten)" in picture.alt


# -- the history -----------------------------------------------------------------------------------------------------------------------------------------


def step(number: int, reason: str, events: list[Event]) -> Step:
    who = ["Marloes Lindeman", "marloes@praktijkdelinde.example", f"{1_768_000_000 + number} +0100"]
    return Step(Commit("\n".join([f"{number:040x}", "", "0" * 40, *who, *who, reason]).encode()), events)


def test_the_history_is_told_in_the_words_of_the_log() -> None:
    steps = [
        step(2, "Korter bewaard", changes("activities/nieuwsbrief", {"retention": {"years": 7}}, {"retention": {"years": 5}})),
        step(1, "Begin", [Event("added", "processors/mailchimp", "Mailchimp")]),
    ]
    text = text_of(printed(ROOT / "register", choice=Choice(since="2026-01-01"), steps=steps))
    assert "Wijzigingen sinds 1 januari 2026, de nieuwste eerst." in text
    newest, oldest = text.index("Korter bewaard"), text.index("+ processors/mailchimp  Mailchimp: toegevoegd")
    assert newest < oldest
    assert "Bewaartermijn › Jaren: 7 → 5" in text
    assert "Geen gebeurtenissen." in text_of(printed(ROOT / "register", choice=Choice(since="gisteren")))
    assert "Wijzigingen sinds bbbbbbbbbbbb, de nieuwste" in text_of(printed(ROOT / "register", choice=Choice(since="b" * 40)))


def test_the_ground_of_special_categories_has_its_article() -> None:
    assert "uitdrukkelijke toestemming (art. 9 lid 2 onder a AVG)" in text_of(printed(ROOT / "register"))


def test_a_colon_in_french_is_french() -> None:
    assert "aucun\u00a0: Niet verplicht" in text_of(printed(ROOT / "register", "fr"))


def test_the_public_edition_does_not_seem_to_leave_out_where_data_come_from() -> None:
    text = text_of(printed(ROOT / "register", choice=Choice(public=True)))
    assert "vindplaatsen van wat over partijen is opgenomen" in text
    assert "de betrokkene zelf" in text


def test_the_public_edition_does_not_name_broken_files(tmp_path: Path) -> None:
    write(tmp_path, {**base(), "activities/reorganisatie-2027.toml": "name = "})
    assert "reorganisatie-2027" in text_of(printed(tmp_path))
    text = text_of(printed(tmp_path, choice=Choice(public=True)))
    assert "reorganisatie-2027" not in text
    assert "kon niet worden gelezen" in text


def test_transfers_are_told_without_what_is_said_twice() -> None:
    text = text_of(printed(ROOT / "register"))
    assert "((EU)" not in text and "adequaatheidsbesluit (EU) 2021/1772" in text
    assert "land onbekend: het land" not in text
    assert "\n→" not in text and "EER\nCursusplein → Verenigd Koninkrijk" in text


@pytest.mark.parametrize("root", REGISTERS, ids=lambda path: path.name)
def test_a_sentence_ends_with_its_full_stop(root: Path) -> None:
    for language in LANGUAGES:
        assert re.findall(r".{20}[.!?]\u00a0?;.{20}", text_of(printed(root, language))) == []


def test_one_that_has_ended_is_one_in_french() -> None:
    document = printed(ROOT / "register", "fr")
    assert "1 terminée)" in facts_of_cover(document)["Activités de traitement"]
    assert "1 terminées" not in text_of(document)
    assert "0 terminée)" in facts_of_cover(printed(ROOT / "examples" / "ict-dienstverlener", "fr"))["Activités de traitement"]


def test_counts_of_roles_say_what_is_not_in_them(tmp_path: Path) -> None:
    assert "verwerker (1); beëindigde verwerkingen niet meegeteld" in text_of(printed(ROOT / "register"))
    assert "niet meegeteld" not in text_of(printed(write(tmp_path, base())))
