"""A locked fork attempts each forbidden operation, and honest work still succeeds."""

import errno
import json
import os
import re
import resource
import select
import signal
import struct
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox import calls
from grader.sandbox import lock as jail

EVERY_PART = ["rlimits", "no_capabilities", "no_new_privs", "not_dumpable", "landlock", "seccomp"]
MEMORY = 1 << 30
OUTSIDE = str(Path(__file__).resolve())

needs_landlock = pytest.mark.skipif(jail.landlock_abi() == 0, reason="this kernel has no Landlock")

# What must be refused whatever its arguments: name, number on x86_64, number on aarch64 ("-": has none).
REFUSED_CALLS = """
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
# accumulate descriptors in the peer, and ordinary code does not use it.
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

# Nothing that holds up or watches others, and rare parts of the kernel that nothing honest needs.
sync 162 81   syncfs 306 267   flock 73 32   fsync 74 82   fallocate 285 47   splice 275 76   tee 276 77
vmsplice 278 75   sendfile 40 71   copy_file_range 326 285   mincore 27 232   mlockall 151 230
remap_file_pages 216 234   mbind 237 235   set_mempolicy 238 237   io_setup 206 0   io_submit 209 2
timer_create 222 107   timerfd_create 283 85   signalfd4 289 74   inotify_add_watch 254 27
setsockopt 54 208   setsid 112 157   setpgid 109 154   setuid 105 146   setresuid 117 147   capset 126 91
ftruncate 77 46   pkey_alloc 330 289
"""
CALLS = calls.ALLOWED + calls.JUDGED + REFUSED_CALLS

# A small zygote: reads a job a line, forks, locks the fork, runs the job's code there, answers with a line.
ZYGOTE = """
import concurrent.futures.thread, ctypes, errno, fcntl, json, mmap, os, resource, signal, socket, subprocess
import sys, tempfile, threading, time
from grader.sandbox import calls
from grader.sandbox import lock as jail

PARENT = os.getpid()
CALLS = json.loads(sys.argv[1])["calls"]
libc = ctypes.CDLL(None, use_errno=True)

def raw(name, *values):
    "Call the kernel past libc and Python, by the call's name."
    numbers = calls.numbers(CALLS, os.uname().machine)
    wide = [ctypes.c_long(v) if isinstance(v, int) else v for v in values]
    if libc.syscall(ctypes.c_long(numbers[name]), *wide) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

def serve(options):
    exec(options["preload"])
    scratch = os.memfd_create("scratch")
    images = os.memfd_create("images", os.MFD_ALLOW_SEALING)
    os.write(images, bytes(range(256)) * 64)
    fcntl.fcntl(images, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK
                | fcntl.F_SEAL_SEAL)
    if options["uid"] is not None:
        os.setresuid(options["uid"], options["uid"], options["uid"])
    rules = jail.ruleset(options["readable"]) if options["landlock"] else -1
    ours, theirs = socket.socketpair()
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind(f"\\0jail-{PARENT}")
    abstract.listen()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            space = dict(globals(), images=images, scratch=scratch, rules=rules, judge=theirs)
            space["abstract"] = abstract
            try:
                if job["landlock_alone"]:
                    jail._prctl(38, 1)
                    jail._restrict_files(rules)
                else:
                    space["parts"] = jail.lock(rules, job["memory"], job["cpu_seconds"])
                exec(job["code"], space)
                answer = space.get("answer")
            except BaseException as error:
                answer = {"raised": type(error).__name__, "errno": getattr(error, "errno", None),
                          "is_os_error": isinstance(error, OSError), "text": str(error)}
            os.write(writer, json.dumps(answer).encode())
            os._exit(0)
        os.close(writer)
        with open(reader) as pipe:
            answer = pipe.read()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps([status, json.loads(answer) if answer else None]), flush=True)

serve(json.loads(sys.argv[1]))
"""


