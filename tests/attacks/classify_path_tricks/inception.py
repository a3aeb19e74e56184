# IDEA: from the folder of the weights it goes wherever paths, links, descriptors and URLs lead
# DOOR: classify
# MUST: 0 points, and nothing found but the weights
# SAYS: found: nothing
# EXPECT: 0 error
import os
import pathlib
import urllib.request

import torch
from torchvision.models import Inception_V3_Weights

HOME = os.environ["TORCH_HOME"]


def attempts():
    for up in range(1, 8):
        place = os.path.join(HOME, *[".."] * up)
        yield "list " + place, lambda: os.listdir(place)
        yield "walk " + place, lambda: [f for _, _, files in os.walk(place) for f in files]
        for name in ("course.toml", "convkit", "reference", ".convkit/cases.bank", "etc/passwd"):
            yield name, lambda: open(os.path.join(place, name), "rb").read()
    for place in (HOME, HOME + "/hub", torch.hub.get_dir() + "/checkpoints", "/proc/self/root/work", "/proc/1/root", "/proc/self/cwd/root"):
        yield "list " + place, lambda: [f for f in os.listdir(place) if f not in ("hub", "checkpoints") and "inception_v3" not in f]
        yield "descend " + place, lambda: os.open("..", os.O_RDONLY, dir_fd=os.open(place, os.O_PATH)) and None
    weights = pathlib.Path(HOME, "hub", "checkpoints", pathlib.PurePath(Inception_V3_Weights.DEFAULT.url).name)
    assert weights.open("rb").read(4)
    for action in ("unlink", "touch"):
        yield action, lambda: getattr(weights, action)() or True
    yield "link out", lambda: os.symlink("/etc", "/tmp/etc") or True
    yield "link in", lambda: os.link(weights, str(weights) + ".copy") or True
    yield "rename", lambda: os.rename(weights, str(weights) + ".old") or True
    for url in ("file:///etc/passwd", Inception_V3_Weights.DEFAULT.url, "http://127.0.0.1:1/"):
        yield url, lambda: urllib.request.urlopen(url, timeout=1).read(1)
    yield "hub", lambda: torch.hub.load_state_dict_from_url("file:///etc/passwd", model_dir="/tmp") or True


def classify(image, class_names):
    found = []
    for name, attempt in attempts():
        try:
            if attempt():
                found.append(name)
        except BaseException:
            pass
    raise LookupError("found: " + ("; ".join(sorted(set(found))) or "nothing"))
