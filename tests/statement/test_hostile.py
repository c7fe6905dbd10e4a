"""Texts of every kind stay text: in Markdown, in HTML and in PDF, and nothing that a register holds makes an element of its own."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ropa.documents.html import write_html
from ropa.documents.statement import Made
from ropa.output.safe import plain
from tests.statement.making import made_of, markdown
from tests.support import Content

NASTY = (
    *(
        "$x^2$ #set text(red) @ref <label> ~ `raw`",
        "<script>alert(1)</script>",
        "<!-- x -->",
        "&lt;b&gt; &amp; &#60;",
        "a|b||c",
        "\\",
        "\\|",
        "**vet** _schuin_ ~~weg~~",
    ),
    *(
        "[weg](https://x.example) ![b](c.png)",
        "# kop",
        "- punt",
        "+ punt",
        "1. een",
        "1) een",
        "> aanhaling",
        "---",
        "===",
        "***",
        "```\ncode\n```",
        "    code",
        "\tcode",
    ),
    *("a\n\nb", "a\n# b", "a\n- b", "a\n---", "a\n===", "  a", "a  \n    b", "[x]: https://y.example", "<https://x.example>", "https://x.example", "x\\\ny"),
    *(
        "\x1b[31mrood\x00\x07",
        "\u202eomgekeerd\u202c",
        "e\u0301\u0301\u0301",
        "👩‍👩‍👧‍👦🇳🇱",
        "שלום عليكم 你好",
        "{{ rights }} {0} {name} %s",
        "w" * 10_000,
        "| a | b |\n|---|---|\n| c | d |",
    ),
    *("*", "_", "`", "~", ":", "=", "|", "<", "&", "!", "![", "a*", "*a", "`a", "“a”", "a&b;", "&copy;", "\u00a0\u00a0x", "\u2028x", "x\u200by", "\r\nx\r"),
)


def register_of(text: str) -> dict[str, Content]:
    """A register with one text wherever people may write what they like."""
    t = text
    period = {"years": 2, "after": t}
    activity: dict[str, Any] = {
        "name": t,
        "description": t,
        "statement": t,
        "rights": t,
        "processors": ["een"],
        "recipients": ["twee", "drie"],
        "purposes": [
            {"purpose": t, "basis": "legitimate-interests", "interest": t},
            {"purpose": t, "basis": "consent", "direct_marketing": True, "consent": {"withdrawal": t, "parental": t, "guardian": t}},
            {"purpose": t, "basis": "legal-obligation", "law": t},
        ],
        "subjects": [{"category": "clients"}, {"category": "eigen"}],
        "data": [
            {"category": "name", "items": [t, "b"], "source": ["data-subject"], "required": "contract", "consequence": t, "retention": period},
            {"category": "eigen", "description": t, "source": ["other-party"], "source_detail": t, "retention": {"until": t}},
            {
                "category": "health",
                "special_ground": "explicit-consent",
                "special_law": t,
                "source": ["employer"],
                "retention": {"indefinite": True, "reason": t, "erasure": t},
            },
        ],
        "automated_decisions": [
            {"description": t, "logic": t, "effects": t, "human_review": t, "solely_automated": True, "significant": True, "ground": "law", "ground_law": t}
        ],
        "cookies": [{"name": t, "purpose": t, "refuse": t, "processor": "een", "days": 3}, {"name": f"{t}.", "purpose": t, "refuse": "anders"}],
        "measures": ["m"],
        "joint_controllers": ["twee"],
        "arrangement": "r",
    }
    policy = dict.fromkeys(
        ("version", "requests", "complaints", "children", "representatives", "sale", "other_websites", "incidents", "changes", "return_of_documents"), t
    )
    files: dict[str, dict[str, Any]] = {
        "register.toml": {
            "format": 1,
            "language": "nl",
            "authority": "nl-ap",
            "controller": {
                "name": t,
                "trade_names": [t],
                "registration": t,
                "contact": t,
                "email": t,
                "phone": t,
                "website": f"https://{t}",
                "address": {"street": t, "city": t, "country": "NL"},
            },
            "dpo": {"name": t, "organisation": t, "email": t},
            "statement": {**policy, "further": [t]},
        },
        "activities/een.toml": activity,
        "activities/twee.toml": {**activity, "name": f"{t} twee"},
        "processors/een.toml": {"name": t, "description": t, "country": "US", "safeguards": [{"mechanism": "adequacy", "copy_from": t}]},
        "recipients/twee.toml": {"name": t, "description": t, "ground": t, "kind": "joint-controller", "country": "NL", "email": t},
        "recipients/drie.toml": {"name": t, "description": t, "internal_recipient": True},
        "agreements/r.toml": {"name": t, "kind": "joint-controllers", "recipients": ["twee"], "status": "signed", "signed": "x", "essence": t},
        "measures.toml": {"m": {"name": t, "kind": "other", "status": "in-place"}},
        "vocabulary.toml": {"subjects": {"eigen": {"name": t}}, "data": {"eigen": {"name": t}}},
    }
    del files["agreements/r.toml"]["signed"]
    return {name: tomlkit.dumps(data) for name, data in files.items()}


def statement_of(text: str) -> Made:
    return made_of({**register_of(text), "activities/begeleiding.toml": False})


def tokens_of(text: str) -> list[Token]:
    """What Markdown makes of it, with all that it knows."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shape(tokens: list[Token]) -> list[str]:
    """The elements, without how many lines and paragraphs a text has."""
    found = []
    for token in tokens:
        if token.type in ("paragraph_open", "paragraph_close"):
            continue
        inner = [child.type for child in token.children or () if child.type not in ("text", "softbreak", "hardbreak", "text_special")]
        found += [token.type, *inner] if token.type != "inline" else inner
    return found


