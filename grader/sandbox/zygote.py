"""The zygote: import everything that submissions use once, and fork locked workers."""

import ctypes
import gc
import importlib
import mmap
import os
import resource
import socket
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import partial
from typing import NoReturn

import numpy as np

from grader.asking import frames
from grader.sandbox import lock, probe, scratch
from grader.sandbox.scratch import Folder, Folders
from grader.values import Outcome, Request, Returned, to_value
from grader.worker.answering import Answerer

MEGABYTES_64 = 1 << 26


def main(control_descriptor: int) -> None:
    """Serve the judge on this socket until it closes it; never returns."""
    try:
        serve_all(socket.socket(fileno=control_descriptor))
    except EOFError:  # the judge has closed the socket
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)  # what libraries print as the interpreter ends would hide the reason from the judge


def serve_all(control: socket.socket) -> NoReturn:
    """Import everything, say so, and answer messages until the judge hangs up, with EOFError."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))  # the judge's own limit is none of ours
    launch = frames.receive(control, frames.Launch, MEGABYTES_64)
    warm_up(launch.preload, launch.modules)
    place = launch.scratch if lock.can_bound_writing() else ""
    folders = Folders(place, partial(lock.ruleset, launch.readable))
    gc.collect()
    gc.freeze()
    control.sendall(frames.pack(frames.Hello(())))
    while True:
        serve(control, folders)


def warm_up(preload: tuple[str, ...], modules: tuple[str, ...] = ()) -> None:
    """Import modules and use them once, so that this does not count towards a submission's time limits.

    Uses a single thread: after a parallel operation in the parent, a forked worker hangs at its first one.
    """
    for name in (*modules, *preload):
        importlib.import_module(name)
    if "torch" in sys.modules:
        _warm_up_torch(trains="torch.optim" in preload)


def _warm_up_torch(*, trains: bool) -> None:
    import torch  # noqa: PLC0415  a course without torch has none
    from torch.utils.flop_counter import FlopCounterMode  # noqa: PLC0415  as above

    from grader.worker import networks, tensors  # noqa: F401, PLC0415  a locked worker cannot read their files

    torch.set_num_threads(1)
    layers = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Flatten(), torch.nn.Linear(8, 2))
    layers(torch.ones(1, 1, 4, 4)).sum().backward()
    if trains:  # each of these imports what takes a second
        torch.optim.Adam(layers.parameters()).step()
        with FlopCounterMode(display=False):
            layers(torch.ones(1, 1, 4, 4))
        torch.use_deterministic_algorithms(True)
        torch.use_deterministic_algorithms(False)


def serve(control: socket.socket, folders: Folders) -> None:
    """Answer one message of the judge; its end is ours too."""
    message, descriptors = receive_with_descriptors(control)
    if isinstance(message, frames.Reap):
        status = _status(message.pid)
        if status is not None:
            folders.take_back(message.pid)
        control.sendall(frames.pack(frames.Ended(status)))
        return
    folder = folders.take()
    try:
        pid = os.fork()
    except OSError:  # there are too many processes; the judge tries again
        pid = -1
    if pid == 0:
        control.close()
        folders.forget_others(folder)
        become_worker(message, descriptors, folder)
    folders.lend(pid, folder) if pid > 0 else folders.give_back(folder)
    for descriptor in descriptors:
        os.close(descriptor)
    control.sendall(frames.pack(frames.Ended(None if pid > 0 else 1)))


def _status(pid: int) -> int | None:
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None
    return os.waitstatus_to_exitcode(status) if done else None


def become_worker(spawn: frames.Spawn, descriptors: list[int], folder: Folder) -> None:
    """Lock this process, then answer requests until the judge hangs up; never returns."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.close(nothing)
        if folder.path:
            settle_in(folder.path)
        file_bytes = scratch.BYTES if folder.path else 0
        locked = lock.lock(folder.rules, spawn.memory, spawn.cpu_seconds, file_bytes=file_bytes)
        with socket.socket(fileno=descriptors[0]) as judge:
            judge.sendall(frames.pack(frames.Hello(tuple(locked), os.getpid())))
            answer_all(judge, descriptors[1] if len(descriptors) > 1 else None, writes=bool(folder.path))
    finally:
        os._exit(0)


def settle_in(folder: str) -> None:
    """Make a folder the one that relative paths and temporary files are in."""
    os.chdir(folder)
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = None  # what an import in the zygote found out no longer holds


def answer_all(judge: socket.socket, memory: int | None, *, writes: bool) -> None:
    setup = frames.receive(judge, frames.Setup, MEGABYTES_64)
    stored = open_stored(setup.stored, memory)
    answerer = Answerer(setup.files, setup.functions, recipes=setup.recipes, stored=stored)
    while True:
        request = frames.receive(judge, Request, 1 << 30)
        if request.operation == "probe":
            outcome: Outcome = Returned(to_value(probe.attempts(request.name, writes=writes)))
        else:
            outcome = answerer.answer(request)
        judge.sendall(frames.pack(outcome))


def open_stored(regions: Mapping[str, frames.Region], memory: int | None) -> dict[str, np.ndarray]:
    """Map the sealed memory copy-on-write and return its arrays by name."""
    if memory is None:
        return {}
    mapped = _mapped(memory, os.fstat(memory).st_size)
    os.close(memory)
    return {
        name: np.frombuffer(mapped, r.dtype, int(np.prod(r.shape)), r.offset).reshape(r.shape)
        for name, r in regions.items()
    }


def _mapped(memory: int, size: int) -> memoryview:
    """Map with libc, since Python's mmap keeps a descriptor open, whose offset all workers would share."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    address = libc.mmap(
        None, ctypes.c_size_t(size), mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_PRIVATE, memory, ctypes.c_long(0)
    )
    if address == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "the images cannot be mapped")
    return memoryview((ctypes.c_char * size).from_address(address)).cast("B")


def receive_with_descriptors(peer: socket.socket) -> tuple[frames.Spawn | frames.Reap, list[int]]:
    """Wait for a message that may come with descriptors."""
    prefix, descriptors, _, _ = socket.recv_fds(peer, frames.PREFIX.size, 4)
    prefix += frames.exactly(peer, frames.PREFIX.size - len(prefix))
    body = frames.exactly(peer, frames.body_length(prefix, 0))
    message: frames.Spawn | frames.Reap = frames.unpack(body, frames.Spawn | frames.Reap)  # type: ignore[arg-type]  # a union is a type for the decoder
    return message, descriptors
