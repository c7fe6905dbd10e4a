"""Which data, how long, and whether they must be given (Art. 13(2)(a), (e), 14(1)(d)); where they come from (Art. 14(2)(f))."""

from collections.abc import Iterator
from typing import NamedTuple

from ... import law
from ...derive.kept import empty_words, is_said
from ...derive.retention import norms, period_of
from ...model.activity import Activity, Data
from ...model.common import Retention
from ..blocks import Block, Grid, Para, Text
from .making import Making, capital, ended


class Row(NamedTuple):
    """What several data of an activity may have in common, and then stands there once."""

    description: str
    period: str
    must: str


def data(making: Making) -> Iterator[Block]:
    """The data of every activity with how long they are kept, and whether one must give them where the register says so anywhere in it."""
    tables = [table for activity in making.activities if (table := _table(making, activity))]
    if tables:
        said = any(len(table.head) > 1 for table in tables)
        yield Para(making.say("data.text" if said else "data.text-plain"), "lead")
        yield from tables


def _table(making: Making, activity: Activity) -> Grid | None:
    rows: dict[Row, list[str]] = {}
    if not activity.data:
        making.miss("data", activity, "data.category")
    asked = any(each.required for each in activity.data or ())
    timed = any(is_said(each.retention) for each in activity.data or ()) or is_said(activity.retention)
    for each in activity.data or ():
        if not each.category and not each.items:
            making.miss("data", activity, "data.category")
            continue
        if each.category == "other" and not each.items:
            making.miss("data", activity, "data.items")
            continue  # “other data” tells nobody anything
        must = _must(making, activity, each)
        row = Row(_description(making, each), _period(making, activity, each), must if asked else "")
        rows.setdefault(row, []).append(making.data(each))
    if not rows:
        return None
    head, widths = [making.say("data.what")], [5]
    if timed:
        head, widths = [*head, making.say("data.period")], [*widths, 4]
    if asked:
        head, widths = [*head, making.say("data.must")], [*widths, 4]
    cells: list[list[Text]] = []
    for row, names in rows.items():
        what = capital("; ".join(dict.fromkeys(names)))
        line: list[Text] = [f"{what}.\n{row.description}" if row.description else what]
        cells.append(line + ([row.period or making.say("data.unsaid")] if timed else []) + ([row.must or making.say("data.unsaid")] if asked else []))
    return Grid(head, cells, widths, activity.name if making.several else "")


def _description(making: Making, each: Data) -> str:
    """What the register explains about data; that they are not used for everybody; that the law is stricter about them (Art. 9, 10, 87)."""
    texts = [ended(each.description)] if each.description else [making.say("data.sometimes")] if each.optional else []
    audit = making.audit
    if audit.special_of(each) or each.category in audit.criminal_categories or each.category in audit.national_number_categories:
        texts.append(making.say("data.sensitive"))
    return " ".join(texts)


# -- how long --------------------------------------------------------------------------------------------------------------------------------------------


def _period(making: Making, activity: Activity, each: Data) -> str:
    said = each.retention if is_said(each.retention) else activity.retention
    key = "retention" if said is activity.retention and not any(is_said(other.retention) for other in activity.data or ()) else "data.retention"
    if said is None or not is_said(said):
        making.miss("retention", activity, key)
        return ""
    if period_of(said) is None and said.until and (empty := empty_words(said.until)):
        if empty == "need" or not (said.basis or said.statute):
            making.miss("retention", activity, f"{key}.until")
        if empty == "need":  # which tells nobody anything
            return ""
    return period_text(making, said)


def period_text(making: Making, said: Retention) -> str:
    """A period as people read it: how long, from when, why; of one without an end also what ends it all the same."""
    words = making.words
    period = period_of(said)
    texts = []
    if period is not None:
        length = words.period(period)
        texts.append(making.say("data.after", period=length, event=said.after.strip(" .")) if said.after and said.after.strip() else length)
    elif said.until and said.until.strip():
        texts.append(making.say("data.by-law") if empty_words(said.until) else making.say("data.until", event=said.until.strip(" .")))
    elif said.indefinite:
        texts.append(making.say("data.indefinite"))
        if said.erasure:
            texts.append(making.say("data.erasure", text=said.erasure.strip()))
    elif said.statute and (norm := norms().get(said.statute)) is not None:
        name = words.term("statute", said.statute)
        length = words.period(norm.floor or norm.ceiling) if norm.floor or norm.ceiling else ""
        texts.append(making.say("data.statute", name=f"{name}, {length}" if length else name))
    if said.reason:
        texts.append(said.reason)
    return " ".join(ended(text) for text in texts) if len(texts) > 1 else capital(texts[0]) if texts else ""


