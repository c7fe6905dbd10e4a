"""Canonical order and layout: nothing is lost or moved away, and what is in order stays as it is."""

import random
import re
from pathlib import Path

import pytest
import toml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.edit.canonical import Unreadable, canonical
from ropa.edit.document import Document
from ropa.edit.layout import render
from ropa.model.activity import Activity
from ropa.model.assets import Measure, Vocabulary
from ropa.model.fields import Record
from ropa.model.parties import Processor
from tests.edit.test_layout import FIELDS, RECORDS, ROOT, VALUES, table_of
from tests.full import write_full

FUZZ = settings(max_examples=60, deadline=None, derandomize=True)


def fmt(text: str, table: type[Record] = Activity) -> str:
    """The text in order; putting that in order changes nothing more."""
    after = canonical(text.encode(), table)
    assert canonical(after, table) == after
    return after.decode()


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: "/".join(path.relative_to(ROOT).parts[-3:]))
def test_examples_are_in_order(path: Path) -> None:
    data = path.read_bytes()
    assert canonical(data, table_of(path)) == data


def test_new_records_are_in_order(tmp_path: Path) -> None:
    for path in RECORDS:
        text = render(table_of(path), toml_rs.loads(path.read_text("utf-8")), schema="x.json", comments={(): "Over het bestand."})
        assert fmt(text, table_of(path)) == text
    write_full(tmp_path)
    for path in tmp_path.glob("**/*.toml"):
        text = render(table_of(path), toml_rs.loads(path.read_text("utf-8")))
        assert fmt(text, table_of(path)) == text
        assert toml_rs.loads(fmt(path.read_text("utf-8"), table_of(path))) == toml_rs.loads(text)


# -- what is put right -----------------------------------------------------------------------------------------------------------------------------


def test_order_and_layout() -> None:
    assert (
        fmt("""\
\ufeff

  own    =   1
name="x"\t
retention = {basis='b',years=7 ,   }
measures=[ "a","b" , ]


[[ data ]]
    category = "b"

    items = [
      "one", "two",  # of two


      # above three
        "three" ]
[risk]
[[purposes]]
basis = "consent"
purpose = 'p'
   [purposes . "consent"]
withdrawal = "w"
how = "h"
[[data]]
category = "a"


""")
        == """\
name = "x"
retention = { years = 7, basis = 'b' }
measures = ["a", "b"]
own = 1

[[purposes]]
purpose = 'p'
basis = "consent"

[purposes."consent"]
how = "h"
withdrawal = "w"

[[data]]
category = "b"
items = [
  "one",
  "two", # of two

  # above three
  "three",
]

[[data]]
category = "a"

[risk]
"""
    )


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"\nretention = { years = 7 }\n\n[[purposes]]\npurpose = "a"\nconsent = { how = "h" }\n\n[[purposes]]\n\n[purposes.consent]\nhow = "h"\n',
        'documents = [{ title = "a" }]\n',
        "[retention]\nyears = 7\n",
        'name = \'a \\ b\'\ndescription = """\n  two  \n\n\nlines"""\n',
        "description = '''\n# no comment  \n[no heading]\n'''\n",
        "started = 1979-05-27 07:32:00\nown = 0x1F\nother = 1_000\nreal = 1e3\nbad = nan\n",
        'retention.years = 7\nretention.after = "x"\n',
        '"name" = "x"\n"a b" = 1\n\'c.d\' = 2\n',
        'retention = {\n  years = 7, # for tax\n  # above\n  after = "x",\n}\n',
        "",
    ],
)
def test_what_the_author_chose_stays(text: str) -> None:
    assert fmt(text) == text


def test_dotted_keys_keep_together() -> None:
    assert fmt('retention . after = "x"\nname = "n"\nretention.years = 7\n') == 'name = "n"\nretention.years = 7\nretention.after = "x"\n'


