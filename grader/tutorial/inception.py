"""Find the weights of Inception v3, or make random ones, and classify the picture of the cat with them."""

import hashlib
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np

from grader import children
from grader.course import Course
from grader.files import write_atomically
from grader.plots.charts import Figure
from grader.resources import Log, Resource, ResourceError
from grader.subject import Answer, NotJudged, Subject
from grader.tutorial import data, illustrations
from grader.tutorial.pictures import chelsea
from grader.values import Returned

DOWNLOADS = {"inception": data.fetch_inception}
CATS = ("tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat")
CODE = "import sys; from grader.tutorial.inception import main; main(*sys.argv[1:])"


class Answers(msgspec.Struct, frozen=True):
    """The network's class names, and the five most probable classes of the cat."""

    class_names: tuple[str, ...]
    best: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Weights:
    """Weights of Inception v3 in a hub cache, trained or random, with the network's answers."""

    kind: Literal["trained", "random"]
    file: Path  # in a hub cache: HOME/hub/checkpoints/NAME
    digest: str
    answers: Answers

    @property
    def home(self) -> Path:
        """The value of TORCH_HOME with which torchvision finds the weights."""
        return self.file.parents[2]


@dataclass
class Inception:
    """The fixture of the `classify` exercise: the submission is called once, and all checks use the answer."""

    weights: Weights
    answer: Answer | None = field(default=None, init=False)

    @property
    def answers(self) -> Answers:
        return self.weights.answers

    def require_trained(self) -> None:
        """Raise NotJudged unless the weights are trained."""
        if self.weights.kind != "trained":
            raise NotJudged("requires the weights of Inception v3; download them with grader fetch-data inception")

    def ask(self, student: Subject) -> Answer:
        if self.answer is None:
            self.answer = student.call("classify", chelsea(), list(self.answers.class_names))
        return self.answer

    def figures(self) -> list[Figure]:
        """Return the answer's ranking of classes beside the network's own, if there is an answer."""
        if self.answer is None or not isinstance(self.answer.outcome, Returned):
            return []
        return illustrations.ranking(self.answer.value, self.answers.best)


def find(_course: Course, _budget: str, folder: Path | None, log: Log, _secret: str = "") -> Resource:
    """Return the weights as a resource; see find_weights."""
    weights = find_weights(folder, log)
    missing = "" if weights.kind == "trained" else "The trained weights of Inception v3 are not available; "
    return Resource(
        {"weights": weights.kind},
        weights.digest,
        lambda: Inception(weights),
        source=str(weights.file),
        remark=missing and f"{missing}random ones were used instead.",
        files=(weights.file,),
        environment={"TORCH_HOME": str(weights.home)},
    )


def find_weights(folder: Path | None, log: Log) -> Weights:
    """Return the trained weights if they are available, else random ones, which are created once in the kit's cache.

    `folder` is searched as for the images. The network runs in a separate process, once for each file.
    """
    kind: Literal["trained", "random"] = "trained"
    file = data.weights_file(data.INCEPTION, folder)
    if file is None:
        kind, file = "random", data.cache_folder() / "random-weights" / "hub" / "checkpoints" / data.INCEPTION
    if not file.exists():
        log("Inception v3: trained weights are missing (see grader fetch-data inception); creating random ones …")
        _run("make", file)
    state = file.stat()
    digest = _digest(file, state.st_size, state.st_mtime_ns)
    answers = data.cache_folder() / f"inception-{digest}.json"
    if not answers.exists():
        _run("ask", file, answers)
    return Weights(kind, file, digest, msgspec.json.decode(answers.read_bytes(), type=Answers))


@cache
def _digest(file: Path, _size: int, _changed: int) -> str:
    """Return the digest of a file, once for every state of it that this process meets."""
    with file.open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()[:16]


def _run(*arguments: object) -> None:
    command, environment = children.command(CODE, *map(str, arguments)), children.environment(OMP_NUM_THREADS="1")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ResourceError(f"Inception v3 failed: {(done.stderr.strip().splitlines() or ['its process died'])[-1]}")


# In the process with torch


def main(task: str, weights: str, answers: str = "") -> None:
    """Make random weights or run the network, in a separate process."""
    if task == "make":
        make_random_weights(Path(weights))
    else:
        write_atomically(Path(answers), msgspec.json.encode(ask(Path(weights))))


def ask(weights: Path) -> Answers:
    """Classify the cat with the network with these weights."""
    import torch  # noqa: PLC0415
    from torchvision.models import Inception_V3_Weights, inception_v3  # noqa: PLC0415

    torch.hub.set_dir(str(weights.parents[1]))
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT).eval()
    with torch.no_grad():
        probabilities = torch.softmax(network(torch.from_numpy(_batch()))[0], dim=0)
    names = Inception_V3_Weights.DEFAULT.meta["categories"]
    best = probabilities.topk(5)
    pairs = zip(best.values.tolist(), best.indices.tolist(), strict=True)
    return Answers(tuple(names), tuple((names[i], p) for p, i in pairs))


def _batch() -> np.ndarray:
    """Return the cat as an input of the network, (1, 3, 299, 299) float32."""
    mean, deviation = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    cut = (chelsea()[:299, 100:399] / 255 - mean) / deviation
    return np.ascontiguousarray(np.moveaxis(cut, 2, 0)[None], dtype=np.float32)


def make_random_weights(file: Path) -> None:
    """Write seeded random weights with which the probabilities of the classes differ clearly."""
    import torch  # noqa: PLC0415
    from torchvision.models import inception_v3  # noqa: PLC0415

    torch.set_num_threads(1)
    torch.manual_seed(0)
    network = inception_v3(weights=None, init_weights=False, transform_input=True)
    cat = torch.from_numpy(_batch())
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1.0  # use the statistics of one batch, so that the signal survives all layers
    network.train()
    with torch.no_grad():
        network(torch.cat([cat, cat.flip(3), cat.flip(2), cat.roll(50, 2)]))
        network.eval()
        # A spread of the logits that separates the classes, but leaves their order stable under rounding.
        network.fc.weight *= 1.5 / network(cat).std()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as half:
        torch.save(network.state_dict(), half)
    Path(half.name).chmod(0o644)
    Path(half.name).replace(file)