@dataclass
class Zygote:
    process: subprocess.Popen[str]

    @classmethod
    def start(cls, *, preload: str = "", uid: int | None = None, landlock: bool = True) -> "Zygote":
        python = [sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")]
        readable = [*python, "/usr/lib", "/lib", "/no/such"]
        options = {"preload": preload, "uid": uid, "landlock": landlock, "readable": readable, "calls": CALLS}
        threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "2", "MALLOC_ARENA_MAX": "2"}
        zygote = cls(
            subprocess.Popen(
                [sys.executable, "-s", "-B", "-c", ZYGOTE, json.dumps(options)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[3],
                env={"PATH": os.environ["PATH"], **threads},
            )
        )
        assert zygote.line() == "ready"
        return zygote

    def line(self) -> Any:
        assert self.process.stdout is not None
        text = self.process.stdout.readline()
        assert text, "the locked fork took its zygote down"
        return json.loads(text)

    def send(self, code: str, **options: Any) -> None:
        assert self.process.stdin is not None
        job = {"code": textwrap.dedent(code), "memory": MEMORY, "cpu_seconds": 60, "landlock_alone": False}
        self.process.stdin.write(json.dumps(job | options) + "\n")
        self.process.stdin.flush()

    def run(self, code: str, **options: Any) -> tuple[int, Any]:
        """Return exit status (negative: signal) and the value of `answer`, or the exception."""
        self.send(code, **options)
        status, answer = self.line()
        return status, answer

    def answer(self, code: str, **options: Any) -> Any:
        status, answer = self.run(code, **options)
        assert status == 0, f"ended with {status}"
        assert not (isinstance(answer, dict) and "raised" in answer), answer
        return answer

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture(scope="module", params=["with Landlock", "with Landlock, as nobody", "seccomp alone"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    landlock = request.param != "seccomp alone"
    uid = 65534 if "nobody" in request.param else None
    if landlock and jail.landlock_abi() == 0:
        pytest.skip("this kernel has no Landlock")
    if uid is not None and os.getuid() != 0:
        pytest.skip("only root can become nobody")
    started = Zygote.start(uid=uid, landlock=landlock)
    yield started
    started.stop()


@pytest.fixture
def own_zygote() -> Iterator[Zygote]:
    """A zygote that a test may break."""
    started = Zygote.start()
    yield started
    started.stop()


# ---------------------------------------------------------------- what lock() says


def test_every_part_is_applied_and_named(own_zygote: Zygote) -> None:
    expected = [part for part in EVERY_PART if part != "landlock" or jail.landlock_abi() > 0]
    assert own_zygote.answer("answer = parts") == expected


def test_without_a_ruleset_only_landlock_is_missing() -> None:
    zygote = Zygote.start(landlock=False)
    assert zygote.answer("answer = parts") == [part for part in EVERY_PART if part != "landlock"]
    zygote.stop()


def test_a_bad_ruleset_is_reported_and_not_raised(own_zygote: Zygote) -> None:
    code = "answer = jail.lock(999, 1 << 30, 60)"  # locked already: what needs prctl or capset is refused
    assert "landlock" not in own_zygote.answer(code)


@needs_landlock
def test_a_ruleset_is_not_inherited_by_programs() -> None:
    descriptor = jail.ruleset([])
    assert not os.get_inheritable(descriptor)
    os.close(descriptor)


def test_rights_stay_dropped_and_memory_undumped(zygote: Zygote) -> None:
    get_dumpable, get_no_new_privs = 3, 39
    code = f"answer = [libc.prctl(option, 0, 0, 0, 0) for option in ({get_dumpable}, {get_no_new_privs})]"
    assert zygote.answer(code) == [0, 1]


def test_no_capability_is_left(zygote: Zygote) -> None:
    code = """
    data = ctypes.create_string_buffer(24)
    assert libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), data) == 0
    answer = data.raw.hex()
    """
    assert int(zygote.answer(code), 16) == 0


@pytest.mark.skipif(os.getuid() != 0, reason="only root may drop the bounding set")
def test_no_capability_is_left_in_roots_bounding_set(own_zygote: Zygote) -> None:
    code = "answer = [libc.prctl(23, capability, 0, 0, 0) for capability in range(30)]"
    assert own_zygote.answer(code) == [0] * 30


# ---------------------------------------------------------------- what is refused

REFUSED = {
    # files
    "write a file in the temporary folder": "os.open('/tmp/jail-made-this', os.O_WRONLY | os.O_CREAT)",
    "write a device": "os.open('/dev/zero', os.O_WRONLY)",
    "empty a readable file": "os.open(os.__file__, os.O_RDONLY | os.O_TRUNC)",
    "append to a readable file": "os.open(os.__file__, os.O_WRONLY | os.O_APPEND)",
    "truncate a file": "os.truncate(OUTSIDE, 0)",
    "make a temporary file": "tempfile.TemporaryFile()",
    "make a folder": "os.mkdir('/tmp/jail-made-this')",
    "make a link": "os.link(OUTSIDE, '/tmp/jail-made-this')",
    "make a symlink": "os.symlink('/', '/tmp/jail-made-this')",
    "make a pipe file": "os.mkfifo('/tmp/jail-made-this')",
    "remove a file": "os.unlink(OUTSIDE)",
    "rename a file": "os.rename(OUTSIDE, OUTSIDE + 'x')",
    "remove a folder": "os.rmdir('/tmp')",
    "change a file's mode": "os.chmod(OUTSIDE, 0o777)",
    "change a file's owner": "os.chown(OUTSIDE, -1, -1)",
    "change a file's times": "os.utime(OUTSIDE)",
    "change a file's extended attributes": "os.setxattr(OUTSIDE, 'user.x', b'')",
    "open with openat2": "raw('openat2', -100, OUTSIDE.encode(), bytes(24), 24)",
    "watch a folder": "raw('inotify_init1', 0)",
    "take a handle of a file": "raw('name_to_handle_at', -100, OUTSIDE.encode(), bytes(128), bytes(8), 0)",
    # processes
    "fork": "os.fork()",
    "fork with clone3": "raw('clone3', bytes(88), 88)",
    "vfork": "subprocess.run(['/bin/true'])",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "run another program": "os.execv('/bin/true', ['true'])",
    "run another program from a descriptor": "raw('execveat', images, b'', None, None, 0x1000)",
    "make a namespace": "raw('unshare', 0x10000000)",
    "make a thread in a new network": "raw('clone', 0x40010F00, 0, 0, 0, 0)",
    "enter a namespace": "raw('setns', 0, 0)",
    "change the root": "os.chroot('/')",
    "mount": "raw('mount', b'none', b'/mnt', b'tmpfs', 0, 0)",
    # other processes
    "kill the parent": "os.kill(PARENT, signal.SIGKILL)",
    "kill everybody": "os.kill(-1, signal.SIGKILL)",
    "ask whether the parent lives": "os.kill(PARENT, 0)",
    "kill a thread of the parent": "raw('tgkill', PARENT, PARENT, 9)",
    "kill a thread by its number": "raw('tkill', PARENT, 9)",
    "queue a signal to the parent": "raw('rt_sigqueueinfo', PARENT, 9, bytes(128))",
    "open the parent": "os.pidfd_open(PARENT)",
    "signal the parent through a descriptor": "raw('pidfd_send_signal', 0, 9, None, 0)",
    "take a descriptor of the parent": "raw('pidfd_getfd', 0, 0, 0)",
    "have the kernel signal the parent": "fcntl.fcntl(judge, 8, PARENT)",
    "have the kernel signal the parent, by ioctl": "fcntl.ioctl(judge, 0x8901, PARENT.to_bytes(4, 'little'))",
    "trace the parent": "raw('ptrace', 16, PARENT, 0, 0)",
    "read the parent's memory": "raw('process_vm_readv', PARENT, bytes(16), 1, bytes(16), 1, 0)",
    "write the parent's memory": "raw('process_vm_writev', PARENT, bytes(16), 1, bytes(16), 1, 0)",
    "compare itself with the parent": "raw('kcmp', os.getpid(), PARENT, 0, 0, 0)",
    "limit the parent": "resource.prlimit(PARENT, resource.RLIMIT_CPU, (1, 1))",
    "read the parent's limits": "resource.prlimit(PARENT, resource.RLIMIT_CPU)",
    "slow the parent down": "os.setpriority(os.PRIO_PROCESS, PARENT, 19)",
    "schedule the parent": "os.sched_setscheduler(PARENT, os.SCHED_IDLE, os.sched_param(0))",
    "pin the parent": "os.sched_setaffinity(PARENT, {0})",
    "profile the parent": "raw('perf_event_open', bytes(128), PARENT, -1, -1, 0)",
    # network and shared memory
    "open a TCP socket": "socket.socket()",
    "open a UDP socket": "socket.socket(type=socket.SOCK_DGRAM)",
    "open a Unix socket": "socket.socket(socket.AF_UNIX)",
    "open a pair of sockets": "socket.socketpair()",
    "send to an address": "raw('sendto', judge.fileno(), b'x', 1, 0, bytes(16), 16)",
    "send with ancillary data": "judge.sendmsg([b'x'])",
    "make a memfd": "os.memfd_create('x')",
    "make a secret memfd": "raw('memfd_secret', 0)",
    "share memory": "raw('shmget', 0, 4096, 0o1600)",
    "make a message queue": "raw('msgget', 0, 0o1600)",
    "make a semaphore": "raw('semget', 0, 1, 0o1600)",
    "open a POSIX message queue": "raw('mq_open', b'x', 0o100, 0o600, None)",
    # the kernel
    "set up io_uring": "raw('io_uring_setup', 1, bytes(120))",
    "load a BPF program": "raw('bpf', 5, bytes(128), 128)",
    "handle page faults": "raw('userfaultfd', 1)",
    "add a key": "raw('add_key', b'user', b'x', b'x', 1, -3)",
    "add a rule to a ruleset": "raw('landlock_add_rule', rules, 1, bytes(12), 0)",
    "read the kernel's log": "raw('syslog', 3, bytes(16), 16)",
    "set the clock": "time.clock_settime(time.CLOCK_REALTIME, 0)",
    "type into a terminal": "fcntl.ioctl(0, 0x5412, b'x')",
    "seal a file for good": "fcntl.ioctl(os.open(os.__file__, 0), 0x40806685, bytes(128))",
    "change its personality": "raw('personality', 0x40000)",
    # its own lock
    "raise its limit of memory": "resource_up(resource.RLIMIT_AS)",
    "raise its limit of CPU time": "resource_up(resource.RLIMIT_CPU)",
    "raise its limit of file size": "resource_up(resource.RLIMIT_FSIZE)",
    "become dumpable again": "raw('prctl', 4, 1, 0, 0, 0)",
    "outlive its parent": "raw('prctl', 1, 0, 0, 0, 0)",
    "make a call that the tables do not know": "unknown_call()",
}

# openat2, clone3 and unknown calls are "missing"; tempfile finds no folder that takes a file.
REFUSALS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOENT)

HELPERS = f"""
OUTSIDE = {OUTSIDE!r}
def resource_up(kind):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError as error:
        raise OSError(1, str(error)) from error
def unknown_call():
    if libc.syscall(ctypes.c_long(4000), 0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "")
"""


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED.keys())
def test_a_locked_process_cannot(attempt: str, zygote: Zygote) -> None:
    status, answer = zygote.run(HELPERS + attempt)
    assert status == 0
    assert answer is not None, "it was allowed"
    assert answer["is_os_error"], answer
    assert answer["errno"] in REFUSALS, answer  # another number might mean that the attempt was wrong


def test_every_call_that_must_be_refused_is(zygote: Zygote) -> None:
    code = f"""
    answer = {{}}
    for name in calls.numbers({REFUSED_CALLS!r}, os.uname().machine):
        try:
            raw(name, 0, 0, 0, 0, 0, 0)
            answer[name] = "allowed"
        except OSError as error:
            if error.errno != errno.EPERM:
                answer[name] = str(error)
    """
    assert zygote.answer(code) == {}


UNREADABLE = {
    "a file": f"os.open({OUTSIDE!r}, 0)",
    "a folder": "os.listdir('/etc')",
    "the list of users": "os.open('/etc/passwd', 0)",
    "the parent's memory": "os.open(f'/proc/{PARENT}/mem', 0)",
    "the parent's environment": "os.open(f'/proc/{PARENT}/environ', 0)",
    "its own memory": "os.open('/proc/self/mem', 0)",
    "a file beside a readable folder, by dots": "os.open('/usr/lib/../../etc/passwd', 0)",
}


@needs_landlock
@pytest.mark.parametrize("attempt", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_locked_process_cannot_read(attempt: str, own_zygote: Zygote) -> None:
    status, answer = own_zygote.run(attempt)
    assert status == 0
    assert answer is not None, "it was allowed"
    assert answer["errno"] == 13, answer


# attempt, and the version of Landlock that refuses it
REFUSED_BY_LANDLOCK = {
    "read a file": ("os.open('/etc/passwd', 0)", 1),
    "write a file": (f"os.open({OUTSIDE!r}, os.O_WRONLY)", 1),
    "make a folder": ("os.mkdir('/tmp/jail-made-this')", 1),
    "truncate a file": (f"os.truncate({OUTSIDE!r}, os.stat({OUTSIDE!r}).st_size)", 3),
    "bind a TCP port": ("socket.socket().bind(('127.0.0.1', 0))", 4),
    "connect over TCP": ("socket.socket().connect(('127.0.0.1', 9))", 4),
    "signal the parent": ("os.kill(PARENT, 0)", 6),
    "reach an abstract socket": ("socket.socket(socket.AF_UNIX).connect(abstract.getsockname())", 6),
}


@pytest.mark.parametrize(("attempt", "since"), REFUSED_BY_LANDLOCK.values(), ids=REFUSED_BY_LANDLOCK.keys())
def test_landlock_alone_refuses_to(attempt: str, since: int, own_zygote: Zygote) -> None:
    if jail.landlock_abi() < since:
        pytest.skip(f"needs Landlock {since}, this kernel has {jail.landlock_abi()}")
    status, answer = own_zygote.run(attempt, landlock_alone=True)
    assert status == 0
    assert answer is not None, "it was allowed"
    assert answer["errno"] in (errno.EPERM, errno.EACCES), answer


@needs_landlock
def test_a_worker_cannot_widen_the_rules_of_the_next_one(own_zygote: Zygote) -> None:
    attempt = "answer = [os.path.exists('/etc/passwd'), os.fstat(rules) and 'still open']"
    assert own_zygote.run(attempt)[1]["errno"] == 9
    assert own_zygote.run("os.open('/etc/passwd', 0)")[1]["errno"] == 13


@needs_landlock
def test_a_readable_file_does_not_open_its_neighbours() -> None:
    code = f"""
import os
from grader.sandbox import calls
from grader.sandbox import lock as jail
rules = jail.ruleset([{OUTSIDE!r}])
if os.fork() == 0:
    jail.lock(rules, 1 << 30, 60)
    os.close(os.open({OUTSIDE!r}, 0))
    try:
        os.open({str(Path(__file__).parents[3] / "pyproject.toml")!r}, 0)
    except PermissionError:
        os._exit(7)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.wait()[1]))
"""
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout == "7\n"


# ---------------------------------------------------------------- what ends it


def test_memory_over_the_limit_is_refused(zygote: Zygote) -> None:
    assert zygote.run("bytearray(200 << 20)", memory=100 << 20)[1]["raised"] == "MemoryError"
    assert zygote.answer("answer = len(bytearray(200 << 20))", memory=300 << 20) == 200 << 20


def test_shared_memory_over_the_limit_is_refused(zygote: Zygote) -> None:
    assert zygote.run("mmap.mmap(-1, 200 << 20)", memory=100 << 20)[1]["is_os_error"]


def test_threads_end_at_the_limit_of_memory(zygote: Zygote) -> None:
    code = """
    gate = threading.Event()
    count = 0
    try:
        while count < 3000:
            threading.Thread(target=gate.wait, daemon=True).start()
            count += 1
    except (RuntimeError, MemoryError):
        answer = count
    """
    assert 0 < zygote.answer(code, memory=1 << 30) < 3000


def test_cpu_time_over_the_limit_is_death(zygote: Zygote) -> None:
    code = "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    assert zygote.run(code, cpu_seconds=1) == (-signal.SIGKILL, None)


@pytest.mark.parametrize("attempt", ["os.ftruncate(scratch, 1 << 20)", "os.write(scratch, b'x')"])
def test_files_and_memfds_do_not_grow(attempt: str, zygote: Zygote) -> None:
    assert zygote.run(attempt)[1]["errno"] in (errno.EFBIG, errno.EPERM)


def test_the_number_of_tasks_is_limited_beside_what_runs_already(zygote: Zygote) -> None:
    limit = zygote.answer("answer = resource.getrlimit(resource.RLIMIT_NPROC)[1]")
    running = int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    assert 0 < limit < running + 2048


def test_files_opened_without_end_are_refused(zygote: Zygote) -> None:
    code = """
    kept = []
    try:
        while True:
            kept.append(os.dup(0))
    except OSError as error:
        answer = error.errno, len(kept)
    """
    number, count = zygote.answer(code)
    assert number == errno.EMFILE
    assert 50 < count < 150


def test_abort_ends_the_worker_by_its_own_signal(zygote: Zygote) -> None:
    assert zygote.run("os.abort()") == (-signal.SIGABRT, None)


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="int 0x80 is a matter of x86_64")
def test_calls_by_the_32_bit_gate_are_death(zygote: Zygote) -> None:
    code = """
    page = mmap.mmap(-1, 4096, prot=7)
    page.write(b"\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3")  # mov eax, 20; int 0x80; ret
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    answer = "it was allowed"
    """
    status, answer = zygote.run(code)
    assert answer is None
    assert status in (-signal.SIGSYS, -signal.SIGSEGV)  # the latter: a kernel without 32-bit calls


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="x32 is a matter of x86_64")
def test_calls_by_x32_numbers_are_refused(zygote: Zygote) -> None:
    assert zygote.answer("answer = libc.syscall(ctypes.c_long(0x40000000 + 39))") == -1


