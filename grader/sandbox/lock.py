"""Lock a process irrevocably with Landlock, seccomp and resource limits, before it runs student code."""

import ctypes
import errno
import os
import resource
import stat
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from grader.sandbox.calls import AUDIT_ARCH, program

# ---------------------------------------------------------------- calls into the kernel

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_READ, _PR_CAPBSET_DROP = 1, 4, 22, 23, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 38, 47
_SIGKILL = 9
_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _prctl(option: int, *values: int) -> int:
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return _checked(int(_libc.prctl(ctypes.c_int(option), *padded)))


def _syscall(number: int, *values: int | bytes | None) -> int:
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    return _checked(int(_libc.syscall(ctypes.c_long(number), *wide)))


# ---------------------------------------------------------------- files: Landlock

# Numbers and layouts: include/uapi/linux/landlock.h. The call numbers are the same on all architectures.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WRITE_FILE, _READ_FILE, _READ_DIR, _REFER, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 13, 1 << 14
# The rights to make devices, sockets, pipes and symbolic links are never granted.
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_FS_RIGHTS = (0, 13, 14, 15, 15, 16)  # number of access rights of each ABI from 0; later ABIs have the last one


def landlock_abi() -> int:
    """Return the version of the kernel's Landlock interface, or 0 if it is not available."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return _syscall(_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def can_bound_writing() -> bool:
    """Return whether Landlock can restrict writing to one folder, which needs control of truncation (ABI 3)."""
    return landlock_abi() >= 3


def ruleset(readable: Sequence[str], writable: str = "") -> int:
    """Return a descriptor of rules that allow reading `readable` only, or -1 without Landlock.

    In the folder `writable`, if one is given, plain files and folders may be made, changed and removed.

    A folder is readable with everything below it. Paths that cannot be opened are skipped. If the kernel supports it,
    the rules also forbid TCP, and signals and abstract sockets to other processes. Call this in the zygote; each worker
    passes its inherited copy to `lock`, which closes it.
    """
    abi = landlock_abi()
    if abi == 0:
        return -1
    handled = (1 << _FS_RIGHTS[min(abi, 5)]) - 1
    tcp = 0b11 if abi >= 4 else 0
    scoped = 0b11 if abi >= 6 else 0
    # Older kernels accept the longer structure if the fields they do not know are zero.
    rules = _syscall(_CREATE_RULESET, struct.pack("=QQQ", handled, tcp, scoped), 24, 0)
    try:
        for path in readable:
            with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                _allow(rules, path)
        if writable and can_bound_writing():
            changes = _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG
            _allow(rules, writable, _WRITE_FILE | _TRUNCATE | _REFER | changes)
        # Ordinary code writes to /dev/null to suppress output.
        _allow(rules, os.devnull, _WRITE_FILE | (_TRUNCATE if abi >= 3 else 0))
    except OSError:
        os.close(rules)
        raise
    return rules


def _allow(rules: int, path: str, more: int = 0) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | _READ_DIR if stat.S_ISDIR(os.fstat(place).st_mode) else _READ_FILE
        _syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", rights | more, place), 0)
    finally:
        os.close(place)


def _restrict_files(rules: int) -> None:
    if rules < 0:
        raise OSError(errno.ENOSYS, "no Landlock")
    try:
        _syscall(_RESTRICT_SELF, rules, 0)
    finally:
        # A process that holds the descriptor can add rules to it, which would apply to later workers.
        os.close(rules)


def _restrict_calls(files_are_locked: bool, may_write: bool) -> None:
    machine = os.uname().machine
    if machine not in AUDIT_ARCH or struct.calcsize("P") != 8:
        raise OSError(errno.ENOSYS, f"no table for {machine}")
    steps = program(machine, os.getpid(), files_are_locked, may_write=may_write)
    code = ctypes.create_string_buffer(steps, len(steps))
    header = ctypes.create_string_buffer(struct.pack("HP", len(steps) // 8, ctypes.addressof(code)))
    _prctl(_PR_SET_SECCOMP, 2, ctypes.addressof(header))


# ---------------------------------------------------------------- limits and rights


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def limit_memory(more: int) -> None:
    """Let this process map at most this many more bytes than now. A child may raise the limit again."""
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + more, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_resources(memory: int, cpu_seconds: int, file_bytes: int) -> None:
    mapped, top, tasks = 4 << 30, 64, None  # defaults without /proc; torch's CUDA build maps 3.1 GB
    with suppress(OSError):
        mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        tasks = int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
        top = max(int(entry.name) for entry in Path("/proc/self/fd").iterdir())  # fails after a change of uid
    _limit(resource.RLIMIT_NOFILE, top + 64)
    if tasks is not None:
        # The kernel counts all tasks of the uid (and exempts root), so add those that already run. A fork bomb
        # still ends, and threads of other processes do no harm.
        _limit(resource.RLIMIT_NPROC, tasks + 1024)
    # FSIZE also limits memfds, which AS does not count.
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    for name in ("CORE", "MEMLOCK", "MSGQUEUE", "RTPRIO", "NICE"):  # the last three exist on Linux only
        if hasattr(resource, f"RLIMIT_{name}"):
            _limit(getattr(resource, f"RLIMIT_{name}"), 0)
    _limit(resource.RLIMIT_CPU, cpu_seconds)  # hard = soft: SIGKILL without a SIGXCPU that code could catch
    _limit(resource.RLIMIT_AS, mapped + memory)


def _drop_capabilities() -> None:
    with suppress(OSError):  # requires CAP_SETPCAP; without exec, the bounding set restores nothing anyway
        for capability in range(64):
            if _prctl(_PR_CAPBSET_READ, capability):
                _prctl(_PR_CAPBSET_DROP, capability)
    with suppress(OSError):  # an old kernel without ambient capabilities
        _prctl(_PR_CAP_AMBIENT, 4)
    header = struct.pack("=Ii", 0x20080522, 0)
    _checked(int(_libc.capset(header, bytes(24))))


def lock(
    ruleset: int, memory: int, cpu_seconds: int, *, file_bytes: int = 0, die_with_parent: bool = True
) -> list[str]:
    """Lock this process irrevocably and return the names of the locks that now hold.

    Call this right after the fork, before a second thread starts, since Landlock and seccomp apply to the caller and
    its later threads only. Closes `ruleset`. The process may map `memory` more bytes, after which allocations fail, and
    use `cpu_seconds`, after which it is killed. Each file that it writes may have `file_bytes`; with 0, it cannot make,
    move or remove any file, whatever the ruleset allows.

    The names are among "rlimits", "no_capabilities", "no_new_privs", "not_dumpable", "landlock" and "seccomp". Locks
    that this system does not support are left out without raising; the caller decides.
    """
    parts: dict[str, Callable[[], object]] = {
        "rlimits": partial(_limit_resources, memory, cpu_seconds, file_bytes),  # first, since it reads /proc
        "no_capabilities": _drop_capabilities,
        "no_new_privs": partial(_prctl, _PR_SET_NO_NEW_PRIVS, 1),  # required by Landlock and seccomp
        "not_dumpable": partial(_prctl, _PR_SET_DUMPABLE, 0),
        "landlock": partial(_restrict_files, ruleset),
    }
    if die_with_parent:
        with suppress(OSError, AttributeError):
            _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    applied: list[str] = []
    for name, apply in parts.items():
        with suppress(OSError, ValueError, AttributeError):
            apply()
            applied.append(name)
    with suppress(OSError, ValueError, AttributeError):
        # This comes last, since it refuses the calls above.
        _restrict_calls("landlock" in applied and can_bound_writing(), file_bytes > 0)
        applied.append("seccomp")
    return applied
