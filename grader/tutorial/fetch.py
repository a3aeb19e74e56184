"""Download a file with a known sum: resumed or begun anew, whole or not at all, and given up soon without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from rich.console import Console
from rich.progress import wrap_file

PATIENCE = 3.0  # seconds of silence; two mirrors that both hang cost twice this


class FetchError(Exception):
    """Why a file could not be had, for people."""


def fetch(path: Path, is_right: Callable[[Path], bool], addresses: Sequence[str], patience: float = PATIENCE) -> None:
    """Put the file that `is_right` accepts at `path`, from the first address that has it; else `FetchError`."""
    half = path.with_name(f"{path.name}.part")
    failures = []
    for address in addresses:
        try:
            _complete(half, address, is_right, patience)
        except (OSError, HTTPException, FetchError) as error:
            failures.append(f"{urlsplit(address).hostname}: {reason(error)}")
        else:
            half.replace(path)
            return
    raise FetchError("; ".join(failures))


def _complete(half: Path, address: str, is_right: Callable[[Path], bool], patience: float) -> None:
    """Continue `half` from its end or, if that turns out wrong, from its start, until its sum is right."""
    resumed = half.exists()
    try:
        _append(half, address, patience)
    except HTTPError as error:
        if not (resumed and error.code == 416):  # 416: the file has nothing behind the end of our half
            raise
    if is_right(half):
        return
    half.unlink()
    if not resumed:
        raise FetchError("sent other bytes than expected (wrong sum)")
    _complete(half, address, is_right, patience)


def _append(half: Path, address: str, patience: float) -> None:
    """Write what the server has behind the end of `half`; what arrives before an error stays there."""
    start = half.stat().st_size if half.exists() else 0
    with _open(address, start, patience) as response, half.open("ab") as file:
        if response.status != 206:  # a server that cannot resume sends all of it
            file.truncate(0)
        size, console = response.length or 0, Console(stderr=True)
        quiet = not console.is_terminal
        with wrap_file(response, size, description=half.stem, console=console, disable=quiet) as body:
            shutil.copyfileobj(body, file, 1 << 16)
        if response.length:
            raise ConnectionError(f"the connection ended {response.length:,} bytes too early")


def _open(address: str, start: int, patience: float) -> HTTPResponse:
    """Ask for a file from byte `start` on; `TimeoutError` after `patience` seconds without an answer."""
    request = Request(address, headers={"Range": f"bytes={start}-"} if start else {})  # noqa: S310 - a mirror's
    answer: Future[HTTPResponse] = Future()

    def ask() -> None:
        try:
            answer.set_result(urlopen(request, timeout=patience))  # noqa: S310 - as above
        except Exception as error:
            answer.set_exception(error)

    # The socket's own timeout does not cover the look-up of a name, which can hang for minutes.
    Thread(target=ask, daemon=True).start()
    return answer.result(patience)


def reason(error: Exception) -> str:
    """Return an exception as a part of one line."""
    return " ".join(str(error).split()) or type(error).__name__
