"""The folder that a worker writes into is small, is its own, and is empty again before the next worker sees it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.asking.isolated import Isolated
from grader.course import Limits
from grader.sandbox import scratch
from grader.sandbox.command import Supplies
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import ZygoteProcess
from grader.sandbox.scratch import Folders
from grader.subject import Fault
from grader.values import Items, Request, Returned, plain

LIMITS = Limits(call=10.0, importing=5.0, exercise=60.0, patience=6.0, memory_mb=512)

HEAD = """
import ctypes, errno, os, socket, sys, threading
libc = ctypes.CDLL(None, use_errno=True)

def tried(*attempts):
    "Return for each attempt 0 if it succeeded, else its errno."
    codes = []
    for attempt in attempts:
        try:
            attempt()
            codes.append(0)
        except OSError as error:
            codes.append(error.errno)
    return codes

def call(number, *values):
    wide = [ctypes.c_long(v) if isinstance(v, int) else v for v in values]
    if libc.syscall(ctypes.c_long(number), *wide) < 0:
        raise OSError(ctypes.get_errno(), "refused")

def write(path, size=1):
    with open(path, "wb", buffering=0) as file:
        for start in range(0, size, 1 << 20):
            file.write(bytes(min(size - start, 1 << 20)))
"""
# What the next worker finds: nothing, and room for all that it may write.
WITNESS = """
def go():
    here = os.stat(".")
    found = [os.listdir("."), os.getcwd(), here.st_mode & 0o777, here.st_nlink, here.st_size, here.st_mtime]
    room = os.statvfs(".")
    found += [room.f_bfree, room.f_ffree]
    write("probe", 8 << 20)
    os.unlink("probe")
    return repr(found)
"""
REFUSED = {
    "a symbolic link": 'os.symlink("/", "x")',
    "a hard link to a file of the system": 'os.link(os.__file__, "x")',
    "a hard link to its own file": '(write("a"), os.link("a", "x"))',
    "a pipe": 'os.mkfifo("x")',
    "a device": 'os.mknod("x", 0o20666, os.makedev(1, 3))',
    "a plain file by mknod": 'os.mknod("x", 0o100666)',
    "a socket": 'socket.socket(socket.AF_UNIX).bind("x")',
    "a file beside its folder": 'write("../x")',
    "a folder beside its folder": 'os.mkdir("../x")',
    "a file by way of proc": 'write("/proc/self/cwd/../x")',
    "a look beside its folder": 'os.listdir("..")',
    "a file at the top": '(os.chdir("/"), write("x"))',
    "a file in the temporary folder": 'write("/tmp/x")',
    "a file in shared memory": 'write("/dev/shm/x")',
    "a device that may be read": 'write("/dev/zero")',
    "a file renamed out": '(write("a"), os.rename("a", "../x"))',
    "a file renamed to another file system": '(write("a"), os.rename("a", "/tmp/x"))',
    "a folder renamed out": '(os.mkdir("a"), os.rename("a", "../x"))',
    "its own folder renamed": "os.rename(os.getcwd(), '../x')",
    "its own folder removed": "os.rmdir(os.getcwd())",
    "a file renamed in": 'os.rename("/dev/null", "x")',
    "a device made by a rename": '(write("a"), call(316, -100, b"a", -100, b"b", 4))',
    "an unnamed file with a name": 'call(265, os.open(".", os.O_TMPFILE | os.O_RDWR), b"", -100, b"x", 0x1000)',
    "a changed mode": '(write("a"), os.chmod("a", 0o4777))',
    "a changed owner": '(write("a"), os.chown("a", 0, 0))',
    "a changed time": '(write("a"), os.utime("a", (1, 1)))',
    "an extended attribute": '(write("a"), os.setxattr("a", "user.x", b"x"))',
    "an anonymous file": 'os.memfd_create("x")',
    "a mapped file run as a program": '(write("a"), os.execv("a", ["a"]))',
    "a mount": 'call(165, b"none", b".", b"tmpfs", 0, 0)',
    "a larger file system": 'call(165, b"none", b"/scratch", b"tmpfs", 32, b"size=100%")',
    "a new ruleset": "call(444, bytes(24), 24, 0)",
    "more bytes by a raised limit": "(resource_up(), write('a', 1 << 25))",
}
LEFTOVERS = {
    "a file": 'write("x", 1 << 20)',
    "a file without a name": 'os.open(".", os.O_TMPFILE | os.O_RDWR)',
    "odd names": '[write(os.fsdecode(n)) for n in (b"\\xff\\xfe", b" ", b"-rf", b"..x", b"a" * 255, b"\\n")]',
    "a full file system": "[write(str(n), 4 << 20) for n in range(9)]",
    "a hundred thousand files": "[write(str(n)) for n in range(100_000)]",
    "a hundred thousand folders": "[os.mkdir(str(n)) for n in range(100_000)]",
    "deep folders": '[(os.mkdir("d" * 200), os.chdir("d" * 200)) for n in range(2000)]',
    "closed folders": '(os.umask(0o777), [(os.mkdir(str(n)), os.chmod) for n in range(9)])',
    "closed deep folders": '(os.makedirs("a/b/c"), write("a/b/c/x"), os.umask(0o777), os.mkdir("a/b/d", 0))',
    "a closed file": '(os.umask(0o777), write("x"))',
    "open descriptors": "[os.open(str(n), os.O_CREAT | os.O_RDWR) for n in range(60)]",
    "a shared mapping": 'import_mmap("x")',
    "threads that write on": 'threads()',
}  # fmt: skip
MORE = """
def resource_up():
    import resource
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 26, 1 << 26))
    except ValueError:
        pass

