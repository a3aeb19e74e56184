"""Lock the calling process for good, with Landlock, seccomp and limits, before student code runs in it."""

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

# The calls that a worker may make: name, number on x86_64, number on aarch64 ("-": has none). All others are refused:
# no second process, program, socket or namespace, no file made or changed, nothing done to another process, no memory
# that outlives this one, no administration, and none of the kernel's large or rare parts. What torch, numpy and the
# kit call was found by tracing workers; the rest is what honest Python code may need besides, and harms nobody.
# The aarch64 column is the kernel's generic table; nothing here has been run on such a machine.
_ALLOWED = """
# Questions come and answers leave over the inherited socket. recvmsg brings what the judge sends, and that is
# never a descriptor; its sibling sendmsg could pile up descriptors with him, and is not here.
read 0 63   pread64 17 67   readv 19 65   preadv 295 69   preadv2 327 286   write 1 64
pwrite64 18 68   writev 20 66   pwritev 296 70   pwritev2 328 287   recvfrom 45 207   recvmsg 47 212
lseek 8 62   close 3 57   close_range 436 436   dup 32 23   dup2 33 -   dup3 292 24
getsockname 51 204   getpeername 52 205   getsockopt 55 209

# Waiting, and pipes between threads: they end with the process.
poll 7 -   ppoll 271 73   select 23 -   pselect6 270 72   epoll_create 213 -   epoll_create1 291 20
epoll_ctl 233 21   epoll_wait 232 -   epoll_pwait 281 22   epoll_pwait2 441 441   pipe 22 -
pipe2 293 59   eventfd 284 -   eventfd2 290 19

# Looking at what Landlock lets be read: modules are imported, packages find their data.
stat 4 -   fstat 5 80   lstat 6 -   newfstatat 262 79   statx 332 291   access 21 -
faccessat 269 48   faccessat2 439 439   readlink 89 -   readlinkat 267 78   getdents 78 -
getdents64 217 61   getcwd 79 17   chdir 80 49   fchdir 81 50   statfs 137 43   fstatfs 138 44
fadvise64 221 223   readahead 187 213   umask 95 166

# Its own memory, which RLIMIT_AS counts. arch_prctl asks for the registers of AMX.
mmap 9 222   mprotect 10 226   munmap 11 215   mremap 25 216   madvise 28 233   msync 26 227
brk 12 214   membarrier 324 283   arch_prctl 158 -   map_shadow_stack 453 453   mseal 462 462

# Threads of its own process, as many as the memory holds.
futex 202 98   futex_waitv 449 449   futex_wake 454 454   futex_wait 455 455   futex_requeue 456 456
set_robust_list 273 99   rseq 334 293   set_tid_address 218 96   gettid 186 178   sched_yield 24 124
getcpu 309 168   exit 60 93   exit_group 231 94   pause 34 -   restart_syscall 219 128

# Asking how it is scheduled: libraries count processors so.
sched_getaffinity 204 123   sched_getparam 143 121   sched_getscheduler 145 120
sched_getattr 315 275   sched_get_priority_max 146 125   sched_get_priority_min 147 126
sched_rr_get_interval 148 127   getpriority 140 141

# Signals and alarms to itself.
rt_sigaction 13 134   rt_sigprocmask 14 135   rt_sigreturn 15 139   rt_sigpending 127 136
rt_sigsuspend 130 133   rt_sigtimedwait 128 137   sigaltstack 131 132   alarm 37 -
setitimer 38 103   getitimer 36 102

# Time, chance, and what it is itself. Limits can only be lowered; wait4 and waitid find no child.
clock_gettime 228 113   clock_getres 229 114   clock_nanosleep 230 115   nanosleep 35 101
gettimeofday 96 169   time 201 -   times 100 153   getpid 39 172   getppid 110 173   getpgrp 111 -
getpgid 121 155   getsid 124 156   getuid 102 174   geteuid 107 175   getgid 104 176
getegid 108 177   getresuid 118 148   getresgid 120 150   getgroups 115 158   uname 63 160
sysinfo 99 179   getrusage 98 165   getrlimit 97 163   setrlimit 160 164   capget 125 90
getrandom 318 278   wait4 61 260   waitid 247 95
"""
# Calls that depend on their arguments; `_rules` says how.
_JUDGED = """
clone 56 220   clone3 435 435   open 2 -   openat 257 56   openat2 437 437   tgkill 234 131
prlimit64 302 261   sched_setaffinity 203 122   sched_setscheduler 144 119   sched_setparam 142 118
sched_setattr 314 274   prctl 157 167   fcntl 72 25   ioctl 16 29   sendto 44 206
"""
_FIRST_UNKNOWN = 470  # the tables were written when 469 was the newest call, the same on both machines
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def _numbers(table: str, machine: str) -> dict[str, int]:
    """Return name → call number for one machine, without the calls that it does not have."""
    words = [word for line in table.splitlines() if not line.startswith("#") for word in line.split()]
    column = {"x86_64": 1, "aarch64": 2}[machine]
    return {words[i]: int(words[i + column]) for i in range(0, len(words), 3) if words[i + column] != "-"}


