"""The organisation's own words: which file, what may stand in it, what is said when it is wrong, and that nothing in it is code."""

from pathlib import Path

import pytest

from ropa.documents.blocks import Contents, Grid, Heading, Items, Notice, Para, Span, Title, plain_text
from ropa.documents.html import write_html
from ropa.documents.statement import SECTIONS, Made
from ropa.documents.statement.template import KNOWN, VALUES
from ropa.errors import Failure
from tests.statement.making import BASE, made_of, markdown, sections
from tests.support import Content


def filled(text: str, **files: Content) -> Made:
    return made_of({**files, "templates/statement.md": text})


def test_which_file() -> None:
    files: dict[str, Content] = {
        "templates/statement.md": "voor iedereen",
        "templates/statement.fr.md": "pour tous",
        "templates/statement.clients.md": "voor cliënten",
        "templates/statement.clients.nl.md": "voor cliënten in het Nederlands",
    }
    assert made_of(files).template == "templates/statement.md"
    assert made_of(files, "fr").template == "templates/statement.fr.md"
    assert made_of(files, "fr", ["clients"]).template == "templates/statement.clients.md"
    assert made_of(files, "nl", ["clients"]).template == "templates/statement.clients.nl.md"
    assert made_of({}).template == ""


def test_sections_and_rest_in_their_places() -> None:
    made = filled("# Zo doen wij dat\n\n{{ rights }}\n\nEigen woorden.\n\n{{rest}}\n\n{{ contents }}\n")
    names = [block.anchor for block in made.document.blocks if isinstance(block, Heading) and block.level == 1]
    assert names[0] == "rights" and set(names) == set(sections(made_of({}).document))
    assert made.document.title == "Zo doen wij dat"
    assert isinstance(made.document.blocks[0], Title) and isinstance(made.document.blocks[-1], Contents)
    assert made.left_out == []


def test_a_heading_of_its_own_takes_the_place_of_ours() -> None:
    made = filled("## Uw gegevens en u\n{{ rights }}\n\n## Koekjes\n\n{{ cookies }}\n\n## Bezwaar\n\n{{ objection }}\n\n## Einde\n\nDag.")
    headings = [(block.text, block.anchor) for block in made.document.blocks if isinstance(block, Heading)]
    assert headings == [("Uw gegevens en u", "rights"), ("Koekjes", "cookies"), ("Einde", "")], "there is nothing to object to here, so that heading goes"


def test_a_heading_that_is_called_as_ours_is_not_said_twice() -> None:
    made = filled("## Uw rechten\n\nEerst dit.\n\n{{ rights }}\n")
    texts = [block.text for block in made.document.blocks if isinstance(block, Heading | Para)]
    assert texts[:2] == ["Uw rechten", (Span("Eerst dit."),)] and texts.count("Uw rechten") == 1


def test_a_section_that_the_law_needs_and_the_template_leaves_out() -> None:
    made = filled("Alleen dit.\n\n{{ about }}\n")
    assert set(made.left_out) == {name for name in sections(made_of({}).document) if SECTIONS[name]} - {"about"}
    assert "cookies" not in made.left_out, "nothing that the law does not ask for"


def test_values() -> None:
    made = filled(
        "Mail **{{ controller.email }}** of [ons](mailto:{{ controller.email }}?subject=Vraag), {{controller.name}}; [site]({{ controller.website }})."
    )
    [para] = [block for block in made.document.blocks if isinstance(block, Para)]
    assert para.text == (
        Span("Mail "),
        Span("privacy@proef.example", "strong", "mailto:privacy@proef.example"),
        Span(" of "),
        Span("ons", "", "mailto:privacy@proef.example?subject=Vraag"),
        Span(", "),
        Span("Praktijk Proef"),
        Span("; "),
        Span("site"),
        Span("."),
    )
    assert made.empty == [("controller.website", 1)]


@pytest.mark.parametrize("name", VALUES)
def test_every_value_can_be_named(name: str) -> None:
    assert "{{" not in markdown(filled(f"Dit: {{{{ {name} }}}}."))