# -- whether they must be given -----------------------------------------------------------------------------------------------------------------------------


def _must(making: Making, activity: Activity, each: Data) -> str:
    """Whether one must give data and what follows if not; of data that do not come from the person, that they do not."""
    if each.required in law.terms("requirement"):
        text = making.say(f"must.{each.required}" if each.required != "precondition" or _contracts(activity) else "must.beforehand")
        if each.consequence:
            return f"{text}\n{making.say('must.consequence', text=ended(each.consequence))}"
        if each.required != "voluntary":
            making.miss("required", activity, "data.consequence")
        return text
    facts = law.terms("data-source")
    sources = [facts.get(source, {}) for source in each.source or ()]
    if not sources or "data-subject" in (each.source or ()):
        making.miss("required", activity, "data.required")
        return ""
    if any(not fact.get("direct") and not fact.get("derived") for fact in sources):
        return making.say("must.elsewhere")
    return making.say("must.ours")


def _contracts(activity: Activity) -> bool:
    """Whether an activity is about a contract at all."""
    return any(purpose.basis == "contract" for purpose in activity.purposes or ())


# -- where they come from -----------------------------------------------------------------------------------------------------------------------------------


def source(making: Making) -> Iterator[Block]:
    """What comes from the person, what arises, what is made, and what comes from others: from whom, and whether anybody can see it there."""
    facts = law.terms("data-source")
    given = observed = open_ = False
    made: list[Data] = []
    elsewhere: dict[tuple[str, str], list[tuple[Activity, Data]]] = {}
    for activity in making.activities:
        for each in activity.data or ():
            named = [name for name in each.source or () if name in facts]
            if not named:
                making.miss("source", activity, "data.source")
                open_ = True
            given |= "data-subject" in named
            observed |= "observation" in named
            if "generated" in named:
                made.append(each)
            others = [name for name in named if not facts[name].get("direct") and not facts[name].get("derived")]
            if not others:
                continue
            if "other-party" in others and not each.source_detail:
                making.miss("source", activity, "data.source_detail")
            elsewhere.setdefault(_from(making, each, others), []).append((activity, each))
    if given:
        yield Para(making.say("source.direct" if observed or made or elsewhere or open_ else "source.only-direct"))
    if observed:
        yield Para(making.say("source.observed"))
    if made:
        yield Para(making.say("source.generated", data=making.categories(made)))
    if elsewhere:
        yield Para(making.say("source.elsewhere"))
        yield _elsewhere(making, elsewhere)


def _elsewhere(making: Making, found: dict[tuple[str, str], list[tuple[Activity, Data]]]) -> Grid:
    head = [making.say("source.from"), making.say("source.what")] + ([making.say("source.activity")] if making.several else [])
    rows: list[list[Text]] = []
    for (who, public), given in found.items():
        text = f"{ended(who)} {public}" if public else who
        where = [making.where(activity for activity, _ in given)] if making.several else []
        rows.append([text, capital(making.categories(each for _, each in given)), *where])
    return Grid(head, rows, [4, 4, 3] if making.several else [1, 1])


def _from(making: Making, each: Data, others: list[str]) -> tuple[str, str]:
    """From whom data come, and whether the source is public."""
    facts = law.terms("data-source")
    detail = (each.source_detail or "").strip(" .")
    labels = [making.words.term("data-source", name) for name in others if name != "other-party" or not detail]
    names = making.words.show([label for label in labels if label.lower() not in detail.lower()])
    who = f"{ended(names)} {ended(detail)}" if names and detail else capital(names or detail)
    public = each.public_source if each.public_source is not None else (True if any(facts[name].get("public") for name in others) else None)
    return who, "" if public is None else making.say("source.public" if public else "source.not-public")