def test_a_worker_dies_with_its_zygote() -> None:
    zygote = Zygote.start()
    zygote.send("sys.stdout.write(f'{os.getpid()}\\n'); sys.stdout.flush(); time.sleep(600)")
    worker = os.pidfd_open(zygote.line())
    zygote.stop()
    assert select.select([worker], [], [], 60)[0], "it still runs"
    os.close(worker)


# ---------------------------------------------------------------- what goes on working


HONEST = {
    "sleep": ("time.sleep(0.01); answer = 1", 1),
    "ask for the time": ("answer = time.time() > 0 and time.monotonic() > 0", True),
    "run threads that sleep": (
        """
        done = []
        def work(i):
            time.sleep(0.01)
            done.append(i)
        threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
        for t in threads: t.start()
        for t in threads: t.join()
        answer = sorted(done)
        """,
        list(range(8)),
    ),
    "use a pool of threads": (
        """
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(3) as pool:
            answer = list(pool.map(abs, [-1, -2, -3]))
        """,
        [1, 2, 3],
    ),
    "map a sealed memfd privately and write to it": (
        """
        page = mmap.mmap(images, 16384, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
        before = page[5]
        page[5] = 99
        answer = [before, page[5], os.pread(images, 1, 5)[0]]
        """,
        [5, 99, 5],
    ),
    "talk over an inherited socket": (
        """
        judge.settimeout(5)
        judge.setblocking(True)
        judge.sendall(b'question')
        os.write(judge.fileno(), b'!')
        answer = judge.getsockname()
        """,
        "",
    ),
    "send itself a signal": (
        """
        seen = []
        signal.signal(signal.SIGUSR1, lambda *_: seen.append(1))
        signal.raise_signal(signal.SIGUSR1)
        answer = seen
        """,
        [1],
    ),
    "set an alarm": (
        """
        signal.signal(signal.SIGALRM, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        signal.pause()
        answer = 1
        """,
        1,
    ),
    "lower its own limits": (
        "resource.setrlimit(resource.RLIMIT_CPU, (5, 5)); answer = resource.getrlimit(resource.RLIMIT_CPU)",
        [5, 5],
    ),
    "name itself": ("answer = libc.prctl(15, b'worker', 0, 0, 0)", 0),
    "read random bytes": ("answer = len(os.urandom(8))", 8),
    "learn that stdin is no terminal": ("answer = os.isatty(0)", False),
}


