"""The catalogue, the checks, the stubs and the solutions match."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import support
from support import ROOT, Expected, expected

from grader import checks, course
from grader.course import Course

COURSE: Course = course.load(ROOT)
IDS = [e.id for e in COURSE.exercises]
FUNCTIONS = [e.id for e in COURSE.exercises if e.function]


@pytest.fixture(scope="module")
def found(course_folder: Path) -> Expected:
    return expected(course_folder)


def defined(folder: Path) -> dict[str, dict[str, ast.FunctionDef | ast.ClassDef]]:
    """Return the functions and classes of each module without importing it."""
    return {
        file.stem: {
            node.name: node
            for node in ast.parse(file.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        }
        for file in folder.glob("*.py")
    }


def raises_not_implemented(node: ast.AST) -> bool:
    return any(
        isinstance(n, ast.Raise) and n.exc is not None and "NotImplementedError" in ast.unparse(n.exc)
        for n in ast.walk(node)
    )


@pytest.mark.parametrize("exercise", IDS)
def test_the_points_of_the_checks_are_those_of_the_exercise(exercise: str, found: Expected) -> None:
    points = {c.id: c.points for c in found.checks_of(exercise)}
    assert sum(points.values()) == COURSE.exercise(exercise).points, points
    assert min(points.values()) >= 1


@pytest.mark.parametrize("exercise", IDS)
def test_an_exercise_has_one_plain_call_that_comes_first_and_costs_nothing(exercise: str, found: Expected) -> None:
    own = [c for c in found.checks if c.exercise == exercise]
    assert [c.plain for c in own] == [True] + [False] * (len(own) - 1)
    assert own[0].points == 0
    assert not own[0].drawn


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_an_exercise_has_a_stub_that_is_not_started_and_a_solution(exercise: str) -> None:
    module = COURSE.exercise(exercise).module
    stub = defined(ROOT / "student").get(module, {}).get(exercise)
    solution = defined(ROOT / "reference").get(module, {}).get(exercise)
    assert stub is not None, f"student/{module}.py has no {exercise}"
    assert solution is not None, f"reference/{module}.py has no {exercise}"
    assert raises_not_implemented(stub), "the stub is solved"
    assert not raises_not_implemented(solution), "the solution is a stub"


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_a_stub_has_a_contract_and_says_what_to_do(exercise: str) -> None:
    file = ROOT / "student" / f"{COURSE.exercise(exercise).module}.py"
    stub = defined(ROOT / "student")[file.stem][exercise]
    assert ast.get_docstring(stub), "it has no docstring"
    source = ast.get_source_segment(file.read_text(encoding="utf-8"), stub) or ""
    assert "# TODO: " in source
    assert all(line.isprintable() for line in source.splitlines())


@pytest.mark.parametrize("exercise", FUNCTIONS)
def test_stub_and_solution_take_the_same_arguments(exercise: str) -> None:
    module = COURSE.exercise(exercise).module
    stub, solution = (defined(ROOT / home)[module][exercise] for home in ("student", "reference"))
    if isinstance(stub, ast.FunctionDef) and isinstance(solution, ast.FunctionDef):
        assert [ast.unparse(a) for a in stub.args.args] == [ast.unparse(a) for a in solution.args.args]
        assert ast.dump(stub.args) == ast.dump(solution.args)
    else:
        assert type(stub) is type(solution)


@pytest.mark.parametrize(("number", "module"), enumerate(COURSE.modules, start=1))
def test_a_module_of_stubs_names_its_part_of_the_tutorial(number: int, module: str) -> None:
    doc = ast.get_docstring(ast.parse((ROOT / "student" / f"{module}.py").read_text(encoding="utf-8")))
    assert (doc or "").startswith(f"Part {number} of the tutorial, "), doc


def packages(file: Path) -> set[str]:
    """Return the packages that a module imports at its top level."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    names = [alias.name for node in body if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in body if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("module", COURSE.modules)
def test_stubs_import_what_their_solutions_need(module: str) -> None:
    stubs, solutions = (packages(ROOT / home / f"{module}.py") for home in ("student", "reference"))
    assert stubs == solutions - {"scipy"}  # one of several ways


def test_every_public_stub_is_an_exercise() -> None:
    for module, nodes in defined(ROOT / "student").items():
        for name, node in nodes.items():
            if raises_not_implemented(node) and not name.startswith("_"):
                assert (name, module) in {(e.id, e.module) for e in COURSE.exercises}, f"{module}.{name}"