# ---------------------------------------------------------------- calls into the kernel

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_READ, _PR_CAPBSET_DROP = 1, 4, 22, 23, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 38, 47
_PR_SET_NAME, _PR_GET_NAME, _PR_SVE_GET_VL, _PR_SET_VMA = 15, 16, 51, 0x53564D41
_PR_GET_LOCKS = (3, 21, _PR_CAPBSET_READ, 39)  # PR_GET_DUMPABLE, PR_GET_SECCOMP, PR_GET_NO_NEW_PRIVS
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

# Numbers and layouts: include/uapi/linux/landlock.h. The three calls have one number everywhere.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_FS_RIGHTS = (0, 13, 14, 15, 15, 16)  # how many access rights each ABI from 0 on knows; the last holds on


def landlock_abi() -> int:
    """Return the version of the kernel's Landlock interface, 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return _syscall(_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def ruleset(readable: Sequence[str]) -> int:
    """Return a descriptor of rules which let nothing but `readable` be read, or -1 without Landlock.

    A folder is readable with all beneath it, a file alone. A path that cannot be opened is skipped.
    Where the kernel can, TCP and signals and abstract sockets to other processes are forbidden as well.
    Call it once, in the zygote; every worker hands its inherited copy to `lock`, which closes it.
    """
    abi = landlock_abi()
    if abi == 0:
        return -1
    handled = (1 << _FS_RIGHTS[min(abi, 5)]) - 1
    tcp = 0b11 if abi >= 4 else 0
    scoped = 0b11 if abi >= 6 else 0
    # An older kernel takes the longer structure as long as what it does not know is zero.
    rules = _syscall(_CREATE_RULESET, struct.pack("=QQQ", handled, tcp, scoped), 24, 0)
    try:
        for path in readable:
            with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                _allow(rules, path)
        # Honest code silences prints by writing there.
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
        # Whoever holds it may add rules to it, and the zygote's later workers would get them.
        os.close(rules)


# ---------------------------------------------------------------- calls: seccomp

_LOAD, _JUMP, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """Return one BPF instruction; `then` and `otherwise` count the instructions to jump over."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _argument(index: int, *, high: bool = False) -> bytes:
    return _step(_LOAD, 16 + 8 * index + 4 * high)


_ALLOW = _step(_RETURN, 0x7FFF0000)
_DENY = _step(_RETURN, 0x00050000 | errno.EPERM)
_MISSING = _step(_RETURN, 0x00050000 | errno.ENOSYS)
_KILL = _step(_RETURN, 0x80000000)


def _among(index: int, values: Sequence[int], then: bytes, otherwise: bytes) -> list[bytes]:
    """Judge a call by the low half of an argument: the kernel takes these as 32-bit numbers."""
    tests = [step for value in values for step in (_step(_IF_EQUAL, value, 0, 1), then)]
    return [_argument(index), *tests, otherwise]


def _if_any_bit(mask: int, then: bytes) -> list[bytes]:
    return [_step(_IF_ANY_BIT, mask, 0, 1), then]


def _rules(pid: int, files_are_locked: bool) -> dict[str, list[bytes]]:
    """Return name → instructions that end in an answer, for the calls which depend on their arguments."""
    write = 0 if files_are_locked else os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    own = _among(0, [0, pid], _ALLOW, _DENY)
    return {
        # A thread is welcome (CLONE_THREAD), a process or a namespace (CLONE_NEW*) is not.
        "clone": [_argument(0), *_if_any_bit(0x7E020000, _DENY), *_if_any_bit(0x00010000, _ALLOW), _DENY],
        # Their flags lie in memory, out of a filter's sight; told "missing", libc takes clone and openat.
        "clone3": [_MISSING],
        "openat2": [_MISSING],
        # Where Landlock does not see to it: before ABI 3 it lets O_RDONLY | O_TRUNC empty a file.
        "open": [_argument(1), *_if_any_bit(write, _DENY), _ALLOW],
        "openat": [_argument(2), *_if_any_bit(write, _DENY), _ALLOW],
        # abort() and raise() send a signal to a thread of their own process.
        "tgkill": _among(0, [pid], _ALLOW, _DENY),
        # These take the number of a process; 0 is the caller.
        "prlimit64": own,
        "sched_setaffinity": own,
        "sched_setscheduler": own,
        "sched_setparam": own,
        "sched_setattr": own,
        # Names of threads and of mappings, and what only asks: the lock's own parts, the length of SVE's vectors.
        # Others would undo death with the parent or the ban on dumps, or reach other processes (PR_SCHED_CORE).
        "prctl": _among(0, [_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA, _PR_SVE_GET_VL, *_PR_GET_LOCKS], _ALLOW, _DENY),
        # Copies and flags of descriptors. Others send signals to any process (F_SETOWN), or hold up who shares a
        # file (leases, locks).
        "fcntl": _among(1, [0, 1, 2, 3, 4, 1030], _ALLOW, _DENY),
        # Only FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TCGETS, TCGETS2, TIOCGWINSZ. Others type into
        # terminals (TIOCSTI, TIOCLINUX), send signals (FIOSETOWN) or seal files opened for reading.
        "ioctl": _among(1, [0x541B, 0x5421, 0x5451, 0x5450, 0x5401, 0x802C542A, 0x5413], _ALLOW, _DENY),
        # send() is sendto() without an address, and that one keeps working.
        "sendto": [
            *(_argument(4), _step(_IF_EQUAL, 0, 1), _DENY),
            *(_argument(4, high=True), _step(_IF_EQUAL, 0, 1), _DENY),
            _ALLOW,
        ],
    }


