"""Make a wheel of this kit as it is installed here, from its checkout or from another wheel."""

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from grader.files import EARLIEST

WHEEL = b"Wheel-Version: 1.0\nGenerator: convkit\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def of_the_kit() -> tuple[str, bytes]:
    """Return the name and the bytes of a wheel, the same bytes for the same installation."""
    distribution = _installation()
    label = f"convkit-{distribution.version}"
    about = f"{label}.dist-info"
    files = dict(_package())
    for name, former in (("METADATA", "PKG-INFO"), ("entry_points.txt", "entry_points.txt")):
        files[f"{about}/{name}"] = (distribution.read_text(name) or distribution.read_text(former) or "").encode()
    licences = [file for file in distribution.files or () if str(file).startswith(f"{about}/licenses/")]
    files |= {str(file): file.read_binary() for file in licences}
    files[f"{about}/WHEEL"] = WHEEL
    record = f"{about}/RECORD"
    lines = [f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in sorted(files.items())]
    files[record] = f"{''.join(lines)}{record},,\n".encode()
    return f"{label}-py3-none-any.whl", archive(files)


def _installation() -> importlib.metadata.Distribution:
    """Return what was installed; a build leaves another description of the kit in its checkout."""
    found = list(importlib.metadata.distributions(name="convkit"))
    return next((d for d in found if any(file.name == "RECORD" for file in d.files or ())), found[0])


def _package() -> Iterator[tuple[str, bytes]]:
    folder = Path(__file__).parent
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            yield f"{folder.name}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def archive(files: dict[str, bytes], programs: tuple[str, ...] = ()) -> bytes:
    """Return a zip archive of these files, the same bytes each time; `programs` may be run."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name in programs else 0o100644) << 16
            zipped.writestr(entry, content)
    return packed.getvalue()
