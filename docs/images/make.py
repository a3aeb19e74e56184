"""Make the pictures of README.md from real runs: `python docs/images/make.py`.

board.svg shows what `pytest` prints, counterexample.png what `check` shows in a notebook; that one needs Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COLUMNS = 80
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SCALE = 2  # pixels of the picture for each pixel of the page
SOLVED = ("images",)  # modules that the student on the board has finished
FORGETS_DILATION = """\
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) // stride + 1
"""
FLIPS_KERNEL = """
import torch.nn.functional as F
from grader import check


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.flip(2, 3), stride=stride, padding=padding, dilation=dilation)


print(check(conv_2d)._repr_html_())
"""
# Rich's own format without its fonts from the network, which are not loaded in pictures.
SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def practise() -> str:
    """Return what pytest prints for a student who has done some exercises, with its colours."""
    with tempfile.TemporaryDirectory() as folder:
        student = Path(folder) / "student"
        shutil.copytree(ROOT / "student", student, ignore=shutil.ignore_patterns("__pycache__"))
        for module in SOLVED:
            shutil.copyfile(ROOT / "reference" / f"{module}.py", student / f"{module}.py")
        file = student / "convolution.py"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        stub = next(i for i, line in enumerate(lines) if 'NotImplementedError("output_size")' in line)
        lines[stub - 1 : stub + 1] = [FORGETS_DILATION]
        file.write_text("".join(lines), encoding="utf-8")
        tests = [ROOT / "tests" / "exercises" / f"test_{name}.py" for name in ("images", "convolution")]
        printed = _run(["-m", "pytest", "--color=yes", "--submission", str(student), *map(str, tests)])
        return printed.replace(f"{student.parent}{os.sep}", "")


def board(printed: str) -> str:
    """Return the first failure that pytest prints, and the board, as SVG."""
    lines = printed.splitlines()

    def line_with(text: str) -> int:
        return next(i for i, line in enumerate(lines) if text in line)

    failure = lines[line_with("_ output_size _") : line_with("got: ") + 1]
    table = lines[line_with("your exercises") : line_with("Next: ") + 1]
    shown = ["$ pytest tests/exercises/test_images.py tests/exercises/test_convolution.py", *failure, "…", *table]
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text.from_ansi("\n".join(shown)))
    return console.export_svg(
        title="pytest", theme=DEFAULT_TERMINAL_THEME, code_format=SVG, unique_id="board", font_aspect_ratio=0.6
    )


def counterexample() -> Image.Image:
    """Return the verdict on a convolution that flips the kernel, as a notebook shows it."""
    html = _run(["-c", FLIPS_KERNEL])
    page = f'<meta charset="utf-8"><body style="margin:12px;font:14px sans-serif;background:#fff">{html}</body>'
    with tempfile.TemporaryDirectory() as folder:
        file, picture = Path(folder) / "page.html", Path(folder) / "page.png"
        file.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                *(str(CHROMIUM), *FLAGS, f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={SCALE}"),
                *("--window-size=760,1000", f"--screenshot={picture}", file.as_uri()),
            ],
            check=True,
            capture_output=True,
        )
        whole = Image.open(picture).convert("RGB")
    white = Image.new("RGB", whole.size, "white")
    left, top, right, bottom = ImageChops.difference(whole, white).getbbox() or (0, 0, *whole.size)
    margin = 8 * SCALE
    cut = whole.crop((max(left - margin, 0), max(top - margin, 0), right + margin, bottom + margin))
    return cut.quantize(64, dither=Image.Dither.NONE)


def _run(arguments: list[str]) -> str:
    """Run Python in the course folder; pytest ends with 1 where a check fails, as here."""
    environment = os.environ | {"COLUMNS": str(COLUMNS), "PYTHONPATH": str(ROOT)}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def main() -> None:
    (HERE / "board.svg").write_text(board(practise()), encoding="utf-8")
    if CHROMIUM is None:
        sys.exit("counterexample.png was not made: there is no Chromium; name one with CHROMIUM=…")
    counterexample().save(HERE / "counterexample.png", optimize=True)


if __name__ == "__main__":
    main()
