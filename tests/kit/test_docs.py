"""The documentation is true: every command runs, every command and option is described, every path exists."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import click
import msgspec
import pytest
import support
from click.testing import CliRunner
from support import DATA, GRADER, ROOT, hand_in, rewrite, run, solved

from grader import cli, course, results, roster
from grader.cases import bank
from grader.cases.bank import Bank
from grader.cases.keys import Keys
from grader.files import write_atomically
from grader.mistakes import kept
from grader.mistakes.groups import groups
from grader.roster import Student
from grader.values import Returned

AUTHORS = ROOT / "docs" / "authors.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), CONTRIBUTING, ROOT / "CHANGELOG.md"]
SHELL = {"sh", "console"}
OTHER_LANGUAGES = {"", "python", "toml", "yaml"}

# Not run, because they need a network, a right or a browser, or would install something.
ELSEWHERE = (
    *(
        ". .venv/bin/activate",
        "pip install ",
        "pre-commit ",
        "jupyter lab ",
        "sudo apt-get ",
        "sudo sysctl ",
        "dask ssh ",
    ),
    "grader grade submissions/* --out results --scheduler",  # test_cluster.py runs it
    "grader grade submissions/* --out results --require",  # tests/kit/ci and test_grading.py run it
)
DRAWS_PICTURES = "python docs/images/make.py"  # needs a browser; a test below runs what does not
# Need a network or hours, or are run in tests/kit/releasing: only their options are checked.
CALIBRATE = "python benchmarks/calibrate_mnist.py "
OPTIONS_ONLY = ("grader fetch-data", "grader release", "grader export gradescope-autograder ", CALIBRATE)
AS_DRAWN = ".results"  # the results as these tests make them; other commands of the docs grade into them
ABOUT_THEM = ("grader mistakes ", "grader export ", "grader replay ", "grader forget ")
ISOLATING = ("grader grade ", "grader replay ", "grader mistakes refresh ")
WATCHING = "grader watch"  # never ends by itself
DOCTOR = "grader doctor"  # run once for all tests
DRAWING = "grader bank "  # takes a minute in the course; a small one is as good
KIT_TESTS = "pytest tests/kit"  # only collected: they run anyway


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, and its lines by number."""

    page: Path
    language: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Command:
    """A command of the docs, the place where it comes first, and the lines that the docs show as its output."""

    place: str
    text: str
    shown: tuple[tuple[str, ...], ...] = ()


@cache
def blocks() -> tuple[Block, ...]:
    found = []
    for page in PAGES:
        opened: tuple[str, list[tuple[int, str]]] | None = None
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            fence = re.match(r"\s*```(\S*)\s*$", line)
            if fence and opened is None:
                opened = (fence[1], [])
            elif fence and opened is not None:
                found.append(Block(page, opened[0], tuple(opened[1])))
                opened = None
            elif opened is not None:
                opened[1].append((number, line))
        assert opened is None, f"{page}: a block is not closed"
    return tuple(found)


def commands() -> list[Command]:
    """Return each command once."""
    found: dict[str, Command] = {}
    for command in (command for block in blocks() for command in _commands_of(block)):
        first = found.get(command.text, command)
        shown = tuple(dict.fromkeys(first.shown + command.shown))
        found[command.text] = Command(first.place, command.text, shown)
    return list(found.values())


def _commands_of(block: Block) -> Iterator[Command]:
    page = block.page.relative_to(ROOT)
    if block.language == "sh":
        for number, line in block.lines:
            if text := re.sub(r"\s#.*", "", line).strip():
                yield Command(f"{page}:{number}", text)
    elif block.language == "console":
        starts = [i for i, (_, line) in enumerate(block.lines) if line.startswith("$ ")]
        assert starts[:1] == [0], f"{page}:{block.lines[0][0]}: a console block begins with $ and a command"
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            number, line = block.lines[start]
            shown = tuple(text for _, text in block.lines[start + 1 : end])
            yield Command(f"{page}:{number}", line.removeprefix("$ ").strip(), (shown,))


