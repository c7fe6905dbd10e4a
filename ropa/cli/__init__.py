"""The command: one program, verbs after it. Each verb is a thin layer over the package; what it needs it imports itself."""

import gc
import io
import os
import signal
import sys
from typing import Any

from ..errors import Failure

_INTERRUPTED = 130


def main() -> None:
    """Run the command and end with its exit code: 0, 1 findings, 2 wrong usage or no register, 3 a bug, 130 interrupted."""
    if "_ROPA_COMPLETE" in os.environ:  # a person waits at the TAB key
        from ..completion import answer

        answer()
        os._exit(0)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # into a file or another program always UTF-8; on a terminal what it cannot show is spelled out
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _interrupt)  # so that what was begun is cleared away
    gc.disable()  # short-lived, and nothing it builds has cycles worth collecting; before typer is imported, of which collecting is a tenth
    code = run()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # said already, or nobody is left to say it to
            code = code or 2
    os._exit(code)  # what a large register leaves behind takes as long to clear away as to check: the system does it at once


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def run(arguments: list[str] | None = None) -> int:
    """Run the command with these arguments (default: those of the process); returns the exit code and never raises."""
    import typer

    from .app import make_app
    from .options import forget, opened, words_now

    forget()
    try:
        arguments = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
        code: Any = make_app(arguments)(args=arguments, prog_name="ropa", standalone_mode=False)
        sys.stdout.flush()
        if code == _INTERRUPTED:  # typer has caught it
            _complain(words_now().ui("failure.interrupted"))
        return int(code or 0)
    except Failure as failure:
        _complain(words_now().failure(failure.key, **failure.params))
        return 2
    except typer.TyperException as error:
        from .usage import explain

        _complain(explain(error))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _complain(words_now().ui("failure.interrupted"))
        return _INTERRUPTED
    except BrokenPipeError:
        _close_stdout()
        return 0
    except OSError as error:
        if error.filename is not None:
            return _bug(error)
        _complain(words_now().ui("failure.output", detail=error.strerror or ""))
        return 2
    except Exception as error:  # noqa: BLE001 - the one boundary: a bug becomes a report
        return _bug(error)
    finally:
        opened.close()


def _bug(error: Exception) -> int:
    from .options import words_now
    from .report import write_report

    _complain(write_report(error, words_now()))
    return 3


def _complain(text: str) -> None:
    from ..output.console import say

    try:
        say(f"ropa: {text}")
    except (BrokenPipeError, ValueError):
        _close_stdout()


def _close_stdout() -> None:
    """Whoever read our output has gone: let the interpreter end without a complaint about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