def test_every_check_belongs_to_an_exercise_of_the_catalogue(found: Expected) -> None:
    assert {c.exercise for c in found.checks} == set(IDS)


def test_no_two_checks_have_the_same_id(found: Expected) -> None:
    ids = [c.id for c in found.checks]
    assert sorted(ids) == sorted(set(ids))


def test_every_check_has_a_docstring_of_its_own_that_a_student_can_read(found: Expected) -> None:
    for check in found.checks:
        assert inspect.getdoc(check.body), f"{check.id} has no docstring"
        assert check.title != check.id
        assert len(check.title) <= 120
        assert check.title.isprintable()
    titles = [(c.exercise, c.title) for c in found.checks]
    assert sorted(titles) == sorted(set(titles)), "two checks of an exercise say the same"


def test_the_name_of_a_check_reads_as_a_claim(found: Expected) -> None:
    for check in found.checks:
        assert check.id.startswith("test_"), check.id
        assert check.plain == check.id.endswith("_is_started"), check.id


def test_every_check_asks_the_student(found: Expected) -> None:
    for check in found.checks:
        assert "student" in inspect.signature(check.body).parameters, check.id


def test_the_checks_see_neither_the_student_nor_the_reference(course_folder: Path) -> None:
    for file in (course_folder / "tests" / "exercises").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {n.split(".")[0] for n in names} & {"student", "reference", "torch"}, file.name
            assert all(n == "grader.api" for n in names if n.split(".")[0] == "grader"), f"{file.name}: import the api"


def test_all_test_functions_beside_the_checks_are_checks(course_folder: Path) -> None:
    folder = course_folder / "tests" / "exercises"
    written = [
        node.name
        for file in sorted(folder.glob("test_*.py"))
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert written == [c.id for c in checks.load(course.load(course_folder))]


# The course is checked before anything else


BROKEN: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "points": (
        lambda f: support.rewrite(f / "course.toml", r"^points = 4$", "points = 5"),
        ["double has 5 points, its checks in", "have 4", "make them equal"],
    ),
    "no check": (
        lambda f: (f / "tests" / "exercises" / "test_more.py").unlink(),
        ["triple: no check in", "is about it", "write one"],
    ),
    "no stub": (lambda f: (f / "student" / "more.py").unlink(), ["the module more is missing", "student/more.py"]),
    "no solution": (
        lambda f: (f / "reference" / "more.py").unlink(),
        ["the module more is missing", "reference/more.py", "write it"],
    ),
    "retired": (
        lambda f: append(f / "course.toml", '\n[retired]\ntest_nothing = "unclear"\n'),
        ["retired.test_nothing", "no such check", "correct the name"],
    ),
    "no reason": (
        lambda f: append(f / "course.toml", '\n[retired]\ntest_double_is_even = "unclear"\ntest_triple_is_even = ""\n'),
        ["retired.test_triple_is_even = ''", "length >= 1", "correct this entry"],
    ),
}


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text() + text)


@pytest.mark.slow
@pytest.mark.parametrize("problem", BROKEN)
def test_every_command_says_first_what_is_wrong_with_the_course(problem: str, tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    damage, words = BROKEN[problem]
    damage(folder)
    for arguments in (("grade", "student", "--out", tmp_path / "out"), ("audit",), ("bank",), ("show", "double")):
        done = support.run(support.GRADER, *arguments, cwd=folder)
        support.assert_refused(done, 2, *words)
    done = support.run(sys.executable, "-m", "pytest", cwd=folder)
    assert done.returncode == 4, done.stdout
    assert all(word in done.stderr for word in words), done.stderr
    assert not (folder / ".convkit").exists()


@pytest.mark.slow
def test_a_reference_that_raises_is_not_called_the_students_code(tmp_path: Path) -> None:
    folder = support.tiny_course(tmp_path / "course")
    (folder / "reference" / "sums.py").write_text("def double(n):\n    return [n][n]\n")
    (folder / "student" / "sums.py").write_text(support.DOUBLE)
    done = support.run(sys.executable, "-m", "pytest", cwd=folder)
    assert "the course's reference raised IndexError" in done.stdout
    assert "your code raised" not in done.stdout
    drawn = support.run(support.GRADER, "grade", "student", "--out", tmp_path / "out", cwd=folder)
    assert drawn.returncode == 3
    assert f"{folder / 'reference' / 'sums.py'}: the reference fails a check" in drawn.stderr
    assert "the course's reference raised IndexError" in drawn.stderr
    assert "\ndouble(1)" in drawn.stderr, "the lines are kept"