def said(tokens: list[Token]) -> str:
    """All text, with line ends and blanks as one blank."""
    parts = []
    for token in tokens:
        parts += ["\n" if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()]
        parts.append("\n")
    return squeezed("".join(parts))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.shape: list[str] = []
        self.text = ""
        self.addresses: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            return
        self._style = tag == "style"
        self.shape.append(f"{tag} {' '.join(name for name, _ in attrs)}")
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        self._style = False
        self.shape.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data

    def handle_comment(self, data: str) -> None:
        self.shape.append("comment")


def page_of(made: Made) -> Page:
    page = Page()
    page.feed(write_html(made.document).decode())
    page.close()
    return page


def benign(text: str) -> str:
    """A text of the same build, with nothing in it that anything could read as more."""
    return re.sub(r"[^\s.]", "w", text)


def links_apart(found: list[str]) -> list[str]:
    """Without links: a text that is no address is no link."""
    return [each for each in found if each not in ("link_open", "link_close") and not each.startswith(("a ", "/a"))]


def check(text: str) -> None:
    made, tame = statement_of(text), statement_of(benign(text))
    tokens = tokens_of(markdown(made))
    assert links_apart(shape(tokens)) == links_apart(shape(tokens_of(markdown(tame))))
    assert squeezed(plain(text, lines=True).strip(" .")) in said(tokens)
    page = page_of(made)
    assert links_apart(page.shape) == links_apart(page_of(tame).shape)
    assert squeezed(plain(text, lines=True).strip(" .")) in squeezed(page.text)
    assert all(address.startswith(("#", "mailto:", "tel:", "https://")) for address in page.addresses)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts(text: str) -> None:
    check(text)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("0")
@given(st.text(st.one_of(st.sampled_from("\\`*_{}[]()<>#+-.!|~$&:=\n \t\"'/@1ab"), st.characters(exclude_categories=["Cs"])), min_size=1, max_size=40))
def test_any_text(text: str) -> None:
    if any(letter.isprintable() and not letter.isspace() and letter != "." for letter in text):
        check(text)


@pytest.mark.parametrize("text", ["".join(NASTY[:24]), "\n".join(NASTY[24:])])
def test_as_pdf(text: str) -> None:
    import pypdfium2

    from ropa.documents.pdf import write_pdf

    # the statement says each text in a dozen places; that of the register, elsewhere, has a word of 10,000
    pdf = pypdfium2.PdfDocument(write_pdf(statement_of(re.sub(r"(\w)\1{1000,}", lambda word: word[0][:1000], text)).document))
    read = "".join(page.get_textpage().get_text_range() for page in pdf)
    for part in ("#set text(red)", "<script>alert(1)</script>", "**vet**") if "<script>" in text else ("你好", "{{ rights }}", "\\x1b"):
        assert squeezed(part) in squeezed(read.replace("\u200b", "").replace("\ufffe", "")), part
