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

# Calls that are refused whatever their arguments: name, number on x86_64, number on aarch64 ("-": has none).
# The aarch64 column is the kernel's generic table; nothing here has been run on such a machine.
_DENIED = """
# No second process and no other program: a killed worker is a dead worker.
fork 57 -   vfork 58 -   execve 59 221   execveat 322 281

# No signal or priority for other processes, which share our uid: the judge is one of them.
kill 62 129   tkill 200 130   rt_sigqueueinfo 129 138   rt_tgsigqueueinfo 297 240
pidfd_open 434 434   pidfd_send_signal 424 424   pidfd_getfd 438 438   process_mrelease 448 448
setpriority 141 140   ioprio_set 251 30

# No look into other processes, their memory, pages or counters.
ptrace 101 117   process_vm_readv 310 270   process_vm_writev 311 271   process_madvise 440 440
kcmp 312 272   get_robust_list 274 100   move_pages 279 239   migrate_pages 256 238
perf_event_open 298 241

# No network and no new socket. Those inherited still read, write, send and receive; sendmsg could
# pile up descriptors in the peer, and nothing honest needs it.
socket 41 198   socketpair 53 199   connect 42 203   bind 49 200   listen 50 201   accept 43 202
accept4 288 242   sendmsg 46 211   sendmmsg 307 269

# No memory that RLIMIT_AS does not count or that outlives the process.
memfd_create 319 279   memfd_secret 447 447   shmget 29 194   shmat 30 196   shmctl 31 195
semget 64 190   semop 65 193   semctl 66 191   semtimedop 220 192   msgget 68 186   msgsnd 69 189
msgrcv 70 188   msgctl 71 187   mq_open 240 180   mq_unlink 241 181

# No new, moved or removed file: Landlock says so too, but not every kernel has it (or its truncate).
creat 85 -   truncate 76 45   mkdir 83 -   mkdirat 258 34   rmdir 84 -   mknod 133 -
mknodat 259 33   rename 82 -   renameat 264 38   renameat2 316 276   link 86 -   linkat 265 37
symlink 88 -   symlinkat 266 36   unlink 87 -   unlinkat 263 35

# No changed attributes: Landlock leaves them alone, and the owner's uid may be ours.
chmod 90 -   fchmod 91 52   fchmodat 268 53   fchmodat2 452 452   chown 92 -   fchown 93 55
lchown 94 -   fchownat 260 54   utime 132 -   utimes 235 -   futimesat 261 -   utimensat 280 88
file_setattr 469 469   setxattr 188 5   lsetxattr 189 6   fsetxattr 190 7   setxattrat 463 463
removexattr 197 14   lremovexattr 198 15   fremovexattr 199 16   removexattrat 466 466

# No watching of folders that cannot be read (inotify is not Landlock's), no way round paths.
inotify_init 253 -   inotify_init1 294 26   fanotify_init 300 262   fanotify_mark 301 263
name_to_handle_at 303 264   open_by_handle_at 304 265

# No other view of the system: namespaces, roots, mounts.
unshare 272 97   setns 308 268   chroot 161 51   pivot_root 155 41   mount 165 40   umount2 166 39
open_tree 428 428   open_tree_attr 467 467   move_mount 429 429   fsopen 430 430   fsconfig 431 431
fsmount 432 432   fspick 433 433   mount_setattr 442 442   statmount 457 457   listmount 458 458

# No large kernel surface; io_uring would also do calls which no filter sees.
io_uring_setup 425 425   io_uring_enter 426 426   io_uring_register 427 427   bpf 321 280
seccomp 317 277   userfaultfd 323 282   keyctl 250 219   add_key 248 217   request_key 249 218
landlock_create_ruleset 444 444   landlock_add_rule 445 445   landlock_restrict_self 446 446

# No administration, for the case that a capability was left.
init_module 175 105   finit_module 313 273   delete_module 176 106   kexec_load 246 104
kexec_file_load 320 294   reboot 169 142   swapon 167 224   swapoff 168 225   syslog 103 116
quotactl 179 60   quotactl_fd 443 443   acct 163 89   settimeofday 164 170   clock_settime 227 112
adjtimex 159 171   clock_adjtime 305 266   sethostname 170 161   setdomainname 171 162
vhangup 153 58   lookup_dcookie 212 18   iopl 172 -   ioperm 173 -   personality 135 92
modify_ldt 154 -
"""
# Calls that are refused by their arguments; `_rules` says how.
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
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_SCHED_CORE = 38, 47, 62
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
        # What was set here stays: death with the parent, no dumps. PR_SCHED_CORE reaches other processes.
        "prctl": _among(0, [_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SCHED_CORE], _DENY, _ALLOW),
        # F_SETOWN, F_SETSIG, F_SETOWN_EX: the kernel would send signals to any process named there.
        "fcntl": _among(1, [8, 10, 15], _DENY, _ALLOW),
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
    denied = sorted(_numbers(_DENIED, machine).values())
    steps += [_step(_IF_EQUAL, number, len(denied) - i) for i, number in enumerate(denied)]
    steps += [_step(_JUMP, 1), _DENY]
    judged = _numbers(_JUDGED, machine)
    rules = _rules(pid, files_are_locked)
    for name, number in judged.items():
        steps += [_step(_IF_EQUAL, number, 0, len(rules[name])), *rules[name]]
    return b"".join([*steps, _ALLOW])


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
