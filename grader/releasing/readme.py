"""Write the README of a release, and the guide for students without what holds for the course folder only."""

import re
from collections.abc import Iterable

from grader.course import Course

SETUP = """## Set up

You need Python 3.11 or newer. In this folder, run:

```sh
python -m venv .venv
. .venv/bin/activate
python -m pip install -r requirements.txt -c constraints.txt
```

On Windows, the second line is `.venv\\Scripts\\activate`. Activate the environment again in each new terminal.
"""
README = """# {title}

{count} exercises for {points}.

{setup}
## Work

Write your functions in `student/`, then run:

```sh
pytest                  # check all exercises
pytest -k {first}
grader watch            # check again each time you save
grader hint {first}
grader show {first}
```

{guide}| folder or file | content |
|---|---|
| `student/` | your code; submit this folder |
| `tests/exercises/` | the checks; if you change one, what it says about your code may be wrong |
| `bank/` | the cases of the checks, and how known mistakes answer them |
| `course.toml` | exercises, points and hints |
| `kit/` | the program that checks your code |
{more}
The solutions are not here: your results are compared with the right answers in `bank/`.

## Take over a new version

Unpack the new version beside this folder, and copy your files from `student/` into the new one.

## Exercises

| exercise | file | points |
|---|---|---|
{exercises}
"""
GUIDE = "docs/students.md"


def readme(course: Course, names: Iterable[str]) -> str:
    """Return the README of a release with these other files."""
    regular, bonus = (sum(e.points for e in course.exercises if e.bonus == kind) for kind in (False, True))
    has = set(names)
    more = "| `tutorial.ipynb` | the exercises as a notebook |\n" if "tutorial.ipynb" in has else ""
    return README.format(
        title=course.title,
        count=len(course.exercises),
        points=f"{regular} points" + (f" and {bonus} bonus points" if bonus else ""),
        setup=SETUP,
        first=course.exercises[0].id,
        guide=f"[{GUIDE}]({GUIDE}) explains each step.\n\n" if GUIDE in has else "",
        more=more,
        exercises="\n".join(
            f"| `{e.id}`: {e.title} | `student/{e.module}.py` | {e.points}{' bonus' if e.bonus else ''} |"
            for e in course.exercises
        ),
    )


def guide(text: str) -> str:
    """Return a course's guide for students with the way to set up a release."""
    return re.sub(r"^## Set up\n.*?(?=^## )", lambda _: f"{SETUP}\n", text, count=1, flags=re.MULTILINE | re.DOTALL)
