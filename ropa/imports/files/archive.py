"""Workbooks are zips of XML: what kind one is, and its parts, unpacked up to a limit into the parser of the standard library.

The directory of a zip says how large its parts are, and may lie; so it is believed only where it says too much, and what comes out is counted.
A document type, where entities are declared, ends the reading.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from .sheets import refused

if TYPE_CHECKING:
    from .sheets import Workbook

MAX_UNPACKED = 400_000_000
"""Bytes of all parts together: 100,000 rows of 20 columns have some 150 million."""
MAX_RATIO = 250
"""How many times smaller a part may be packed than it is: rows that are all alike come to a hundred, a bomb to a thousand."""
_FEW = 5_000_000
"""Bytes up to which the ratio does not matter."""
MAX_PARTS = 10_000
_CHUNK = 262_144

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class Trouble(Exception):
    """A workbook that cannot be read; `why` is a key of [failure] in import.toml."""

    def __init__(self, why: str) -> None:
        """Take the key."""
        super().__init__(why)
        self.why = why


class Archive:
    """The parts of a zip."""

    def __init__(self, data: bytes) -> None:
        """Read the directory. Raises Trouble where it says that the parts are too many or too large."""
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        if len(entries) > MAX_PARTS:
            raise Trouble("bomb")
        self._entries = {entry.filename.replace("\\", "/").lstrip("/").casefold(): entry for entry in entries}
        self._left = MAX_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._entries

    def names(self) -> Iterator[str]:
        """The names of the parts, without capitals."""
        return iter(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part. Raises Trouble where they are too many, KeyError where there is no such part."""
        entry = self._entries[name.casefold()]
        if entry.flag_bits & 1:
            raise Trouble("protected")
        if entry.file_size > self._left or _is_bomb(entry.file_size, entry.compress_size):
            raise Trouble("bomb")
        total = 0
        with self._zip.open(entry) as part:
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                self._left -= len(chunk)
                if self._left < 0 or _is_bomb(total, entry.compress_size):
                    raise Trouble("bomb")
                yield chunk

    def read(self, name: str, most: int = 1_000_000) -> bytes:
        """The beginning of a small part; nothing where there is no such part."""
        found = b""
        if name in self:
            for chunk in self.chunks(name):
                found += chunk
                if len(found) >= most:
                    break
        return found[:most]

    def parse(
        self, name: str, start: Callable[[str, dict[str, str]], Any], end: Callable[[str], Any] | None = None, text: Callable[[str], Any] | None = None
    ) -> None:
        """Hand the elements of a part to handlers; names are "namespace name". Nothing happens where there is no such part."""
        if name not in self:
            return
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 65_536
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse
        for chunk in self.chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _FEW and unpacked > MAX_RATIO * max(packed, 1)


def _refuse(*_: Any) -> None:
    raise Trouble("entities")


def read_archive(data: bytes, path: str, sheet: str | None) -> "Workbook":
    """The workbook in the bytes of a zip; of its sheets only the one of that name, where one is given. Raises Failure."""
    try:
        archive = Archive(data)
        kind = _kind(archive)
        if kind == "ods":
            from .ods import read_ods

            return read_ods(archive, path, sheet)
        from .xlsx import read_xlsx

        return read_xlsx(archive, path, sheet)
    except Trouble as trouble:
        raise refused(path, trouble.why) from None
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
        KeyError,
        OSError,
        MemoryError,
        OverflowError,
    ) as error:
        raise refused(path, "broken") from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "_lzma", "lzma", "bz2"):  # each unpacker has an error of its own
            raise refused(path, "broken") from error
        raise


def _kind(archive: Archive) -> str:
    """The format, "xlsx" or "ods". Raises Trouble for every other zip."""
    if _ODS in archive.read("mimetype", 200) or ("content.xml" in archive and _ODS in archive.read("meta-inf/manifest.xml")):
        if b"encryption-data" in archive.read("meta-inf/manifest.xml"):
            raise Trouble("protected")
        return "ods"
    if "xl/workbook.bin" in archive:
        raise Trouble("old-excel")
    if "xl/workbook.xml" in archive or b"spreadsheetml" in archive.read("[content_types].xml"):
        return "xlsx"
    raise Trouble("document" if "word/document.xml" in archive or "mimetype" in archive else "packed")