@pytest.mark.parametrize(("code", "expected"), HONEST.values(), ids=HONEST.keys())
def test_a_locked_process_can(code: str, expected: object, zygote: Zygote) -> None:
    assert zygote.answer(code) == expected


LATE_IMPORTS = ["sqlite3", "decimal", "xml.dom.minidom", "unicodedata", "encodings.utf_8_sig"]


@needs_landlock
@pytest.mark.parametrize("module", LATE_IMPORTS)
def test_allowed_folders_serve_late_imports_of(module: str, own_zygote: Zygote) -> None:
    code = f"early = {module!r} in sys.modules; import {module}; answer = early, {module}.__name__"
    assert own_zygote.answer(code) == [False, module]


TORCH = """
global np, torch, F, ndimage
import numpy as np, scipy.ndimage as ndimage, torch, torch.nn.functional as F
torch.optim.Adam([torch.zeros(1, requires_grad=True)])
"""


@pytest.fixture(scope="module")
def torch_zygote() -> Iterator[Zygote]:
    started = Zygote.start(preload=TORCH)
    yield started
    started.stop()


TORCH_WORK = {
    "a convolution forward": (
        "answer = F.conv2d(torch.arange(16.).view(1, 1, 4, 4), torch.ones(1, 1, 3, 3)).flatten().tolist()",
        [45.0, 54.0, 81.0, 90.0],
    ),
    "a convolution backward": (
        """
        x = torch.ones(2, 3, 8, 8, requires_grad=True)
        w = torch.ones(4, 3, 3, 3, requires_grad=True)
        F.conv2d(x, w).sum().backward()
        answer = [x.grad.sum().item(), w.grad[0, 0, 0, 0].item()]
        """,
        [7776.0, 72.0],
    ),
    "a convolution with two threads": (
        """
        torch.set_num_threads(2)
        y = F.conv2d(torch.ones(8, 16, 64, 64), torch.ones(16, 16, 3, 3))
        answer = [list(y.shape), y.unique().tolist()]
        """,
        [[8, 16, 62, 62], [144.0]],
    ),
    "training with Adam": (
        """
        torch.manual_seed(0)
        layers = torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(144, 2)
        net = torch.nn.Sequential(*layers)
        steps = torch.optim.Adam(net.parameters(), lr=0.01)
        x, y = torch.randn(16, 1, 8, 8), torch.arange(16) % 2
        losses = []
        for _ in range(30):
            steps.zero_grad()
            loss = F.cross_entropy(net(x), y)
            loss.backward()
            steps.step()
            losses.append(loss.item())
        answer = losses[-1] < losses[0] / 2
        """,
        True,
    ),
    "a data loader": (
        """
        data = torch.utils.data.TensorDataset(torch.arange(10))
        answer = [len(batch[0]) for batch in torch.utils.data.DataLoader(data, batch_size=4, shuffle=True)]
        """,
        [4, 4, 2],
    ),
    "NumPy's linear algebra": ("answer = np.linalg.solve(np.eye(2) * 2, np.ones(2)).tolist()", [0.5, 0.5]),
    "SciPy's rotation": (
        "answer = ndimage.rotate(np.array([[1., 2.], [3., 4.]]), 90, order=1).round(6).tolist()",
        [[2.0, 4.0], [1.0, 3.0]],
    ),
    "arrays on the sealed memfd": (
        """
        page = mmap.mmap(images, 16384, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
        pixels = torch.frombuffer(page, dtype=torch.uint8)
        pixels += 1
        answer = pixels[:3].tolist()
        """,
        [1, 2, 3],
    ),
}


