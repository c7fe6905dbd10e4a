"""`ropa new KIND [ID]`: a new record, by questions or by options."""

from typing import Annotated

import typer

from .changing import DryRunOption, YesOption, carry_out, on_terminal
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, language_of, locate, use_color


def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=help_of("ask.kind"))],
    identity: Annotated[str | None, typer.Argument(metavar="[ID]", help=help_of("ask.id"), show_default=False)] = None,
    source: Annotated[str | None, typer.Option("--from", metavar="ENTRY", help=help_of("ask.from"), show_default=False)] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="TEXT", help=help_of("ask.name"), show_default=False)] = None,
    description: Annotated[str | None, typer.Option("--description", metavar="TEXT", help=help_of("ask.description"), show_default=False)] = None,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help=help_of("ask.purpose"), show_default=False)] = None,
    basis: Annotated[str | None, typer.Option("--basis", metavar="TERM", help=help_of("ask.basis"), show_default=False)] = None,
    subject: Annotated[list[str] | None, typer.Option("--subject", metavar="TERM", help=help_of("ask.subject"), show_default=False)] = None,
    data: Annotated[list[str] | None, typer.Option("--data", metavar="TERM", help=help_of("ask.data"), show_default=False)] = None,
    retention: Annotated[str | None, typer.Option("--retention", metavar="PERIOD", help=help_of("ask.retention"), show_default=False)] = None,
    after: Annotated[str | None, typer.Option("--after", metavar="TEXT", help=help_of("ask.after"), show_default=False)] = None,
    processor: Annotated[list[str] | None, typer.Option("--processor", metavar="ID", help=help_of("ask.processor"), show_default=False)] = None,
    recipient: Annotated[list[str] | None, typer.Option("--recipient", metavar="ID", help=help_of("ask.recipient"), show_default=False)] = None,
    location: Annotated[list[str] | None, typer.Option("--location", metavar="ID", help=help_of("ask.location"), show_default=False)] = None,
    measure: Annotated[list[str] | None, typer.Option("--measure", metavar="ID", help=help_of("ask.measure"), show_default=False)] = None,
    what: Annotated[str | None, typer.Option("--kind", metavar="TERM", help=help_of("ask.what"), show_default=False)] = None,
    service: Annotated[str | None, typer.Option("--service", metavar="TERM", help=help_of("ask.service"), show_default=False)] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help=help_of("ask.country"), show_default=False)] = None,
    mechanism: Annotated[str | None, typer.Option("--mechanism", metavar="TERM", help=help_of("ask.mechanism"), show_default=False)] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help=help_of("ask.email"), show_default=False)] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="TERM", help=help_of("ask.status"), show_default=False)] = None,
    signed: Annotated[str | None, typer.Option("--signed", metavar="DATE", help=help_of("ask.signed"), show_default=False)] = None,
    clause: Annotated[list[str] | None, typer.Option("--clause", metavar="TERM", help=help_of("ask.clause"), show_default=False)] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="PATH", help=help_of("ask.document"), show_default=False)] = None,
    standard: Annotated[str | None, typer.Option("--standard", metavar="TERM", help=help_of("ask.standard"), show_default=False)] = None,
    valid_from: Annotated[str | None, typer.Option("--valid-from", metavar="DATE", help=help_of("ask.valid-from"), show_default=False)] = None,
    valid_to: Annotated[str | None, typer.Option("--valid-to", metavar="DATE", help=help_of("ask.valid-to"), show_default=False)] = None,
    assignments: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help=help_of("ask.set"), show_default=False)] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Ask what matters about a new record, or take it from the options; show what would be written, and write it."""
    from ..ask.askers import make_asker
    from ..ask.draft import open_fields
    from ..ask.request import Request, kind_for, make_draft
    from ..ask.term import is_term, make_term
    from ..edit.change import Change
    from ..edit.new import put_links, put_records
    from ..edit.records import Place, write_key
    from ..model.kinds import VOCABULARY
    from ..output.console import say
    from ..register import Register
    from ..source.folder import Folder

    options = {
        "--name": name,
        "--description": description,
        "--purpose": purpose,
        "--basis": basis,
        "--subject": subject,
        "--data": data,
        "--retention": retention,
        "--after": after,
        "--kind": what,
        "--processor": processor,
        "--recipient": recipient,
        "--location": location,
        "--measure": measure,
        "--service": service,
        "--country": country,
        "--mechanism": mechanism,
        "--email": email,
        "--status": status,
        "--signed": signed,
        "--clause": clause,
        "--document": document,
        "--standard": standard,
        "--valid-from": valid_from,
        "--valid-to": valid_to,
    }
    said = {option: value if isinstance(value, list) else [value] for option, value in options.items() if value}
    loaded = Register(Folder(locate(register)))
    words = language_of(loaded, lang)
    on = day_of(as_of)
    asker = None if yes or not on_terminal() else make_asker(words, on, no_color=no_color)
    needs = () if yes or dry_run else ("--yes",)
    change, left = Change(loaded.root), list[str]()
    if is_term(kind, words):
        place, term = make_term(said, assignments or (), identity or "", loaded, words, on, asker, needs=needs)
        write_key(change, Place(VOCABULARY, ""), place, term)
    else:
        request = Request(kind_for(kind, words), identity or "", source or "", said, assignments or ())
        draft, made = make_draft(request, loaded, words, on, asker, needs=needs)
        put_records(change, draft.made, draft.comments)
        put_links(change, draft.linked)
        left = open_fields(draft, request.kind, made)
    carry_out(change, words, on, yes=yes, dry_run=dry_run, color=use_color(no_color))
    if left:
        say(words.asked("say.open", fields=left))
