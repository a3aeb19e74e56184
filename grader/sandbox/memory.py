"""Arrays in sealed shared memory."""

import fcntl
import mmap
import os
from collections.abc import Mapping

import numpy as np

from grader.asking import frames


class Stored:
    """Read-only arrays that workers access by name; each worker maps them privately, copy-on-write."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.regions: dict[str, frames.Region] = {}
        offset = 0
        for name, array in arrays.items():
            self.regions[name] = frames.Region(offset, array.dtype.name, array.shape)
            offset += -(-array.nbytes // mmap.PAGESIZE) * mmap.PAGESIZE
        self.descriptor = os.memfd_create("stored", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.descriptor, max(offset, mmap.PAGESIZE))
        for name, array in arrays.items():
            os.pwrite(self.descriptor, np.ascontiguousarray(array).data, self.regions[name].offset)
        _seal(self.descriptor)

    def close(self) -> None:
        os.close(self.descriptor)


def _seal(descriptor: int) -> None:
    seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