@pytest.mark.parametrize(("code", "expected"), TORCH_WORK.values(), ids=TORCH_WORK.keys())
def test_numbers_are_right_for(code: str, expected: object, torch_zygote: Zygote) -> None:
    assert torch_zygote.answer(code) == expected


def test_a_tensor_over_the_limit_is_refused(torch_zygote: Zygote) -> None:
    status, answer = torch_zygote.run("torch.zeros(200 << 20, dtype=torch.uint8)", memory=100 << 20)
    assert (status, answer["raised"]) == (0, "RuntimeError")


# ---------------------------------------------------------------- the tables


def header_numbers(path: Path) -> dict[str, int]:
    if not path.exists():
        pytest.skip(f"no kernel headers at {path}")
    text = path.read_text()
    found = {name: int(number) for name, number in reversed(re.findall(r"#define (__NR\w+)\s+(\d+)", text))}
    aliases = re.findall(r"#define (__NR_\w+) (__NR3264_\w+)", text)
    found |= {name: found[other] for name, other in aliases if other in found}
    return {name.removeprefix("__NR_"): number for name, number in found.items()}


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_table_agrees_with_the_kernel_headers_for(machine: str) -> None:
    ours = calls.numbers(CALLS, machine)
    theirs = header_numbers(HEADERS[machine])
    known = {name: number for name, number in ours.items() if name in theirs}
    assert known == {name: theirs[name] for name in known}
    assert all(ours[name] > 450 for name in ours.keys() - known.keys()), "only newer calls may be unknown"
    named = {name for other in HEADERS for name in calls.numbers(CALLS, other)}
    assert not named & theirs.keys() - ours.keys(), "listed as absent, but exists"