def test_markdown_of_every_kind() -> None:
    text = """
# Titel
## Kop
#### Te diep
Een *schuine* en **vette** tekst,\\
met `code` en ![een plaatje](plaat.png).

- een
  - twee
    1. drie
- vier

> aangehaald
>
> - punt

| a | b |
|---|---|
| **c** | d |

    ingesprongen

***

[weg](javascript:alert(1)) <script>alert(1)</script> <https://voorbeeld.example>
"""
    made = filled(text)
    blocks = made.document.blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2], "no level is skipped"
    [items] = [block for block in blocks if isinstance(block, Items)]
    assert items == Items([(Span("een"),), Items([(Span("twee"),), Items([(Span("drie"),)], True)]), (Span("vier"),)])
    assert [block.texts for block in blocks if isinstance(block, Notice)] == [[(Span("aangehaald"),), (Span("punt"),)]]
    assert [block.head for block in blocks if isinstance(block, Grid)] == [["a", "b"]]
    assert "<script" not in write_html(made.document).decode() and "javascript" not in write_html(made.document).decode().replace("(javascript", "")
    assert "ingesprongen" in markdown(made) and "een plaatje" in markdown(made)
    assert "<ul>\n<li>een\n<ul>\n<li>twee\n<ol>\n<li>drie</li>" in write_html(made.document).decode()


def test_comments_are_not_published() -> None:
    text = markdown(filled("Voor <!-- niet\n\nvoor {{ iedereen }} --> na. <!-- en -->Dan <!-- dit wel."))
    assert "iedereen" not in text and "Dan \\<!-- dit wel." in text
    markdown(filled("<!--" * 49_000))  # in no time


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("een\n\n{{ coockies }}", "template-unknown", 3),
        ("{{ controller.notes }}", "template-unknown", 1),
        ("<!--\n\n-->\n{{ }}", "template-unknown", 4),
        ("een\n{{ rights", "template-unclosed", 2),
        ("{{ rights\n}}", "template-unclosed", 1),
        ("{{ rights }}\n\n{{ data }}\n{{ rights }}", "template-twice", 4),
        ("{{ rest }}\n{{ rest }}", "template-twice", 2),
        ("Hier: {{ rights }}", "template-alone", 1),
        ("- {{ rights }}", "template-alone", 1),
        ("> {{ rights }}", "template-alone", 1),
        ("een\n\n```\n{{ rights }}\n```\n", "template-alone", 4),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, key: str, line: int) -> None:
    with pytest.raises(Failure) as failure:
        filled(text)
    assert (failure.value.key, failure.value.params["path"], failure.value.params["line"]) == (key, "templates/statement.md", line)


def test_the_nearest_name_is_named() -> None:
    with pytest.raises(Failure) as failure:
        filled("{{ recipient }}")
    assert "recipients" in failure.value.params["near"]


def test_names_do_not_clash() -> None:
    assert len(set(KNOWN)) == len(KNOWN)


@pytest.mark.parametrize(
    "files",
    [
        {"templates": {"link": "/etc"}},
        {"templates": "een bestand"},
        {"templates/statement.md": {"link": "/etc/passwd"}},
        {"templates/statement.md": {"folder": True}},
        {"templates/statement.md": {"unreadable": True}},
        {"templates/statement.md": {"size": 2_000_000}},
        {"templates/statement.md": {"size": 300_000}},
        {"templates/statement.md": b"\xff\xfe"},
    ],
)
def test_a_template_that_cannot_be_read(files: dict[str, Content], tmp_path: Path) -> None:
    with pytest.raises(Failure) as failure:
        made_of(files)
    assert failure.value.key == "template-unreadable" and failure.value.params["detail"]


def test_a_file_that_no_statement_uses_is_named() -> None:
    made = made_of({"templates/statment.md": "x", "templates/README.md": "x", "templates/statement.clients.fr.md": "x", "templates/statement.klanten.md": "x"})
    assert [name for name, _ in made.unused] == ["statement.klanten.md", "statment.md"]


def test_the_folder_is_no_finding() -> None:
    from tests.support import check_files

    before = [finding.rule.code for finding in check_files({})]
    assert [finding.rule.code for finding in check_files({"templates/statement.md": "{{ rest }}"})] == before


def test_words_that_look_like_ours_stay() -> None:
    text = "ropa0at0x en ropa1at5x en \\{\\{ rights }} en {{ date }}."
    assert "ropa0at0x en ropa1at5x en \\{\\{ rights \\}\\} en 22 november 2026" in markdown(filled(text))


def test_a_value_of_the_register_is_no_markdown() -> None:
    nasty = {"register.toml": str(BASE["register.toml"]).replace("Praktijk Proef", "**x** [y](https://z.example) <b> {{ rights }}")}
    made = made_of({**nasty, "templates/statement.md": "Wij zijn {{ controller.name }}."})
    [para] = [block for block in made.document.blocks if isinstance(block, Para)]
    assert plain_text(para.text) == "Wij zijn **x** [y](https://z.example) <b> {{ rights }}."
