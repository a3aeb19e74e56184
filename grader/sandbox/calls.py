"""The system calls allowed in a worker, and the seccomp filter that refuses all others."""

import errno
import os
import struct
from collections.abc import Sequence

# The allowed calls: name, number on x86_64, number on aarch64 ("-": none). All others are refused: new processes,
# programs, sockets and namespaces, creating or changing files, acting on other processes, memory that outlives the
# worker, administration, and rare parts of the kernel. The calls that torch, NumPy and the kit make were found by
# tracing workers; the others are harmless and may be needed by ordinary Python code.
# The aarch64 column is the kernel's generic table and has not been tested on such a machine.
ALLOWED = """
# The inherited socket carries requests and replies. recvmsg is safe, since the judge never sends descriptors;
# sendmsg is left out, since it could accumulate descriptors in the judge.
read 0 63   pread64 17 67   readv 19 65   preadv 295 69   preadv2 327 286   write 1 64
pwrite64 18 68   writev 20 66   pwritev 296 70   pwritev2 328 287   recvfrom 45 207   recvmsg 47 212
lseek 8 62   close 3 57   close_range 436 436   dup 32 23   dup2 33 -   dup3 292 24
getsockname 51 204   getpeername 52 205   getsockopt 55 209

# Waiting, and pipes between threads, which end with the process.
poll 7 -   ppoll 271 73   select 23 -   pselect6 270 72   epoll_create 213 -   epoll_create1 291 20
epoll_ctl 233 21   epoll_wait 232 -   epoll_pwait 281 22   epoll_pwait2 441 441   pipe 22 -
pipe2 293 59   eventfd 284 -   eventfd2 290 19

# Reading the files that Landlock allows: imports, and data of packages.
stat 4 -   fstat 5 80   lstat 6 -   newfstatat 262 79   statx 332 291   access 21 -
faccessat 269 48   faccessat2 439 439   readlink 89 -   readlinkat 267 78   getdents 78 -
getdents64 217 61   getcwd 79 17   chdir 80 49   fchdir 81 50   statfs 137 43   fstatfs 138 44
fadvise64 221 223   readahead 187 213   umask 95 166

# Its own memory, which RLIMIT_AS counts. arch_prctl asks for the registers of AMX.
mmap 9 222   mprotect 10 226   munmap 11 215   mremap 25 216   madvise 28 233   msync 26 227
brk 12 214   membarrier 324 283   arch_prctl 158 -   map_shadow_stack 453 453   mseal 462 462

# Threads of the process, limited by its memory.
futex 202 98   futex_waitv 449 449   futex_wake 454 454   futex_wait 455 455   futex_requeue 456 456
set_robust_list 273 99   rseq 334 293   set_tid_address 218 96   gettid 186 178   sched_yield 24 124
getcpu 309 168   exit 60 93   exit_group 231 94   pause 34 -   restart_syscall 219 128

# Scheduling queries, which libraries use to count processors.
sched_getaffinity 204 123   sched_getparam 143 121   sched_getscheduler 145 120
sched_getattr 315 275   sched_get_priority_max 146 125   sched_get_priority_min 147 126
sched_rr_get_interval 148 127   getpriority 140 141

# Signals and alarms for itself.
rt_sigaction 13 134   rt_sigprocmask 14 135   rt_sigreturn 15 139   rt_sigpending 127 136
rt_sigsuspend 130 133   rt_sigtimedwait 128 137   sigaltstack 131 132   alarm 37 -
setitimer 38 103   getitimer 36 102

# Time, random numbers, and queries about itself. Limits can only be lowered; wait4 and waitid find no child.
clock_gettime 228 113   clock_getres 229 114   clock_nanosleep 230 115   nanosleep 35 101
gettimeofday 96 169   time 201 -   times 100 153   getpid 39 172   getppid 110 173   getpgrp 111 -
getpgid 121 155   getsid 124 156   getuid 102 174   geteuid 107 175   getgid 104 176
getegid 108 177   getresuid 118 148   getresgid 120 150   getgroups 115 158   uname 63 160
sysinfo 99 179   getrusage 98 165   getrlimit 97 163   setrlimit 160 164   capget 125 90
getrandom 318 278   wait4 61 260   waitid 247 95
"""
# Also allowed if the worker has a folder to write to, where Landlock restricts them to that folder. Links, pipes,
# devices, changes of mode, owner or time, and renameat2, which can make devices (RENAME_WHITEOUT), stay refused.
WRITING = """
creat 85 -   mkdir 83 -   mkdirat 258 34   rmdir 84 -   unlink 87 -   unlinkat 263 35   rename 82 -   renameat 264 38
truncate 76 45   ftruncate 77 46   fsync 74 82   fdatasync 75 83
"""
# Calls that are allowed or refused by their arguments; see `_rules`.
JUDGED = """
clone 56 220   clone3 435 435   open 2 -   openat 257 56   openat2 437 437   tgkill 234 131
prlimit64 302 261   sched_setaffinity 203 122   sched_setscheduler 144 119   sched_setparam 142 118
sched_setattr 314 274   prctl 157 167   fcntl 72 25   ioctl 16 29   sendto 44 206
"""
FIRST_UNKNOWN = 470  # when the tables were written, 469 was the newest call on both machines
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def numbers(table: str, machine: str) -> dict[str, int]:
    """Return name → call number for one machine, without calls that it does not have."""
    words = [word for line in table.splitlines() if not line.startswith("#") for word in line.split()]
    column = {"x86_64": 1, "aarch64": 2}[machine]
    return {words[i]: int(words[i + column]) for i in range(0, len(words), 3) if words[i + column] != "-"}


