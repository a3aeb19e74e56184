"""Say where in a submission's files a result belongs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from grader.results import ExerciseResult
from grader.text import one_line
from grader.writers.board import line_of


@dataclass(frozen=True)
class Places:
    """The folder of a submission in its repository, and the texts of its modules by file name, if they are known."""

    folder: str = ""
    sources: Mapping[str, str] | None = None

    def of(self, exercise: ExerciseResult) -> tuple[str, int | None]:
        """Return the file of an exercise, and the line that raised or that begins the function, if it is known."""
        file = f"{one_line(exercise.module)}.py"
        source = (self.sources or {}).get(file, "")
        line = _raised(exercise.message, file, source) or line_of(source, exercise.id)
        return PurePath(self.folder, file).as_posix(), line


def _raised(message: str, file: str, source: str) -> int | None:
    """Return the last line of this file that the message names, unless the file has no such line."""
    found = re.findall(rf"^\s+{re.escape(file)}, line (\d{{1,7}})\b", message, re.MULTILINE)
    line = int(found[-1]) if found else 0
    return line if line > 0 and (not source or line <= source.count("\n") + 1) else None