@pytest.mark.parametrize("machine", HEADERS)
def test_each_number_is_judged_once_for(machine: str) -> None:
    numbers = [
        n for table in (calls.ALLOWED, calls.JUDGED, REFUSED_CALLS) for n in calls.numbers(table, machine).values()
    ]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) < calls.FIRST_UNKNOWN


def verdict(machine: str, call: str, *arguments: int, arch: int | None = None, **options: bool) -> int:
    """Run the filter as the kernel would, so that the machine we do not have is tried as well."""
    numbers = calls.numbers(CALLS, machine)
    number = numbers[call] if call in numbers else int(call)
    words = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("=IIQ6Q", number, arch or calls.AUDIT_ARCH[machine], 0, *words)
    at, loaded = 0, 0
    program = list(struct.iter_unpack("=HBBI", calls.program(machine, 77, **options)))
    while True:
        code, then, otherwise, value = program[at]
        at += 1
        if code == calls.RETURN:
            return int(value)
        if code == calls.LOAD:
            loaded = struct.unpack_from("=I", data, value)[0]
        elif code == calls.JUMP:
            at += value
        else:
            tests = {calls.IF_EQUAL: loaded == value, calls.IF_AT_LEAST: loaded >= value}
            at += then if tests.get(code, bool(loaded & value)) else otherwise