_PR_SET_NAME, _PR_GET_NAME, _PR_SVE_GET_VL, _PR_SET_VMA = 15, 16, 51, 0x53564D41
_PR_GET_LOCKS = (3, 21, 23, 39)  # PR_GET_DUMPABLE, PR_GET_SECCOMP, PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS

LOAD, JUMP, IF_EQUAL, IF_AT_LEAST, IF_ANY_BIT, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """Return one BPF instruction; `then` and `otherwise` are the numbers of instructions to skip."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _argument(index: int, *, high: bool = False) -> bytes:
    return _step(LOAD, 16 + 8 * index + 4 * high)


_ALLOW = _step(RETURN, 0x7FFF0000)
_DENY = _step(RETURN, 0x00050000 | errno.EPERM)
_MISSING = _step(RETURN, 0x00050000 | errno.ENOSYS)
_KILL = _step(RETURN, 0x80000000)


def _among(index: int, values: Sequence[int], then: bytes, otherwise: bytes) -> list[bytes]:
    """Decide by the lower 32 bits of an argument, since the kernel ignores the upper ones for these calls."""
    tests = [step for value in values for step in (_step(IF_EQUAL, value, 0, 1), then)]
    return [_argument(index), *tests, otherwise]


def _if_any_bit(mask: int, then: bytes) -> list[bytes]:
    return [_step(IF_ANY_BIT, mask, 0, 1), then]


def _rules(pid: int, files_are_locked: bool) -> dict[str, list[bytes]]:
    """Return name → instructions that decide about a call by its arguments."""
    write = 0 if files_are_locked else os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    own = _among(0, [0, pid], _ALLOW, _DENY)
    return {
        # Allow threads (CLONE_THREAD), but no processes or namespaces (CLONE_NEW*).
        "clone": [_argument(0), *_if_any_bit(0x7E020000, _DENY), *_if_any_bit(0x00010000, _ALLOW), _DENY],
        # Their flags are in memory, which a filter cannot read; on ENOSYS, libc falls back to clone and openat.
        "clone3": [_MISSING],
        "openat2": [_MISSING],
        # Before ABI 3, Landlock lets O_RDONLY | O_TRUNC empty a file.
        "open": [_argument(1), *_if_any_bit(write, _DENY), _ALLOW],
        "openat": [_argument(2), *_if_any_bit(write, _DENY), _ALLOW],
        # abort() and raise() send a signal to a thread of the process.
        "tgkill": _among(0, [pid], _ALLOW, _DENY),
        # The first argument is a pid; 0 is the caller.
        "prlimit64": own,
        "sched_setaffinity": own,
        "sched_setscheduler": own,
        "sched_setparam": own,
        "sched_setattr": own,
        # Names of threads and mappings, and queries: the state of the lock, the SVE vector length. Others could
        # undo PDEATHSIG or the ban on core dumps, or reach other processes (PR_SCHED_CORE).
        "prctl": _among(0, [_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA, _PR_SVE_GET_VL, *_PR_GET_LOCKS], _ALLOW, _DENY),
        # Duplication and flags of descriptors. Others could signal any process (F_SETOWN) or block other users of
        # a file (leases, locks).
        "fcntl": _among(1, [0, 1, 2, 3, 4, 1030], _ALLOW, _DENY),
        # FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TCGETS, TCGETS2, TIOCGWINSZ. Others could type into terminals
        # (TIOCSTI, TIOCLINUX), send signals (FIOSETOWN) or seal files opened for reading.
        "ioctl": _among(1, [0x541B, 0x5421, 0x5451, 0x5450, 0x5401, 0x802C542A, 0x5413], _ALLOW, _DENY),
        # Allow sendto() without an address, which is send().
        "sendto": [
            *(_argument(4), _step(IF_EQUAL, 0, 1), _DENY),
            *(_argument(4, high=True), _step(IF_EQUAL, 0, 1), _DENY),
            _ALLOW,
        ],
    }


def program(machine: str, pid: int, files_are_locked: bool = False, *, may_write: bool = False) -> bytes:
    """Return the BPF program for this machine and the process with this pid.

    `files_are_locked` means that Landlock controls the opening of files. A process `may_write` only then.
    """
    steps = [
        # Other architectures (int 0x80 on x86_64) have other call numbers.
        *(_step(LOAD, 4), _step(IF_EQUAL, AUDIT_ARCH[machine], 1), _KILL),
        # Report ENOSYS for calls newer than the tables, and for x32 (numbers from 0x40000000).
        *(_step(LOAD, 0), _step(IF_AT_LEAST, FIRST_UNKNOWN, 0, 1), _MISSING),
    ]
    allowed = sorted(numbers(ALLOWED + WRITING * (may_write and files_are_locked), machine).values())
    steps += [_step(IF_EQUAL, number, len(allowed) - i) for i, number in enumerate(allowed)]
    steps += [_step(JUMP, 1), _ALLOW]
    judged = numbers(JUDGED, machine)
    rules = _rules(pid, files_are_locked)
    for name, number in judged.items():
        steps += [_step(IF_EQUAL, number, 0, len(rules[name])), *rules[name]]
    return b"".join([*steps, _DENY])
