"""Typst, which sets documents: here, or in a process of its own, which gives back all the memory that it took."""

import os
import subprocess
import sys
import threading

_HERE = os.path.dirname(__file__)
FONTS = os.path.join(_HERE, "fonts")
_DATA, _MADE, _FAULT = "document.json", "made.pdf", "fault.txt"
_REFUSED = 4
"""The exit code of a process whose document Typst does not set."""


class Press:
    """Typst in a folder, with the files that documents take from there."""

    def __init__(self, folder: str) -> None:
        """Take the folder."""
        self._folder = folder

    def make(self, template: str, data: str) -> bytes:
        """The PDF of some data. Raises typst.TypstError."""
        self._put(template, data)
        return _make(self._folder)

    def make_apart(self, template: str, data: str) -> bytes:
        """The same by a process of its own, which ends with this one. Raises typst.TypstError."""
        self._put(template, data)
        paths = [path for path in sys.path if path]
        command = [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {paths!r}; from ropa.documents.press import child; child({self._folder!r})"]
        streams = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, **streams) as process:  # type: ignore[call-overload]  # noqa: S603 - ourselves
            try:
                code = process.wait()
            except BaseException:
                process.kill()
                raise
        if code == _REFUSED:
            import typst

            raise typst.TypstError(self._made(_FAULT).decode())  # type: ignore[call-arg]  # it takes the message alone
        if code:
            raise RuntimeError(f"a part of the document could not be set ({code})")
        return self._made(_MADE)

    def _put(self, template: str, data: str) -> None:
        with open(os.path.join(_HERE, template), "rb") as source, open(os.path.join(self._folder, "main.typ"), "wb") as main:
            main.write(source.read())
        with open(os.path.join(self._folder, _DATA), "w", encoding="utf-8", newline="") as file:
            file.write(data)

    def _made(self, name: str) -> bytes:
        with open(os.path.join(self._folder, name), "rb") as file:
            return file.read()


def _make(folder: str) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    made: bytes = typst.compile(os.path.join(folder, "main.typ"), root=folder, font_paths=fonts, pdf_standards=["a-3a", "ua-1"])
    return made


# -- in the process of its own ---------------------------------------------------------------------------------------------------------------------------


def child(folder: str) -> None:
    """Set what lies in a folder; the PDF, or what is wrong with it, lies there afterwards."""
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    import typst

    try:
        name, data, code = _MADE, _make(folder), 0
    except typst.TypstError as error:
        name, data, code = _FAULT, str(error).encode(), _REFUSED
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    os._exit(code)  # clearing away takes longer than all that the system does at once


def _end_with_the_other() -> None:
    sys.stdin.buffer.read()  # it says nothing, and is gone when this comes back
    os._exit(1)