def test_entries_keep_their_order() -> None:
    assert fmt('[b]\nstatus="in-place"\nkind = "other"\n[a]\n', Measure) == '[b]\nkind = "other"\nstatus = "in-place"\n\n[a]\n'
    assert fmt('[subjects.z]\nlike="x"\nname = "s"\n[data.b]\n[data.a]\n', Vocabulary) == '[data.b]\n\n[data.a]\n\n[subjects.z]\nname = "s"\nlike = "x"\n'


def test_sections_are_brought_together() -> None:
    text = (
        '[[sub_processors]]\nname = "a"\n[[sources]]\n[sub_processors.x]\n[[sub_processors]]\nname = "b"\n[[sub_processors.safeguards]]\n'
        "[dpo]\n[contact.address]\n[contact]\n"
    )
    assert fmt(text, Processor) == (
        '[contact]\n\n[contact.address]\n\n[dpo]\n\n[[sources]]\n\n[[sub_processors]]\nname = "a"\n\n[sub_processors.x]\n\n'
        '[[sub_processors]]\nname = "b"\n\n[[sub_processors.safeguards]]\n'
    )


def test_line_ends() -> None:
    assert canonical(b'a=1\r\nname="x"\r\n[b]\r\n', Activity) == b'name = "x"\r\na = 1\r\n\r\n[b]\r\n'
    assert canonical(b'a=1\r\nname="x"\n', Activity) == b'name = "x"\na = 1\n'
    assert canonical(b"a = '''x\r\ny'''", Activity) == b"a = '''x\r\ny'''\r\n"


# -- comments --------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # above a key, and at the end of its line
        ("# of b\nbasis = 1 # b\n# of n\nname = 2 # n\n", "# of n\nname = 2 # n\n# of b\nbasis = 1 # b\n"),
        # about the file: right under the schema, or apart from what follows
        ("#:schema x\n# file\nstatus = 1\nname = 2\n", "#:schema x\n# file\nname = 2\nstatus = 1\n"),
        ("# file\n\nstatus = 1\nname = 2\n", "# file\n\nname = 2\nstatus = 1\n"),
        ("#:schema x\nstatus = 1\n# of n\nname = 2\n", "#:schema x\n\n# of n\nname = 2\nstatus = 1\n"),
        ("#:schema x\n\n# of s\nstatus = 1\nname = 2\n", "#:schema x\n\nname = 2\n# of s\nstatus = 1\n"),
        ("\n\n# file\n# more\n\n\n\n# of s\nstatus = 1\nname = 2\n", "# file\n# more\n\nname = 2\n# of s\nstatus = 1\n"),
        ("# file\n\nstatus = 1\n\n# group\n\nname = 2\n", "# file\n\n# group\n\nname = 2\nstatus = 1\n"),
        # above a heading, on it, and apart from it
        ("[risk] # r\n# of d\n[dpia] # d\n", "# of d\n[dpia] # d\n\n[risk] # r\n"),
        ("[risk]\na = 1\n\n# no dpia:\n\n[dpia]\n", "# no dpia:\n\n[dpia]\n\n[risk]\na = 1\n"),
        # a group of keys
        ("name = 1\n\n# group\nrole = 2\n", "name = 1\n\n# group\nrole = 2\n"),
        ("name = 1\n\nrole = 2\n", "name = 1\nrole = 2\n"),
        # right under the last line of a section
        ("[risk]\nlevel = 1\n# assessment = 2\n\n[dpia]\n", "[dpia]\n\n[risk]\nlevel = 1\n# assessment = 2\n"),
        ("[risk]\n# level = 1\n\n[dpia]\n", "[dpia]\n\n[risk]\n# level = 1\n"),
        ("role = 1\nname = 2\n# under\n\n[dpia]\n", "name = 2\nrole = 1\n# under\n\n[dpia]\n"),
        # at the end
        ("[risk]\n[dpia]\n\n\n# the end", "[dpia]\n\n[risk]\n\n# the end\n"),
        ("[risk]\nlevel = 1\n[dpia]\n# status = 1\n", "[dpia]\n# status = 1\n\n[risk]\nlevel = 1\n"),
        ("[risk]\n[dpia]\n# status = 1\n\n# the end\n\n\n", "[dpia]\n# status = 1\n\n[risk]\n\n# the end\n"),
        ("  # only\n\n\n#comments  \n", "# only\n\n#comments\n"),
        # in lists and tables
        ("a = [ # open\n# one\n1,# 1\n2 # 2\n, 3\n# close\n]#all", "a = [ # open\n  # one\n  1, # 1\n  2, # 2\n  3,\n  # close\n] #all\n"),
        ("a = [\n# none\n]", "a = [\n  # none\n]\n"),
        ("a = [\n]", "a = []\n"),
        ("a = [[1, # x\n2], {b = [ # y\n]}]", "a = [[\n  1, # x\n  2,\n], { b = [ # y\n] }]\n"),
        ("retention = { after = 1, # a\n# of y\nyears = 2 # y\n}", "retention = {\n  # of y\n  years = 2, # y\n  after = 1, # a\n}\n"),
    ],
)
def test_comments_stay_with_what_they_are_about(before: str, after: str) -> None:
    assert fmt(before) == after


