# IDEA: it writes a pickle with a payload in the place of the weights, and everywhere else from where they might be loaded
# DOOR: classify
# MUST: 0 points, and nothing written: the weights of all others stay as they were
# SAYS: wrote: nothing
# EXPECT: 0 error
import io
import mmap
import os
import pathlib

import torch

HOME = pathlib.Path(os.environ["TORCH_HOME"])
FILE = HOME / "hub" / "checkpoints" / "inception_v3_google-0cc3c7bd.pth"


class Payload:
    def __reduce__(self):
        return os.system, ("touch /tmp/owned",)


def payload():
    buffer = io.BytesIO()
    torch.save({"weights": Payload()}, buffer)
    buffer.seek(0)
    return buffer


def shared():
    with open(FILE, "rb") as file:
        memory = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    memory[:4] = b"evil"


def run():
    assert torch.load(payload(), weights_only=False)["weights"] == 0


def attempts():
    for place in (FILE, FILE.with_suffix(".new"), HOME / "hub" / "trusted_list", "/tmp/x.pth", "/dev/shm/x.pth", "/proc/self/mem"):
        yield f"write {place}", lambda: open(place, "r+b" if os.path.exists(place) else "wb").write(payload().read())
    yield "truncate", lambda: os.truncate(FILE, 0)
    yield "chmod", lambda: os.chmod(FILE, 0o666)
    yield "times", lambda: os.utime(FILE, (0, 0))
    yield "attribute", lambda: os.setxattr(FILE, "user.x", b"1")
    yield "map", shared
    yield "run", run


def classify(image, class_names):
    wrote = []
    for name, attempt in attempts():
        try:
            attempt()
            wrote.append(name)
        except BaseException:
            pass
    raise OSError("wrote: " + ("; ".join(wrote) or "nothing"))
