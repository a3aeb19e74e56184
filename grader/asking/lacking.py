"""Explain an exception by what is missing while grading: packages, network, keyboard, GPU, processes, files.

The explanation rests on the exception's type, its text and the lines shown with it. All of these come from a worker,
so they only ever produce text for people.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from grader.sandbox.scratch import BYTES, FILES
from grader.text import one_line
from grader.values import Raised

UNDER_MAIN = 'Put this under `if __name__ == "__main__":`, which is skipped while grading.'
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
IMPORTED_AS = {"pillow": "PIL", "scikit-image": "skimage", "scikit-learn": "sklearn"}

NETWORK_TYPES = re.compile(r"URLError|HTTPError|gaierror|Connect\w*(Error|Timeout)|MaxRetryError|NameResolution\w*")
NETWORK_TEXT = re.compile(
    r"urlopen error|name resolution|getaddrinfo|Failed to establish|Max retries|unreachable|Error downloading|https?://"
)
NETWORK_SOURCE = re.compile(
    r"download\w*\s*=\s*True|urlretrieve|urlopen|requests\.|from_url|hub\.load|download_url|\.download\(|fetch_\w+\("
    r"|socket\(|pretrained\s*=\s*True|weights\s*="
)
GPU = re.compile(r"\bcuda\b|NVIDIA|\bMPS\b|\bHIP\b|\bROCm\b|\bXPU\b", re.IGNORECASE)
PROCESS_SOURCE = re.compile(
    r"num_workers|multiprocessing|subprocess|Popen|Pool\(|PoolExecutor|Process\(|\bfork\(|torch\.compile|os\.exec"
)
PROCESS_TEXT = re.compile(r"DataLoader worker|_dynamo|inductor|C\+\+ compiler|cpp_builder", re.IGNORECASE)
NO_PATH = re.compile(r"^\[Errno (1|11|13|38)\] [\w ]+$")  # refused, but not because of a file
REFUSED = re.compile(r"No usable temporary directory|Read-only file system|Permission denied|Operation not permitted")
FULL = re.compile(r"No space left|File too large|Disk quota|PytorchStreamWriter failed|unexpected pos")
MISSING = re.compile(r"No such file|does not exist|cannot find|not found")


@dataclass(frozen=True)
class Surroundings:
    """What a submission has while it is graded: packages, its own files, room for files; whether it is a notebook."""

    packages: tuple[str, ...]
    files: Mapping[str, bytes]
    writes: bool
    notebook: bool = False


@dataclass(frozen=True)
class Explanation:
    sentence: str
    instead: bool = False  # replaces the exception's text, which would mislead


def explained(outcome: Raised, around: Surroundings) -> Raised:
    """Return the exception, with a sentence added if it asked for something that grading lacks."""
    if outcome.memory:
        return outcome
    found = next((e for explain in EXPLANATIONS if (e := explain(outcome, around))), None)
    if found is None:
        return outcome
    text = found.sentence if found.instead or not outcome.text else f"{outcome.text}\n{found.sentence}"
    return msgspec.structs.replace(outcome, text=text)


def _source(outcome: Raised) -> str:
    return "\n".join(frame.source for frame in outcome.frames)


def _remedy(outcome: Raised, otherwise: str = "") -> str:
    return UNDER_MAIN if outcome.while_importing else otherwise


def _encoding(outcome: Raised, around: Surroundings) -> Explanation | None:
    if not {"SyntaxError", "ValueError"} & set(outcome.bases):
        return None
    if re.match(r"source code (string )?cannot contain null bytes", outcome.text):
        file = next((f for f, data in around.files.items() if data.startswith(WIDE)), "")
        what = f"{one_line(file)} is saved in UTF-16" if file else "a file contains null bytes, perhaps UTF-16"
        return Explanation(f"{what}; save it as UTF-8.", instead=True)
    if "'utf-8' codec can't decode" in outcome.text or "Non-UTF-8" in outcome.text:
        file = next((f for f, data in around.files.items() if not _is_utf8(data)), "")
        return Explanation(f"{one_line(file) or 'A file'} is not saved in UTF-8; save it as UTF-8.")
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _notebook(outcome: Raised, around: Surroundings) -> Explanation | None:
    last = outcome.frames[-1].source.lstrip() if outcome.frames else ""
    magic = "SyntaxError" in outcome.bases and last.startswith(("%", "!", "?"))
    name = "NameError" in outcome.bases and re.search(r"name '(get_ipython|display)'", outcome.text)
    module = re.search(r"No module named '(google|IPython|ipywidgets)\b", outcome.text)
    if magic or name or module:
        start = "Remove" if around.notebook else "This looks like an exported notebook: remove"
        return Explanation(
            f"{start} what works in notebooks only, such as get_ipython(), display(), google.colab, and lines that "
            "begin with % or !."
        )
    if any(data.lstrip().startswith(b"{") and b'"cells"' in data for data in around.files.values()):
        return Explanation(
            "A file is a notebook, not Python: give it a name that ends in .ipynb, or export the notebook as a Python "
            "script."
        )
    return None


def _package(outcome: Raised, around: Surroundings) -> Explanation | None:
    found = re.match(r"No module named '([^'.]+)", outcome.text)
    if "ModuleNotFoundError" not in outcome.bases or not found:
        return None
    name = found[1]
    if name in {n for package in around.packages for n in (package, IMPORTED_AS.get(package, ""))}:
        return None
    file = next((f for f in around.files if f.casefold() == f"{name}.py".casefold()), "")
    if file:
        return Explanation(f"Found {one_line(file)}, expected {name}.py: capital letters matter.")
    return Explanation(
        f"{name} is not available while grading. Available are {', '.join(around.packages)} and Python's standard "
        f"library. If {name} is a file of your own, submit {name}.py too."
    )


def _exit(outcome: Raised, _around: Surroundings) -> Explanation | None:
    if "SystemExit" not in outcome.bases:
        return None
    if "parse_args" in _source(outcome):
        return Explanation(
            f"There is no command line while grading, so argparse ends the program. {_remedy(outcome)}", True
        )
    has_text = outcome.text and not re.fullmatch(r"-?\d+|None|True|False", outcome.text)
    return Explanation(_remedy(outcome, "Remove that call."), instead=not has_text)


def _keyboard(outcome: Raised, _around: Surroundings) -> Explanation | None:
    if "EOFError" not in outcome.bases or "reading a line" not in outcome.text:
        return None
    remedy = _remedy(outcome, "Use the function's arguments.")
    return Explanation(f"There is no keyboard while grading, so input() cannot ask for anything. {remedy}", True)


def _network(outcome: Raised, _around: Surroundings) -> Explanation | None:
    if not {"OSError", "RuntimeError"} & set(outcome.bases):
        return None
    named = NETWORK_TYPES.fullmatch(outcome.type) or NETWORK_TEXT.search(outcome.text)
    asked = NETWORK_SOURCE.search(_source(outcome)) and re.search(
        f"{REFUSED.pattern}|{MISSING.pattern}|corrupted", outcome.text
    )
    if not named and not asked:
        return None
    remedy = _remedy(outcome, "Remove the download from the function.")
    return Explanation(f"There is no network while grading, so nothing can be downloaded. {remedy}", instead=True)


def _gpu(outcome: Raised, _around: Surroundings) -> Explanation | None:
    if not GPU.search(outcome.text) or not {"RuntimeError", "AssertionError", "ValueError"} & set(outcome.bases):
        return None
    return Explanation(
        "There is no GPU while grading. Choose the device by "
        '`device = "cuda" if torch.cuda.is_available() else "cpu"`.',
        instead=True,
    )


def _processes(outcome: Raised, _around: Surroundings) -> Explanation | None:
    refused = "OSError" in outcome.bases and NO_PATH.match(outcome.text)
    asked = {"OSError", "RuntimeError"} & set(outcome.bases) and PROCESS_SOURCE.search(_source(outcome))
    if not (refused or asked or PROCESS_TEXT.search(f"{outcome.type} {outcome.text}")):
        return None
    return Explanation(
        "No other processes can be started while grading: use num_workers=0, and leave out multiprocessing, "
        "subprocess and torch.compile."
    )


def _files(outcome: Raised, around: Surroundings) -> Explanation | None:
    if not {"OSError", "RuntimeError"} & set(outcome.bases):
        return None
    if FULL.search(outcome.text) and around.writes:
        return Explanation(
            f"While grading, there is room for {BYTES >> 20} MB in files, and for fewer than {FILES} files."
        )
    if REFUSED.search(outcome.text):
        return Explanation(
            "While grading, files can be written in the working directory only; use a plain name such as 'plot.png'."
            if around.writes
            else "Files cannot be written while grading, and only those of installed packages can be read."
        )
    if "FileNotFoundError" in outcome.bases or ("file" in outcome.text.lower() and MISSING.search(outcome.text)):
        return Explanation("While grading, there are no files or folders but the Python files that you submitted.")
    return None


EXPLANATIONS: tuple[Callable[[Raised, Surroundings], Explanation | None], ...] = (
    *(_encoding, _notebook, _package, _exit, _keyboard, _gpu, _network, _processes, _files),
)