def _filter(machine: str, pid: int, files_are_locked: bool = False) -> bytes:
    """Return the BPF program for this machine and the process with this pid."""
    steps = [
        # Another arch (int 0x80 on x86_64) has other numbers.
        *(_step(_LOAD, 4), _step(_IF_EQUAL, _AUDIT_ARCH[machine], 1), _KILL),
        # Calls newer than the tables are missing, and so are all of x32 (numbers from 0x40000000 on).
        *(_step(_LOAD, 0), _step(_IF_AT_LEAST, _FIRST_UNKNOWN, 0, 1), _MISSING),
    ]
    allowed = sorted(_numbers(_ALLOWED, machine).values())
    steps += [_step(_IF_EQUAL, number, len(allowed) - i) for i, number in enumerate(allowed)]
    steps += [_step(_JUMP, 1), _ALLOW]
    judged = _numbers(_JUDGED, machine)
    rules = _rules(pid, files_are_locked)
    for name, number in judged.items():
        steps += [_step(_IF_EQUAL, number, 0, len(rules[name])), *rules[name]]
    return b"".join([*steps, _DENY])


def _restrict_calls(files_are_locked: bool) -> None:
    machine = os.uname().machine
    if machine not in _AUDIT_ARCH or struct.calcsize("P") != 8:
        raise OSError(errno.ENOSYS, f"no table for {machine}")
    program = _filter(machine, os.getpid(), files_are_locked)
    code = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HP", len(program) // 8, ctypes.addressof(code)))
    _prctl(_PR_SET_SECCOMP, 2, ctypes.addressof(header))


# ---------------------------------------------------------------- limits and rights


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _limit_resources(memory: int, cpu_seconds: int) -> None:
    mapped, top, tasks = 4 << 30, 64, None  # without /proc: more than torch's CUDA build maps (3.1 GB)
    with suppress(OSError):
        mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        tasks = int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
        top = max(int(entry.name) for entry in Path("/proc/self/fd").iterdir())  # not after a change of uid
    _limit(resource.RLIMIT_NOFILE, top + 64)
    if tasks is not None:
        # The kernel counts all tasks of the uid (and exempts root), so the limit starts from what
        # already runs: a bomb ends, a neighbour's threads harm nobody.
        _limit(resource.RLIMIT_NPROC, tasks + 1024)
    # FSIZE bounds memfds too, which AS does not count. The last three are Linux's alone.
    for name in ("FSIZE", "CORE", "MEMLOCK", "MSGQUEUE", "RTPRIO", "NICE"):
        if hasattr(resource, f"RLIMIT_{name}"):
            _limit(getattr(resource, f"RLIMIT_{name}"), 0)
    _limit(resource.RLIMIT_CPU, cpu_seconds)  # hard = soft: SIGKILL, without a SIGXCPU to catch
    _limit(resource.RLIMIT_AS, mapped + memory)


def _drop_capabilities() -> None:
    with suppress(OSError):  # only CAP_SETPCAP may; and without exec the bounding set gives nothing back
        for capability in range(64):
            if _prctl(_PR_CAPBSET_READ, capability):
                _prctl(_PR_CAPBSET_DROP, capability)
    with suppress(OSError):  # an old kernel without ambient capabilities
        _prctl(_PR_CAP_AMBIENT, 4)
    header = struct.pack("=Ii", 0x20080522, 0)
    _checked(int(_libc.capset(header, bytes(24))))


def lock(ruleset: int, memory: int, cpu_seconds: int, *, die_with_parent: bool = True) -> list[str]:
    """Lock this process for good and return the names of the parts that now hold.

    Call it right after the fork, before there is a second thread: Landlock and seccomp bind the caller
    and the threads it starts later. `ruleset` (see there) is closed. The process may map `memory` bytes
    more than it does now and compute `cpu_seconds`; then allocations fail, and it is killed.

    The names are of "rlimits", "no_capabilities", "no_new_privs", "not_dumpable", "landlock" and
    "seccomp". A part that this system does not offer is left out and never raises: the caller decides.
    """
    parts: dict[str, Callable[[], object]] = {
        "rlimits": partial(_limit_resources, memory, cpu_seconds),  # first: it reads /proc
        "no_capabilities": _drop_capabilities,
        "no_new_privs": partial(_prctl, _PR_SET_NO_NEW_PRIVS, 1),  # the next two need it
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
        _restrict_calls("landlock" in applied and landlock_abi() >= 3)  # last: it refuses the calls above
        applied.append("seccomp")
    return applied
