"""Say where the code of a notebook's modules comes from: "lesson.ipynb, cell 3" instead of "convolution.py"."""

import bisect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

import msgspec

from grader.values import Absent, Frame, Outcome, Raised
from grader.worker.extraction import Piece


@dataclass(frozen=True)
class Places:
    """Where the lines of modules come from.

    Attributes:
        notebook: the name of the file.
        pieces: those of each module that was made from the notebook.
        hints: what may be said about exercises that the notebook does not define.
    """

    notebook: str = ""
    pieces: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)

    def file(self, module: str) -> str:
        """Return the name of the file that the student knows."""
        return self.notebook if module in self.pieces else f"{module}.py"

    def told(self, outcome: Outcome, exercise: str) -> Outcome:
        """Return the outcome with the student's own places."""
        if isinstance(outcome, Absent):
            text = re.sub(r"\b(\w+)\.py\b", lambda found: self.file(found[1]), outcome.text)
            return Absent(text + self.hints.get(exercise, ""))
        if isinstance(outcome, Raised):
            frames = tuple(map(self._frame, outcome.frames))
            source = self.file(outcome.while_importing.removesuffix(".py")) if outcome.while_importing else ""
            return msgspec.structs.replace(outcome, frames=frames, while_importing=source)
        return outcome

    def _frame(self, frame: Frame) -> Frame:
        pieces = self.pieces.get(frame.file.removesuffix(".py"), ())
        index = bisect.bisect_right(pieces, frame.line, key=attrgetter("start")) - 1
        if index < 0:
            return frame
        piece = pieces[index]
        line = frame.line - piece.start + piece.line
        return msgspec.structs.replace(frame, file=f"{self.notebook}, cell {piece.cell}", line=line)
