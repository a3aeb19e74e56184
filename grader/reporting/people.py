"""What submissions are called in a report: by their names, or by keyed codes."""

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from grader.roster import Student

CODE = 8  # characters of a code
KEY = 32  # bytes
Folders = Iterable[str]


class PeopleError(Exception):
    """Codes cannot be given. The message says where, what and a remedy."""


@dataclass(frozen=True)
class Person:
    """A submission in a report: its folder among the results, what it is called, and the name of its page."""

    folder: str
    label: str
    file: str

    @property
    def link(self) -> str:
        """The address of the page, from the first page of the site."""
        return quote(f"students/{self.file}")


People = Mapping[str, Person]  # by folder, in the order in which they are listed


def named(folders: Folders, roster: Mapping[str, Student]) -> People:
    """Call each submission by the roster's name, or by its own."""
    labels = {folder: _name(folder, roster) for folder in folders}
    ordered = sorted(labels, key=lambda folder: (labels[folder].casefold(), folder))
    return {folder: Person(folder, labels[folder], f"{folder}.html") for folder in ordered}


def _name(folder: str, roster: Mapping[str, Student]) -> str:
    student = roster.get(folder)
    return student.name or folder if student else folder


def coded(folders: Folders, roster: Mapping[str, Student], key: bytes) -> People:
    """Call each submission by a code, in the order of the codes. Raises PeopleError if two have the same."""
    found: dict[str, str] = {}
    for folder in folders:
        student = roster.get(folder)
        own = code(student.id or folder if student else folder, key)
        if own in found:
            raise PeopleError("two students would get the same code; name another --key.")
        found[own] = folder
    return {found[own]: Person(found[own], own, f"{own}.html") for own in sorted(found)}


def code(identifier: str, key: bytes) -> str:
    """Return the code of a student's identifier, which nobody can compute without the key."""
    text = unicodedata.normalize("NFC", identifier).encode(errors="surrogatepass")
    return base64.b32encode(hmac.digest(key, text, hashlib.sha256)).decode()[:CODE].lower()


def key_in(file: Path) -> bytes:
    """Return the key in a file, which is made, for its owner alone, if it is missing. Raises PeopleError."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
                new.write(secrets.token_bytes(KEY))
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise PeopleError(f"{file}: others can read this key; run chmod 600 on it, or name another --key.")
        key = file.read_bytes()
    except OSError as error:
        raise PeopleError(f"{file}: the key cannot be kept there ({error.strerror}); name another --key.") from None
    if len(key) < KEY:
        raise PeopleError(f"{file}: not a key, which has at least {KEY} bytes; name another --key.")
    return key