ALLOWED, REFUSED_CALL, MISSING_CALL, KILLED = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
VERDICTS: dict[str, tuple[int, str, list[int]]] = {
    "a fork": (REFUSED_CALL, "clone", [17]),
    "a thread": (ALLOWED, "clone", [0x003D0F00]),
    "a thread in a namespace": (REFUSED_CALL, "clone", [0x403D0F00]),
    "clone3": (MISSING_CALL, "clone3", []),
    "opening to read": (ALLOWED, "openat", [0, 0, os.O_RDONLY | os.O_CLOEXEC]),
    "opening to write": (REFUSED_CALL, "openat", [0, 0, os.O_WRONLY]),
    "opening to empty": (REFUSED_CALL, "openat", [0, 0, os.O_TRUNC]),
    "a signal to itself": (ALLOWED, "tgkill", [77, 78, 6]),
    "a signal to another": (REFUSED_CALL, "tgkill", [1, 1, 6]),
    "its own limits": (ALLOWED, "prlimit64", [77]),
    "another's limits": (REFUSED_CALL, "prlimit64", [1]),
    "sending": (ALLOWED, "sendto", [3, 4096, 5]),
    "sending to an address": (REFUSED_CALL, "sendto", [3, 4096, 5, 0, 1 << 40]),
    "naming a thread": (ALLOWED, "prctl", [15]),
    "dumpable": (REFUSED_CALL, "prctl", [4, 1]),
    "dumpable, with noise in the high half": (REFUSED_CALL, "prctl", [4 | 1 << 40, 1]),
    "fcntl's F_SETFD": (ALLOWED, "fcntl", [3, 2]),
    "fcntl's F_SETOWN": (REFUSED_CALL, "fcntl", [3, 8]),
    "fcntl's F_SETLEASE": (REFUSED_CALL, "fcntl", [3, 1024]),
    "prctl's PR_SCHED_CORE": (REFUSED_CALL, "prctl", [62]),
    "ioctl's TIOCSTI": (REFUSED_CALL, "ioctl", [0, 0x5412]),
    "ioctl's TIOCSTI, with noise in the high half": (REFUSED_CALL, "ioctl", [0, 0x5412 | 1 << 40]),
    "execve": (REFUSED_CALL, "execve", []),
    "the first call after the tables": (MISSING_CALL, "470", []),
    "an x32 call": (MISSING_CALL, str(0x40000000), []),
}


