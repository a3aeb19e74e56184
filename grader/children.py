"""Start Python processes of the kit beside this one."""

import os
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Pipe

# A process that computes answers to compare uses one thread, and no chance.
REPEATABLE = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def command(code: str, *arguments: str) -> list[str]:
    """Return the command that runs this code with the kit that is imported here."""
    return [sys.executable, "-P", "-c", code, *arguments]


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)} | more


class Child:
    """A process that serves one pipe, by the module's function `serve`, which gets the number of its descriptor.

    A terminal sends Ctrl-C to this process alone, which tells the child when to end; if this process is killed, the
    child finds its pipe closed.
    """

    def __init__(self, module: str, **more: str) -> None:
        self.pipe, theirs = Pipe()
        with theirs:
            self.process = subprocess.Popen(
                command(f"from {module} import serve; serve({theirs.fileno()})"),
                env=environment(**more),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                process_group=0,
            )

    def close(self, seconds: float = 5.0) -> None:
        """End the process; it is killed if it takes longer than this."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.process.kill()
        self.process.wait()
        self.pipe.close()
