"""What our code does around a student's never fails in the student's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from grader.subject import Fault, Subject, raised
from grader.tutorial.reports import Diary, Facts
from grader.values import Array, Items, Outcome, Raised, Request, Returned, plain, recipe, tensor
from grader.worker.answering import Answerer

FUNCTIONS = {"CNN": "cnn", "train": "cnn", "go": "cnn"}
TRAIN = """
import torch, torch.nn as nn, torch.nn.functional as F

def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for epoch in range(epochs):
        total = n = 0
        for images, labels in loader:
            optimizer.zero_grad()
            {around}
                loss = F.cross_entropy(model({images}), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            n += len(labels)
        losses.append(total / n)
    return losses
"""
NETWORK = """
import torch, torch.nn as nn

class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(784, 10)
    def forward(self, images):
        logits = self.layer(images.flatten(1))
        {end}
"""


class Transport:
    """Asks an answerer in this process."""

    def __init__(self, source: str) -> None:
        files: Mapping[str, bytes] = {"cnn.py": source.encode()}
        recipes = "grader.tutorial.recipes"
        self.answerer = Answerer(files, FUNCTIONS, folder="odd", package="odd", recipes=recipes)

    def ask(self, request: Request) -> Outcome:
        return self.answerer.answer(Request(**{n: getattr(request, n) for n in request.__struct_fields__} | ROOM))


ROOM = {"room": 1 << 24}


@pytest.fixture
def opened() -> Iterator[list[Transport]]:
    """Return a list of transports that are closed in the end."""
    made: list[Transport] = []
    yield made
    for transport in made:
        transport.answerer.close()


def subject(source: str, opened: list[Transport]) -> Subject:
    opened.append(Transport(source))
    return Subject(opened[-1])


def trained(source: str, opened: list[Transport]) -> tuple[Subject, Outcome, Diary]:
    """Train the recording model on five images; return the answer, and what the model reports."""
    student = subject(source, opened)
    rng = np.random.default_rng(0)
    model = student.build(recipe("linear", weight=rng.normal(size=(10, 784)).astype("f4"), bias=np.zeros(10, "f4")))
    images = tensor(rng.random((5, 1, 28, 28), dtype=np.float32))
    loader = recipe("loader", images=images, labels=tensor(np.arange(5)), batch_size=2)
    answer = student.call("train", model, loader)
    return student, answer.outcome, student.describe(model, Diary)


@pytest.mark.parametrize(
    ("around", "images"),
    [
        ("with torch.autocast('cpu'):", "images"),
        ("with torch.autocast('cpu', dtype=torch.float16):", "images"),
        ("if True:", "images"),
        ("if model.double():", "images.double()"),
        ("if model.bfloat16():", "images.bfloat16()"),
        ("with torch.autograd.set_detect_anomaly(True):", "images"),
    ],
)
def test_the_recording_model_never_stops_a_training(around: str, images: str, opened: list[Transport]) -> None:
    _, outcome, report = trained(TRAIN.format(around=around, images=images), opened)
    assert isinstance(outcome, Returned), outcome
    assert isinstance(outcome.value, Items)
    assert isinstance(outcome.value.items[0], float)
    assert report.sizes == (2, 2, 1), report
    assert report.passes == (1, 2, 3), report


def test_what_the_model_itself_cannot_take_is_the_students_error(opened: list[Transport]) -> None:
    _, outcome, _ = trained(TRAIN.format(around="if True:", images="images[..., :5]"), opened)
    assert isinstance(outcome, Raised)
    assert [f.function for f in outcome.frames] == ["train"]


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ("return logits, images", "tuple"),
        ("return [logits]", "list"),
        ("return {'logits': logits}", "dict"),
        ("return logits.detach().numpy()", "ndarray"),
        ("return None", "NoneType"),
    ],
)
def test_a_network_that_returns_no_tensor_is_told_so(end: str, what: str, opened: list[Transport]) -> None:
    student = subject(NETWORK.format(end=end), opened)
    model = student.build("CNN")
    with pytest.raises(Fault, match=f"^the network must return one tensor of logits, got a {what}$"):
        student.describe(model, Facts)
    answer = student.logits(model, np.zeros((5, 1, 28, 28), np.float32), batch=2)
    assert isinstance(answer.outcome, Returned), answer.outcome
    assert not isinstance(answer.value, Array) or answer.value.kind != "torch"


@pytest.mark.parametrize(
    ("end", "shape"), [("return logits.sum()", ()), ("return logits.flatten()", (20,)), ("return logits[:1]", (1, 10))]
)
def test_logits_of_an_odd_shape_are_told_by_the_shape(
    end: str, shape: tuple[int, ...], opened: list[Transport]
) -> None:
    student = subject(NETWORK.format(end=end), opened)
    model = student.build("CNN")
    answer = student.logits(model, np.zeros((5, 1, 28, 28), np.float32), batch=2)
    assert isinstance(answer.outcome, Returned), answer.outcome
    try:
        student.describe(model, Facts)
    except Fault as fault:
        assert "no loss can be computed from the network's result of shape" in fault.message
        assert "your code raised" not in fault.message


def test_batches_that_do_not_fit_together_show_one_that_differs(opened: list[Transport]) -> None:
    student = subject(NETWORK.format(end="return logits[:, : 3 * len(logits)]"), opened)
    answer = student.logits(student.build("CNN"), np.zeros((5, 1, 28, 28), np.float32), batch=3)
    assert isinstance(answer.value, Array)
    assert answer.value.shape == (2, 6)


def test_an_error_inside_the_network_keeps_its_own_lines(opened: list[Transport]) -> None:
    student = subject(NETWORK.format(end="raise ValueError('mine')"), opened)
    model = student.build("CNN")
    images = np.zeros((1, 1, 28, 28), "f4")
    for ask in (lambda: student.describe(model, Facts), lambda: student.logits(model, images).value):
        with pytest.raises(Fault, match=r"your code raised ValueError: mine\n  cnn.py, line \d+, in forward"):
            ask()


def test_a_gradient_that_cannot_be_computed_is_a_statement_about_the_result(opened: list[Transport]) -> None:
    source = "def go(x):\n    y = x.exp()\n    z = y * 2\n    y.mul_(3)\n    return z + y.sin()\n"
    source = source.replace("z = y * 2", "z = y.sqrt()")
    student = subject(source, opened)
    answer = student.gradients("go", tensor(np.ones(3, np.float32)), cotangent=np.ones(3, np.float32))
    with pytest.raises(Fault, match=r"^the gradients of the result cannot be computed"):
        answer.required()


@pytest.mark.parametrize(
    "spoil", ["x.setflags(write=False)", "x.dtype = 'i4'", "x.shape = (9,)", "x.resize((2, 2), refcheck=False)"]
)
def test_an_input_that_was_changed_does_not_spoil_the_next_call(spoil: str, opened: list[Transport]) -> None:
    student = subject(f"def go(x):\n    total = float(x.sum())\n    {spoil}\n    return total\n", opened)
    for number in (1.0, 2.0):
        answer = student.call("go", np.full((3, 3), number, np.float32))
        assert plain(answer.value) == 9 * number


@pytest.mark.parametrize("spoil", ["x.data = x.bfloat16()", "x.requires_grad_()", "x.t_()", "x.resize_(1)"])
def test_a_tensor_that_was_changed_does_not_spoil_the_next_call(spoil: str, opened: list[Transport]) -> None:
    student = subject(f"def go(x):\n    total = x.sum().item()\n    {spoil}\n    return total\n", opened)
    for number in (1.0, 2.0):
        answer = student.call("go", tensor(np.full((3, 3), number, np.float32)))
        assert plain(answer.value) == 9 * number


def test_images_have_a_name_that_a_student_knows(opened: list[Transport]) -> None:
    student = subject(NETWORK.format(end="return logits"), opened)
    opened[-1].answerer.stored = {"test_images": np.zeros((2, 1, 28, 28), np.float32)}
    answer = student.logits(student.build("CNN"), recipe("stored", name="test_images"))
    assert "stored" not in answer.call
    assert answer.call.startswith("model(images)")


def test_a_statement_is_shown_without_blame() -> None:
    fault = raised(Raised("", (), "the network must return one tensor of logits, got a tuple"), "model(images)")
    assert fault.message == "the network must return one tensor of logits, got a tuple"
    assert fault.status == "error"