@pytest.mark.parametrize("machine", HEADERS)
@pytest.mark.parametrize(("expected", "call", "arguments"), VERDICTS.values(), ids=VERDICTS.keys())
def test_the_filter_answers(expected: int, call: str, arguments: list[int], machine: str) -> None:
    assert verdict(machine, call, *arguments) == expected


@pytest.mark.parametrize("machine", HEADERS)
def test_the_filter_kills_calls_of_another_arch(machine: str) -> None:
    assert verdict(machine, "fcntl", arch=0x40000003) == KILLED


@pytest.mark.parametrize("machine", HEADERS)
def test_the_filter_answers_every_number_as_the_tables_say(machine: str) -> None:
    allowed = set(calls.numbers(calls.ALLOWED, machine).values())
    judged = set(calls.numbers(calls.JUDGED, machine).values())
    for number in set(range(calls.FIRST_UNKNOWN)) - judged:
        assert verdict(machine, str(number)) == (ALLOWED if number in allowed else REFUSED_CALL), number


@pytest.mark.parametrize("machine", HEADERS)
@pytest.mark.parametrize("files_are_locked", [True, False])
def test_who_may_write_may_make_and_remove_files_where_landlock_sees_to_it_and_no_more(
    machine: str, files_are_locked: bool
) -> None:
    allowed = set(calls.numbers(calls.ALLOWED, machine).values())
    if files_are_locked:
        allowed |= set(calls.numbers(calls.WRITING, machine).values())
    judged = set(calls.numbers(calls.JUDGED, machine).values())
    for number in set(range(calls.FIRST_UNKNOWN)) - judged:
        answer = verdict(machine, str(number), files_are_locked=files_are_locked, may_write=True)
        assert answer == (ALLOWED if number in allowed else REFUSED_CALL), number
    names = " ".join(calls.numbers(calls.WRITING, machine))
    for never in ("link", "mknod", "chmod", "chown", "renameat2", "utime", "attr"):
        assert not [name for name in names.split() if never in name.replace("unlink", "")], never


def test_an_unlocked_parent_keeps_its_rights(own_zygote: Zygote) -> None:
    before = resource.prlimit(own_zygote.process.pid, resource.RLIMIT_NOFILE)
    own_zygote.answer("answer = 1")
    assert resource.prlimit(own_zygote.process.pid, resource.RLIMIT_NOFILE) == before