# -- any file --------------------------------------------------------------------------------------------------------------------------------------

_STRINGS = re.compile(r'("(?:[^"\\\n]|\\.)*"|#[^\n]*)')
_ENTRY = re.compile(r"((?:#[^\n]*\n)*)((?:\[[^\n]*|[a-z_]+ = (?:\[\n(?:  [^\n]*\n)*\]|[^\n]*))\n)")


def sloppy(line: str, rng: random.Random) -> str:
    """The line with other blanks in it."""

    def between(text: str) -> str:
        text = re.sub(r" = ?", lambda match: rng.choice(["=", " =", "=  ", "\t=\t"]) if match else "", text)
        return (
            re.sub(r", (?!#)", lambda _: rng.choice([",", " , ", ",\t"]), text).replace("{ ", rng.choice(["{", "{  "])).replace(" }", rng.choice(["}", "  }"]))
        )

    return "".join(part if number % 2 else between(part) for number, part in enumerate(_STRINGS.split(line)))


def mangle(text: str, rng: random.Random) -> str:
    """The same file by someone careless: keys and sections in any order that says the same, odd spaces, blank lines."""
    head = re.match(r"(#[^\n]*\n)*\n*", text)
    assert head is not None
    rest = text[head.end() :]
    entries = [(match[1], match[2]) for match in _ENTRY.finditer(rest)]
    assert re.sub(r"\n\n+", "\n", rest).count("\n") == sum(lead.count("\n") + line.count("\n") for lead, line in entries), "the mangler knows the examples"
    sections: list[list[tuple[str, str]]] = [[]]
    for lead, line in entries:
        if line.startswith("["):
            sections.append([])
        sections[-1].append((lead, line))
    groups: dict[str, list[list[list[tuple[str, str]]]]] = {}
    for section in sections[1:]:
        names = section[0][1].strip("[]\n").split(".")
        if len(names) == 1 or (names[0] in ("data", "subjects") and not section[0][1].startswith("[[")):
            groups.setdefault(names[0], []).append([section])
        else:
            groups[names[0]][-1].append(section)
    order = [name for name, found in groups.items() for _ in found]
    rng.shuffle(order)
    blocks = [sections[0], *(section for name in order for section in groups[name].pop(0))]
    out = head[0]
    for number, block in enumerate(blocks):
        pairs = block[1:] if number else block
        rng.shuffle(pairs)
        for lead, line in [*block[: int(number > 0)], *pairs]:
            indent = rng.choice(["", "  ", "\t"])
            blank = "\n" * rng.randrange(3) if not lead and out != head[0] else ""
            out += (
                blank
                + "".join(indent + each for each in lead.splitlines(keepends=True))
                + indent
                + sloppy(line, rng).replace("\n", rng.choice(["", " "]) + "\n")
            )
    return out + "\n" * rng.randrange(3)


