"""The parts of an .xlsx package, unpacked within limits and parsed without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from xml.parsers import expat

from bills.readers.errors import Refusal, WorkbookUnreadable

CHUNK = 1 << 16
# Between two elements that hold text; of a cell's, and of the white space around it.
MOST_CHARACTERS = 10_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may unpack to."""

    unpacked_bytes: int = 400 << 20
    # Sheets of repeated rows reach 40 to 1; a bomb starts near 250 to 1.
    ratio: int = 120
    ratio_applies_above: int = 8 << 20
    parts: int = 5_000


DEFAULT_LIMITS = Limits()


class Package:
    """The named parts of a zip file, looked at before anything is unpacked.

    Raises: WorkbookUnreadable.
    """

    def __init__(self, content: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise WorkbookUnreadable(Refusal.DAMAGED) from error
        parts = self._archive.infolist()
        _check_size(parts, len(content), limits)
        if any(part.flag_bits & 0x1 for part in parts):
            raise WorkbookUnreadable(Refusal.ENCRYPTED)
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in parts}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def parse(self, name: str, handler: XmlHandler) -> None:
        """Sends the part through the handler, a piece at a time.

        Raises: WorkbookUnreadable.
        """
        part = self._parts.get(name.lower())
        if part is None:
            raise WorkbookUnreadable(Refusal.DAMAGED)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        if handler.reads_text:
            parser.CharacterDataHandler = handler.pieces.append
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    parser.Parse(chunk, False)
                    handler.check_text()
                parser.Parse(b"", True)
        except (
            expat.ExpatError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,  # a compression method that Python lacks
            OSError,
            ValueError,
            LookupError,  # an encoding that does not exist
        ) as error:
            raise WorkbookUnreadable(Refusal.DAMAGED) from error
        finally:
            handler.release()


class _ByLocalName(dict[str, Callable[..., None] | None]):
    """Finds an action by an element's name with its namespace; each name is split once."""

    def __init__(self, actions: dict[str, Callable[..., None]]) -> None:
        super().__init__()
        self._actions = actions

    def clear(self) -> None:
        super().clear()
        self._actions = {}

    def __missing__(self, name: str) -> Callable[..., None] | None:
        action = self[name] = self._actions.get(name.rpartition(" ")[2])
        return action


class XmlHandler:
    """Calls the method for each element, by its name without namespace."""

    reads_text: ClassVar[bool] = False

    def __init__(
        self,
        starts: dict[str, Callable[[dict[str, str]], None]],
        ends: dict[str, Callable[[], None]] | None = None,
    ) -> None:
        self._starts = _ByLocalName(starts)
        self._ends = _ByLocalName(ends or {})
        self.pieces: list[str] = []  # of text; cleared, never replaced

    def start(self, name: str, attributes: dict[str, str]) -> None:
        action = self._starts[name]
        if action is not None:
            action(attributes)

    def end(self, name: str) -> None:
        action = self._ends[name]
        if action is not None:
            action()

    def release(self) -> None:
        """Ends the circle of handler and actions, so that a sheet is freed when it is done with."""
        self._starts.clear()
        self._ends.clear()

    def check_text(self) -> None:
        """Refuses a text that goes on and on; between chunks is often enough for that."""
        if sum(map(len, self.pieces)) > MOST_CHARACTERS:
            raise WorkbookUnreadable(Refusal.TEXT_TOO_LONG)


def _check_size(parts: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > limits.ratio_applies_above and unpacked > packed * limits.ratio
    if unpacked > limits.unpacked_bytes or is_bomb or len(parts) > limits.parts:
        raise WorkbookUnreadable(Refusal.TOO_LARGE)


def _refuse_doctype(*_: object) -> None:
    raise WorkbookUnreadable(Refusal.UNSAFE)