# Running them


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, course_folder: Path, bank_file: Path) -> Path:
    """Return a copy of the course with everything that the docs mention: submissions, a bank, a wrong output_size."""
    place = tmp_path_factory.mktemp("docs") / "course"
    shutil.copytree(course_folder, place, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    support.fill_own_bank(place, bank_file)
    for name in ("cases.bank", "secret.bank"):
        shutil.copyfile(bank_file, place / name)
    shutil.copytree(place / "student", place / "old")
    (place / "data").mkdir()
    for part in ("MNIST", "hub"):
        if (DATA / part).is_dir():
            (place / "data" / part).symlink_to(DATA / part)
    for parent in ("submissions", "demo-results/class"):
        hand_in(place / parent / "ada", images=solved("images"))
        with tarfile.open(place / parent / "ben.tar.gz", "w:gz") as archive:
            archive.add(place / parent / "ada" / "images.py", "ben/images.py")
    (place / "canvas.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,Convolutions (123)\nA,1,,ada,,\nB,2,,ben,,\n"
    )
    (place / "worksheet.csv").write_text("Identifier,ID number,Grade\nParticipant 1,ada,\nParticipant 2,ben,\n")
    with zipfile.ZipFile(place / "download.zip", "w") as download:
        download.writestr("lovelaceada_12345_678910_images-1.py", solved("images"))
    failed = results.ExerciseResult("conv_2d", "Convolve", "convolution", "missing", 0, 5, ())
    report = results.report("ada", [failed], digest="", facts={}, marks=())
    for name in ("results", "results-before", "results-upgraded"):
        write_atomically(place / name / "ada" / results.FILE, results.to_json(report))
        write_atomically(place / name / roster.FILE, roster.render([Student("ada", "123456", "Ada")]).encode())
    answers = unknown_answers(bank.load(bank_file, Keys.of(course.load(place))))
    write_atomically(place / "results" / "ada" / kept.FILE, answers)
    origin = {"path": str(place / "submissions" / "ada")}
    write_atomically(place / "results" / "ada" / "provenance.json", msgspec.json.encode(origin))
    shutil.copytree(place / "results", place / AS_DRAWN)
    guide = (ROOT / "docs" / "students.md").read_text(encoding="utf-8")
    wrong = guide.partition("forgets the dilation:\n\n```python\n")[2].partition("\n```")[0]
    assert "// stride + 1" in wrong
    rewrite(
        place / "student" / "convolution.py", r'^    # TODO: .*\n    raise NotImplementedError\("output_size"\)$', wrong
    )
    return place


def unknown_answers(loaded: Bank) -> bytes:
    """Return answers to conv_2d that no known mistake gives, as they are kept."""
    known, units = loaded.known("conv_2d"), loaded.units("conv_2d")
    assert known is not None
    answers = [[Returned(7)] * len(unit.requests) for unit in units]
    found = kept.packed(units, answers, known.scale_free)
    assert found is not None
    return kept.encoded("", {"conv_2d": found})


@pytest.fixture(scope="module")
def authored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the course that docs/authors.md writes: each of its blocks begins with the name of a file."""
    place = tmp_path_factory.mktemp("authored")
    for block in blocks():
        if block.page == AUTHORS and block.language in ("python", "toml"):
            (_, name), *lines = block.lines
            file = place / name.removeprefix("# ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f"{line}\n" for _, line in lines), encoding="utf-8")
    return place


def environment(place: Path) -> dict[str, str | None]:
    """Use the `pytest`, `grader` and `python` of these tests, and the data in this folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    data = str(place / "data") if (place / "data" / "MNIST").exists() else None
    return {"PATH": path, "CONVKIT_DATA": data, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONUNBUFFERED": "1"}


@pytest.mark.parametrize("command", [pytest.param(c, id=f"{c.place} {c.text}") for c in commands()])
def test_a_command_of_the_docs_works(command: Command, request: pytest.FixtureRequest) -> None:
    text = command.text
    if text.startswith(ELSEWHERE) or text == DRAWS_PICTURES:
        return
    if text.startswith(OPTIONS_ONLY):
        assert_has_options(command)
    elif text.startswith("make "):
        assert_runs(command, text.replace("make ", "make -n ", 1), ROOT, {})
    elif text.startswith(KIT_TESTS):
        assert_runs(command, f"{text} --collect-only -q", ROOT, environment(ROOT))
    elif text == DOCTOR:
        assert request.getfixturevalue("doctor").returncode in (0, 3)
    elif text.startswith(("grader ", "pytest", "cp ")):
        if text.startswith(ISOLATING):
            request.getfixturevalue("isolated")
        folder = request.getfixturevalue("authored" if command.place.startswith("docs/authors.md") else "folder")
        place = request.getfixturevalue("tiny_folder") if text.startswith(DRAWING) else folder
        if text.startswith(ABOUT_THEM):
            shutil.rmtree(folder / "results")
            shutil.copytree(folder / AS_DRAWN, folder / "results")
        if text.startswith("grader mistakes name "):
            (group,) = groups(course.load(folder), folder / "results")
            text = re.sub(r"\b[0-9a-f]{8}\b", group.id, text)
        elif text.startswith("grader forget "):
            place = shutil.copytree(folder, request.getfixturevalue("tmp_path") / "course", symlinks=True)
            text += " --yes"
        check = assert_watches if text == WATCHING else assert_runs
        check(command, text, place, environment(folder))
    else:
        pytest.fail(f"{command.place}: no test knows «{text}»; add it to a list in {Path(__file__).name}")


def assert_runs(command: Command, text: str, place: Path, env: dict[str, str | None]) -> None:
    done = run("sh", "-c", text, cwd=place, env=env)
    output = done.stdout + done.stderr
    good = (0, 1) if text.startswith("pytest") else (0,)  # the course has a wrong function
    assert done.returncode in good, f"{command.place}: «{text}» ends with {done.returncode}:\n{output}"
    assert "Traceback" not in output, f"{command.place}: «{text}»:\n{output}"
    for shown in command.shown:
        assert_shown(command, shown, output)


def assert_shown(command: Command, shown: tuple[str, ...], output: str) -> None:
    """Require the lines that the docs show, in order; … matches anything."""
    lines = iter(output.splitlines())
    for wanted in shown:
        pattern = ".*".join(map(re.escape, wanted.rstrip().split("…")))
        found = wanted == "…" or any(re.fullmatch(pattern, line.rstrip()) for line in lines)
        assert found, f"{command.place}: «{command.text}» does not print «{wanted}» where the docs show it:\n{output}"


def assert_has_options(command: Command) -> None:
    """Parse the options with click, which rejects unknown ones before it prints the help."""
    program = calibration() if command.text.startswith(CALIBRATE) else cli.main
    arguments = shlex.split(command.text.removeprefix(CALIBRATE).removeprefix("grader "))
    done = CliRunner().invoke(program, [*arguments, "--help"])
    assert done.exit_code == 0, f"{command.place}: «{command.text}»: {done.output}"


@cache
def calibration() -> click.Command:
    spec = spec_from_file_location("calibrate_mnist", ROOT / "benchmarks" / "calibrate_mnist.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return next(thing for thing in vars(module).values() if isinstance(thing, click.Command))


def assert_watches(command: Command, text: str, place: Path, env: dict[str, str | None]) -> None:
    """Start the watch, wait for its first line, and interrupt it."""
    variables = {name: value for name, value in (os.environ | env).items() if value is not None}
    call = [GRADER, *shlex.split(text)[1:]]
    with subprocess.Popen(call, cwd=place, env=variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=30)
        finally:
            process.kill()
    begins = [line.split(" ")[:2] for line in first]
    assert begins[1] == ["Next:", "to_gray"], f"{command.place}: «{command.text}» says {first!r}"
    assert process.returncode == 0, f"{command.place}: «{command.text}» ends with {process.returncode} after Ctrl-C"


def test_every_block_says_what_it_is_in() -> None:
    for block in blocks():
        place = f"{block.page.name}:{block.lines[0][0]}"
        assert block.language in SHELL | OTHER_LANGUAGES, f"{place}: {block.language} is not known to this test"
        for _, line in block.lines if block.language == "" else ():
            assert not re.match(r"\s*(\$ |grader |pytest\b|make |pip )", line), f"{place}: a command is no `sh`: {line}"


# What is named in the text


def spoken() -> Iterator[tuple[str, str]]:
    """Return the text between backquotes outside of blocks, with its place."""
    for page in PAGES:
        inside = False
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
            if re.match(r"\s*```", line):
                inside = not inside
            elif not inside:
                yield from ((f"{page.relative_to(ROOT)}:{number}", code) for code in re.findall(r"`([^`]+)`", line))


def mentioned() -> list[tuple[str, list[str]]]:
    """Return every call of `grader` in blocks and text, split into parts, with its place."""
    named = [(c.place, c.text) for block in blocks() for c in _commands_of(block)] + list(spoken())
    return [(place, text.split()) for place, text in named if re.match(r"grader \w", text)]


def options_of(name: str) -> set[str]:
    command = cli.main.get_command(click.Context(cli.main), name)  # imported only now
    assert command is not None
    all_of_it = command.commands.values() if isinstance(command, click.Group) else [command]
    options = [p for each in all_of_it for p in each.params if isinstance(p, click.Option)]
    return {name for option in options for name in option.opts if name.startswith("--")}


def test_every_command_in_the_docs_exists_with_its_options() -> None:
    for place, parts in mentioned():
        assert parts[1] in cli.COMMANDS, f"{place}: there is no command grader {parts[1]}"
        unknown = {part for part in parts[2:] if part.startswith("--")} - options_of(parts[1])
        assert not unknown, f"{place}: grader {parts[1]} has no {unknown}"


def test_every_command_and_every_option_is_in_the_docs() -> None:
    named = {parts[1] for _, parts in mentioned()}
    assert set(cli.COMMANDS) <= named
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = {o for name in cli.COMMANDS for o in options_of(name) if not re.search(rf"{o}\b", text)}
    assert not missing


@pytest.mark.parametrize("option", ["--submission", "--budget", "--data", "--bank", "--results"])
def test_every_option_of_pytest_that_we_add_is_shown(option: str) -> None:
    assert any(parts.startswith("pytest ") and option in parts.split() for parts in everything_typed())


def everything_typed() -> list[str]:
    return [c.text for c in commands()] + [code for _, code in spoken()]


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text):
            if re.match(r"https?:", target):
                continue
            path, _, anchor = target.partition("#")
            file = page.parent / path if path else page
            assert file.exists(), f"{page.name}: {target} leads nowhere"
            assert not anchor or anchor in anchors(file), f"{page.name}: {target}: {file.name} has no such heading"


def anchors(page: Path) -> set[str]:
    """Return the link anchors of a page's headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_path_in_the_text_exists() -> None:
    rooms = {entry.name for entry in ROOT.iterdir() if entry.name not in ("demo-results", ".venv", ".convkit")}
    for place, code in spoken():
        if re.fullmatch(r"[\w.<>*/-]+", code) and code.partition("/")[0] in rooms and "/NAME" not in code:
            pattern = re.sub(r"<\w+>", "*", code.rstrip("/"))
            assert any(ROOT.glob(pattern)), f"{place}: there is no {code}"


def design() -> dict[str, str]:
    """Return the paths in the list of modules of docs/design.md, with their descriptions."""
    block = next(b for b in blocks() if b.page.name == "design.md" and b.lines[0][1].startswith("course.toml "))
    found: dict[str, str] = {}
    parents: list[tuple[int, str]] = []
    for number, line in block.lines:
        indent = len(line) - len(line.lstrip())
        name, _, text = line.strip().partition(" ")
        parents = [(depth, path) for depth, path in parents if depth < indent]
        path = (parents[-1][1] if parents else "") + name
        assert text.strip(), f"docs/design.md:{number}: {path} is not described"
        found[path] = text.strip()
        if name.endswith("/"):
            parents.append((indent, path))
    return found


def test_everything_in_the_design_exists() -> None:
    for path in design():
        assert (ROOT / path).exists(), f"docs/design.md: there is no {path}"


def test_every_module_is_in_the_design() -> None:
    named = design()
    whole = {path for path in named if path.endswith("/") and not any(p.startswith(path) and p != path for p in named)}
    for file in (ROOT / "grader").rglob("*.py"):
        path = file.relative_to(ROOT).as_posix()
        shim = path.startswith("grader/judging/")
        if file.name != "__init__.py" and not shim and not any(path.startswith(folder) for folder in whole):
            assert path in named, f"docs/design.md does not name {path}"


@pytest.mark.slow
def test_the_picture_of_the_board_shows_what_pytest_prints() -> None:
    """Compare the text alone, because other versions of rich draw it in another way."""
    spec = spec_from_file_location("pictures", ROOT / "docs" / "images" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    pictures = module_from_spec(spec)
    spec.loader.exec_module(pictures)
    drawn = (ROOT / "docs" / "images" / "board.svg").read_text(encoding="utf-8")
    assert words(drawn) == words(pictures.board(pictures.practise())), "run python docs/images/make.py"


def words(svg: str) -> list[str]:
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)
