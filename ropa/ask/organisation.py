"""The organisation of a new register, question by question, and what it begins with."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import law
from ..i18n import LANGUAGES, texts
from ..model.kinds import FORMAT, REGISTER
from ..model.organisation import Controller, Dpo
from .choices import fold, of_vocabulary
from .explain import help_for, help_of_own, title_of
from .fields import email_check, find_field, put
from .given import answer_for
from .question import Asker, Choice, Form, Question
from .talk import Nobody, Talk, converse

if TYPE_CHECKING:
    from ..catalogue import Entry

Values = dict[str, Any]
NO_SET = "none"
"""The answer that nothing is to be begun with."""
_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "fr": "Français", "de": "Deutsch"}
_NO_READY_REASON = ("DE",)
"""Countries whose own law asks for an officer in more cases than art. 37: there a reason for having none is for the organisation to write."""
_REGISTRATION = ("NL", "BE", "FR", "DE", "LU")
"""Countries whose number in the trade register has a name that everyone knows."""


class Beginning(NamedTuple):
    """What a new register begins with."""

    language: str
    data: Values
    """register.toml."""
    starter: "Entry | None"
    """The set, with the activities that were chosen."""

    @property
    def country(self) -> str:
        """The country of establishment."""
        return str(self.data["controller"].get("address", {}).get("country", ""))


def ask_beginning(options: Mapping[str, Any], language: str, on: date, asker: Asker | None, *, needs: tuple[str, ...] = ()) -> Beginning:
    """What a new register begins with, from options ("--name": a text, a list or a yes or no) and from answers.

    Without an asker nothing is asked; then `needs` are options that are missing beside those of the questions. Raises Failure for an option that says nothing,
    and with every option that is missing, all at once.
    """
    nobody = Nobody()
    made = converse(asker or nobody, lambda talk: _Interview(talk, options, language, on, curious=asker is not None).run())
    nobody.need_all(*needs if asker is None else ())
    return made


class _Interview:
    """One run through the questions."""

    def __init__(self, talk: Talk, options: Mapping[str, Any], language: str, on: date, *, curious: bool) -> None:
        self._talk = talk
        self._options = options
        self._words = texts(language)
        self._on = on
        self._curious = curious
        self._data: Values = {"format": FORMAT}
        self._controller: Values = {}

    def run(self) -> Beginning:
        language = str(self._language())
        self._words = texts(language)
        self._talk.tell(self._words.asked("say.begin"))
        self._data["language"] = language
        self._data["controller"] = self._controller
        for key, option, required in (("name", "--name", True), ("address.country", "--country", True)):
            self._field(Controller, key, option, self._controller, required=required)
        country = str(self._controller["address"]["country"])
        for key, option in (
            ("address.street", "--street"),
            ("address.postal_code", "--postal-code"),
            ("address.city", "--city"),
            ("email", "--email"),
            ("phone", "--phone"),
            ("registration", "--registration"),
            ("sector", "--sector"),
            ("staff", "--staff"),
        ):
            self._field(Controller, key, option, self._controller, required=key == "email" and not self._curious)
        self._officer(country)
        put(self._data, "authority", self._authority(country))
        return Beginning(language, self._data, self._starter())

    # -- one answer --------------------------------------------------------------------------------------------------------------------------------

    def _answer(self, question: Question) -> Any:
        """The answer: what the option says, else what is answered."""
        given = self._options.get(question.option)
        if given is None:
            return self._talk.ask(question)
        if isinstance(given, bool):
            return given
        return answer_for(question, [given] if isinstance(given, str) else given, self._words, self._on)

    def _field(self, table: Any, key: str, option: str, data: Values, *, required: bool = False) -> None:
        """Ask for a field of the organisation or its officer."""
        owner, field = find_field(table, key)
        form = Form.NUMBER if field.type is int else Form.ONE if field.about.terms else Form.TEXT
        choices = of_vocabulary(field.about.terms, self._words) if field.about.terms else ()
        title = title_of(owner, field, self._words)
        country = self._controller.get("address", {}).get("country")
        if key == "registration" and country in _REGISTRATION:
            title = self._words.asked(f"title.registration-{country}")
        if key == "address.country":
            title = self._words.asked("title.country")
        check = email_check(self._words) if field.name == "email" else None
        put(data, key, self._answer(Question(key, form, title, help_for(owner, field, self._words), choices, None, required, option, check)))

    def _own(self, key: str, form: Form, option: str, **more: Any) -> Any:
        """Ask something that is no field."""
        return self._answer(Question(key, form, self._words.asked(f"title.{key}"), help_of_own(key, self._words), option=option, **more))

    # -- the questions that follow from answers -----------------------------------------------------------------------------------------------------------

    def _language(self) -> Any:
        choices = tuple(Choice(code, _LANGUAGE_NAMES[code], more=code) for code in LANGUAGES)
        _, field = find_field(REGISTER.table, "language")
        title = title_of(REGISTER.table, field, self._words)
        return self._answer(
            Question("language", Form.ONE, title, help_for(REGISTER.table, field, self._words), choices, self._words.language, True, "--language")
        )

    def _officer(self, country: str) -> None:
        """The data protection officer, or why there is none."""
        dpo: Values = {}
        explained = help_of_own(f"dpo-{country}" if country in ("BE", "DE") else "dpo", self._words)
        title = self._words.asked("title.dpo")
        appointed = self._answer(Question("dpo", Form.YES_NO, title, explained, required=not self._curious, option="--dpo/--no-dpo"))
        if appointed:
            dpo["appointed"] = True
            self._field(Dpo, "name", "--dpo-name", dpo, required=not self._curious)
            self._field(Dpo, "email", "--dpo-email", dpo, required=not self._curious)
        elif appointed is False:
            dpo["appointed"] = False
            put(dpo, "reason", self._reason(country))
        put(self._data, "dpo", dpo or None)

    def _reason(self, country: str) -> Any:
        """Why there is no officer: the usual reason, if it is confirmed to be true, else one's own."""
        if "--dpo-reason" not in self._options and self._curious and country not in _NO_READY_REASON:
            ready = self._words.asked("text.no-dpo-BE" if country == "BE" else "text.no-dpo")
            self._talk.tell(self._words.asked("say.no-dpo", reason=ready))
            if self._own("no-dpo", Form.YES_NO, ""):
                return ready
        return self._own("dpo-reason", Form.TEXT, "--dpo-reason", required=not self._curious and self._options.get("--dpo/--no-dpo") is False)

    def _authority(self, country: str) -> Any:
        """The supervisory authority of the country: asked for only where there are several to choose from."""
        here = {identity: facts for identity, facts in law.terms("authority").items() if facts.get("country") == country}
        usual = [identity for identity, facts in here.items() if facts.get("default")]
        if "--authority" not in self._options and (usual or not here):
            if usual:
                self._talk.tell(self._words.asked("say.authority", name=self._words.term("authority", usual[0])))
            return usual[0] if usual else None
        offered = here or law.terms("authority")
        choices = tuple(Choice(identity, self._words.term("authority", identity), more=identity) for identity in offered)
        return self._own("authority", Form.ONE, "--authority", choices=choices, required=not self._curious)

    def _starter(self) -> "Entry | None":
        """The set to start with, and which of its activities."""
        from ..catalogue import Entry, entries, find

        language = self._words.language
        sets = tuple(Choice(entry.id, entry.name(language), entry.about(language), more=" ".join(entry.names())) for entry in entries("starter"))
        sets = tuple(sorted(sets, key=lambda choice: fold(choice.label)))
        none = Choice(NO_SET, self._words.asked("choice.no-set"))
        chosen = self._own("starter", Form.ONE, "--starter", choices=(*sets, none), default=None if self._curious else NO_SET, required=True)
        if chosen == NO_SET:
            return None
        entry = find("starter", str(chosen))
        activities = [find("activity", name) for name in entry.activities]
        choices = tuple(Choice(each.id, each.name(language), each.about(language), more=" ".join((each.id, *each.names()))) for each in activities)
        picked = self._own("activities", Form.MANY, "--activities", choices=choices, default=[choice.value for choice in choices]) or []
        return Entry(entry.id, {**entry.data, "activities": [each.id for each in activities if each.id in picked]})