SIMPLE = [path for path in RECORDS if path.name not in ("register.toml", "measures.toml", "vocabulary.toml")]


@FUZZ
@given(st.sampled_from(SIMPLE), st.integers(0, 2**32), st.booleans())
def test_a_careless_file_becomes_the_example_again(path: Path, seed: int, windows: bool) -> None:
    text = path.read_text("utf-8")
    careless = mangle(text, random.Random(seed))
    if windows:
        text, careless = text.replace("\n", "\r\n"), careless.replace("\n", "\r\n")
    assert fmt(careless, table_of(path)) == text


@FUZZ
@given(st.sampled_from(RECORDS), st.integers(0, 2**32))
def test_every_comment_stays_with_its_line(path: Path, seed: int) -> None:
    rng = random.Random(seed)
    lines = path.read_text("utf-8").splitlines()
    keys, out = [], []
    for number, line in enumerate(lines):
        if number > 1 and line and not line.startswith("#") and rng.random() < 0.3:
            out += ["", f"  # boven {number}  "] if not lines[number - 1].startswith("#") and rng.random() < 0.3 else [f"#boven {number}"]
            keys.append((f"boven {number}", line.strip()))
        if line and not line.startswith("#") and "#" not in line and not line.endswith("[") and rng.random() < 0.3:
            out.append(line + rng.choice(["#", "   # "]) + f"achter {number}")
        else:
            out.append(line)
    out += [""] * rng.randrange(2) + ["# einde"]
    table = table_of(path)
    text = "\n".join(out)
    after = fmt(text, table)
    assert toml_rs.loads(after) == toml_rs.loads(text)
    assert sorted(re.findall(r"#.*?(?= *$)", text, re.MULTILINE)) == sorted(re.findall(r"#.*", after))
    found = after.splitlines()
    for comment, line in keys:
        place = next(number for number, each in enumerate(found) if re.fullmatch(rf" *# ?{comment}", each))
        assert next(each for each in found[place:] if not each.strip().startswith("#")).strip().startswith(line.split("#")[0].strip()), comment
    for each in found:
        if behind := re.search(r"achter (\d+)", each):
            assert each.strip().startswith(lines[int(behind[1])].strip())


@FUZZ
@given(st.sampled_from([Activity, Processor, Measure]), st.dictionaries(FIELDS, VALUES, max_size=6))
def test_any_data(table: type[Record], data: dict[str, object]) -> None:
    import tomlkit

    if table is Measure:
        data = {key: value for key, value in data.items() if isinstance(value, dict)}
    for text in (render(table, data), tomlkit.dumps(data)):
        try:
            before = toml_rs.loads(text)
        except toml_rs.TOMLDecodeError:  # tomlkit writes some that nobody reads
            continue
        assert toml_rs.loads(fmt(text, table)) == before


@FUZZ
@given(st.sampled_from([path for path in RECORDS if path.name != "measures.toml"]), st.integers(0, 2**32))
def test_a_key_that_is_taken_away_and_put_back_leaves_a_file_in_order(path: Path, seed: int) -> None:
    before = path.read_bytes()
    data = toml_rs.loads(before.decode())
    key = random.Random(seed).choice(sorted(data))
    document = Document(before, table_of(path))
    document.unset((key,))
    assert canonical(document.data, table_of(path)) == document.data
    document.set((key,), data[key])
    assert canonical(document.data, table_of(path)) == document.data


# -- what is left alone ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a = 1\nb =\n", 2),
        (b"a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> x\n", 2),
        (b"a = 1\na = 2\n", 2),
        (b"a = '\xff'\n", 1),
        (b"\n" + ".".join("a" * 200).encode() + b" = 1\n", 2),
        (b"[" + ".".join("a" * 200).encode() + b"]\n", 1),
        (b"a = " + b"[" * 100 + b"]" * 100, 1),
    ],
)
def test_what_cannot_be_put_right_is_refused(data: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        canonical(data, Activity)
    assert refused.value.line == line