def import_mmap(name):
    import mmap
    write(name, 1 << 20)
    globals()["kept"] = mmap.mmap(os.open(name, os.O_RDWR), 1 << 20)
    kept[:] = b"x" * (1 << 20)

def threads():
    def on():
        n = 0
        while True:
            try:
                write(f"{threading.get_ident()}-{n}", 1000)
                n += 1
            except OSError:
                pass
    for _ in range(4):
        threading.Thread(target=on, daemon=True).start()
    import time
    time.sleep(0.3)
"""


@pytest.fixture(scope="module")
def zygote(require: Callable[[str], None]) -> Iterator[ZygoteProcess]:
    require("R1")
    started = ZygoteProcess(IsolationLevel.R1, Supplies(("numpy",)))
    if not started.writes:
        started.close()
        pytest.skip("no bounded file system can be mounted here")
    yield started
    started.close()


def asked(zygote: ZygoteProcess, source: str) -> object:
    """Return what a worker of its own answers, or how it ended."""
    transport = Isolated(zygote, {"code.py": (HEAD + MORE + source).encode()}, {"go": "code"}, LIMITS)
    try:
        outcome = transport.ask(Request("call", "go"))
    except Fault as fault:
        return fault.status
    finally:
        transport.close()
    return plain(outcome.value) if isinstance(outcome, Returned) else outcome


@pytest.fixture(scope="module")
def clean(zygote: ZygoteProcess) -> object:
    asked(zygote, WITNESS)
    found = asked(zygote, WITNESS)
    assert isinstance(found, str), found
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plain_file_in_its_own_folder_is_refused(name: str, zygote: ZygoteProcess, clean: object) -> None:
    codes = asked(zygote, f"def go():\n    return tried(lambda: {REFUSED[name]})\n")
    assert isinstance(codes, list), codes
    assert 0 not in codes, "it succeeded"
    assert asked(zygote, WITNESS) == clean


@pytest.mark.parametrize("name", LEFTOVERS)
def test_the_next_worker_finds_nothing(name: str, zygote: ZygoteProcess, clean: object) -> None:
    codes = asked(zygote, f"def go():\n    return tried(lambda: {LEFTOVERS[name]})\n")
    assert isinstance(codes, list), codes
    if "hundred" in name or "full" in name or name == "deep folders":
        assert codes == [28], "ENOSPC"
    assert asked(zygote, WITNESS) == clean


@pytest.mark.parametrize("ending", ["os._exit(0)", "os.abort()", "os.closerange(0, 4096)", "ctypes.string_at(8)"])
def test_a_worker_that_dies_leaves_nothing_either(ending: str, zygote: ZygoteProcess, clean: object) -> None:
    source = f"def go():\n    os.makedirs('a/b')\n    write('a/b/x', 1 << 20)\n    {ending}\n"
    assert asked(zygote, source) == "crashed"
    assert asked(zygote, WITNESS) == clean


def test_a_file_larger_than_all_the_room_is_refused_by_the_limit(zygote: ZygoteProcess) -> None:
    source = 'def go():\n    def far():\n        with open("x", "wb") as f:\n            f.truncate(1 << 40)\n'
    assert asked(zygote, source + "    return tried(far)\n") == [27], "EFBIG"


def test_workers_of_one_time_do_not_see_each_other(zygote: ZygoteProcess) -> None:
    source = HEAD + 'import os\ndef put():\n    write("secret")\n    return os.getcwd()\n'
    source += "def look(place):\n    return tried(lambda: os.listdir(place), lambda: open(place + '/secret', 'rb'), "
    source += "lambda: write(place + '/x'), lambda: os.unlink(place + '/secret'), lambda: os.rename(place, 'x'))\n"
    both = [Isolated(zygote, {"c.py": source.encode()}, {"put": "c", "look": "c"}, LIMITS) for _ in range(2)]
    try:
        places = [transport.ask(Request("call", "put")) for transport in both]
        paths = [p.value for p in places if isinstance(p, Returned)]
        assert len(set(map(str, paths))) == 2
        for transport, other in zip(both, reversed(paths), strict=True):
            seen = transport.ask(Request("call", "look", (other,)))
            assert isinstance(seen, Returned)
            assert isinstance(seen.value, Items)
            assert 0 not in seen.value.items
    finally:
        for transport in both:
            transport.close()


def test_nothing_is_written_outside_the_jail(zygote: ZygoteProcess) -> None:
    assert list((zygote.scratch / "files").iterdir()) == []
    asked(zygote, 'def go():\n    write("x")\n')
    assert list((zygote.scratch / "files").iterdir()) == []


# The emptying itself, without a worker


def test_folders_are_lent_again_from_the_lowest_on(tmp_path: Path) -> None:
    folders = Folders(str(tmp_path), lambda path: -1)
    first, second = folders.take(), folders.take()
    folders.lend(1, first)
    folders.lend(2, second)
    Path(second.path, "x").write_text("x")
    folders.take_back(2)
    assert folders.take() == second
    assert [folder.path for folder in folders.made] == [f"{tmp_path}/0", f"{tmp_path}/1"]
    assert os.listdir(second.path) == []  # noqa: PTH208


def test_a_folder_that_cannot_be_emptied_is_not_lent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = Folders(str(tmp_path), lambda path: -1)
    folder = folders.take()
    folders.lend(1, folder)

    def fail(path: str) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(scratch, "empty", fail)
    folders.take_back(1)
    assert folders.take() != folder


def test_emptying_follows_no_link(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    for folder in (outside, inside / "a" / "b"):
        folder.mkdir(parents=True)
    (outside / "kept").write_text("x")
    (inside / "link").symlink_to(outside)
    (inside / "a" / "link").symlink_to(outside)
    (inside / "a" / "b" / "file").symlink_to(outside / "kept")
    scratch.empty(str(inside))
    assert list(inside.iterdir()) == []
    assert (outside / "kept").read_text() == "x"
