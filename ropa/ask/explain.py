"""What a field is asked as, and what `?` says about it."""

from ..i18n import Texts
from ..i18n.citations import cite
from ..model.fields import Field, Table


def title_of(table: type[Table], field: Field, words: Texts) -> str:
    """The question for a field; where there is none of its own, the field's label."""
    name = f"{table.__name__}.{field.name}"
    try:
        return words.asked(f"question.{name}")
    except KeyError:
        return words.label(name)


def help_for(table: type[Table], field: Field, words: Texts) -> str:
    """What a field is for, and the articles that ask for it."""
    name = f"{table.__name__}.{field.name}"
    try:
        text = words.asked(f"explain.{name}")
    except KeyError:
        text = field.about.text
    articles = [cite(article, words.language) for article in field.about.law]
    return f"{text} ({words.show(articles)})" if articles else text


def help_of_own(key: str, words: Texts) -> str:
    """What `?` says about a question that is not about a field."""
    return words.asked(f"about.{key}")
