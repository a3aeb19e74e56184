"""The checks of student/cnn.py."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs
from strategies import Case, entries, loaders, seeds

from grader.api import (
    Answer,
    Diary,
    Facts,
    Handle,
    Replay,
    Subject,
    Training,
    Wrong,
    check,
    expect,
    plain_call,
    recipe,
    tensor,
)
from grader.api import shape as shape_text

CLASSES = 10
MOST_PARAMETERS = 2_000_000
MOST_MULTIPLY_ADDS = 22_000_000  # ten times those of the tutorial's network for one image


def _images(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random((count, 1, 28, 28), dtype=np.float32)


# CNN


@plain_call("CNN")
def test_cnn_is_started(student: Subject) -> None:
    """CNN() returns logits for images"""
    student.logits(student.build("CNN"), _images(2, 0)).required()


@check("CNN", points=1, cases=5)
@given(count=st.integers(1, 6), seed=seeds())
@example(count=1, seed=0)
@example(count=3, seed=1)
def test_cnn_gives_ten_logits_per_image(student: Subject, count: int, seed: int) -> None:
    """Images (B, 1, 28, 28) float32 give logits (B, 10) float32, for any batch size."""
    model = student.build("CNN")
    expect.array(student.logits(model, _images(count, seed)), kind="torch", dtype="float32", shape=(count, 10))
    many = student.logits(model, _images(count + 1, seed), training=True)
    expect.array(many, kind="torch", dtype="float32", shape=(count + 1, 10))


@check("CNN", points=1, cases=2)
@given(seed=seeds())
def test_cnn_judges_each_image_alone(student: Subject, seed: int) -> None:
    """In eval mode, the logits of an image do not depend on the rest of the batch."""
    images = _images(4, seed)
    model = student.build("CNN")
    answer = student.logits(model, images)
    together = expect.entries(answer)
    rows = together.ndim > 1 and len(together) == 4
    expect.law(answer, rows, "a row for each of 4 images", f"shape {shape_text(together.shape)}")
    for i in range(4):
        alone_answer = student.logits(model, images[i : i + 1])
        alone = expect.entries(alone_answer, shape=(1, *together.shape[1:]))
        scale = 10 * float(np.abs(together).max())
        tolerance = expect.TOLERANCE["float32"]
        expect.close(alone_answer, alone, together[i : i + 1], scale=scale, tolerance=tolerance)
    _learns(student.describe(model, Facts))


@check("CNN", points=1, cases=2)
@given(seed=seeds())
def test_cnn_gives_logits_not_probabilities(student: Subject, seed: int) -> None:
    """The outputs are logits: there is no softmax at the end."""
    model = student.build("CNN")
    answer = student.logits(model, _images(3, seed))
    logits = expect.entries(answer)
    expect.law(answer, logits.ndim > 1, "a row for each image", f"shape {shape_text(logits.shape)}")
    probabilities = bool((logits >= 0).all() and np.allclose(logits.sum(axis=-1), 1, atol=1e-4))
    over_batch = bool((logits >= 0).all() and np.allclose(logits.sum(axis=0), 1, atol=1e-4))
    expect.law(answer, not probabilities, "logits: the values before a softmax", "probabilities that sum to 1")
    expect.law(answer, not over_batch, "logits: the values before a softmax", "columns that sum to 1")
    _learns(student.describe(model, Facts))


def _learns(facts: Facts) -> None:
    """Require parameters: what has none is no network, whatever its answers are."""
    if not facts.parameters:
        raise Wrong("there is nothing to learn", call="CNN()", expected="parameters", got="none")


def _facts(student: Subject) -> Facts:
    """Return facts about the network, counted on a record of its forward pass if a replay gives its logits."""
    images = _images(4, 1)
    model = student.build("CNN")
    said = student.describe(model, Facts)
    logits, record = student.logits(model, images), student.record(model, images, batch=4)
    seen = student.replay(record.value, images, batch=4, count=4, kind=Replay)
    if seen is None or not seen.agrees(expect.entries(logits)):
        return said
    return structs.replace(
        said,
        parameters=max(said.parameters, seen.parameters),
        convolutions=seen.convolutions,
        multiply_adds=seen.multiply_adds,
    )


@check("CNN", points=1)
def test_cnn_has_three_convolutions(student: Subject) -> None:
    """The network has at least three convolution layers."""
    count = _facts(student).convolutions
    if count < 3:
        raise Wrong(
            "too few convolution layers", call="CNN()", expected="at least 3 that are used in forward", got=str(count)
        )


@check("CNN", points=1)
def test_cnn_learns_with_every_parameter(student: Subject) -> None:
    """Every parameter gets a gradient; there are not too many parameters and multiply-adds."""
    facts = _facts(student)
    _learns(facts)
    for names, words in ((facts.without_gradient, "no gradient"), (facts.not_finite, "a gradient that is not finite")):
        if names:
            raise Wrong(
                f"a parameter gets {words}",
                call="F.cross_entropy(CNN()(images), labels).backward()",
                expected="a gradient for every parameter",
                got=f"{words} for {', '.join(names[:3])}",
            )
    limits = (
        ("parameters", facts.parameters, MOST_PARAMETERS),
        ("multiply-adds", facts.multiply_adds, MOST_MULTIPLY_ADDS),
    )
    for noun, count, most in limits:
        if count > most:
            raise Wrong(f"too many {noun}", call="CNN()", expected=f"at most {most:,}", got=f"{count:,}")


# train


def _task(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return images whose first pixel encodes their index, labels, and the weights of a linear classifier."""
    count = case["count"]
    rng = np.random.default_rng(case["seed"])
    images = (rng.integers(0, 4, (count, 1, 28, 28)) / 4).astype(np.float32)
    images[:, 0, 0, 0] = np.arange(1, count + 1) / 128
    labels = rng.integers(0, 10, count)
    return images, labels, entries(2 * case["seed"] + 1, (10, 784)) / 20, entries(2 * case["seed"] + 3, (10,))


def _losses(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the cross-entropy of each sample: logsumexp minus the logit of the label."""
    z = logits.astype(np.float64)
    top = z.max(axis=1, keepdims=True)
    logsumexp: np.ndarray = top[:, 0] + np.log(np.exp(z - top).sum(axis=1))
    return logsumexp - z[np.arange(len(z)), labels]


def _before(case: Case) -> np.ndarray:
    """Return the logits of all images before the training."""
    images, _, weight, bias = _task(case)
    logits: np.ndarray = images.reshape(len(images), -1) @ weight.T + bias
    return logits


def _train(student: Subject, case: Case, **options: float) -> tuple[Handle, Answer]:
    """Train a linear classifier; return it and the answer, whose value one check alone looks at."""
    images, labels, weight, bias = _task(case)
    model = student.build(recipe("linear", weight=weight, bias=bias))
    loader = recipe("loader", images=tensor(images), labels=tensor(labels), batch_size=case["batch_size"])
    answer = student.call("train", model, loader, **options)
    answer.required()
    return model, answer


def _centred(logits: np.ndarray) -> np.ndarray:
    """Return logits whose mean over the classes is 0: the same number added to all of them means nothing."""
    centred: np.ndarray = logits - logits.mean(axis=1, keepdims=True)
    return centred


def _after(student: Subject, case: Case, model: Handle, answer: Answer, least: float = 1e-5) -> np.ndarray:
    """Return the logits of all images after the training. Raises Wrong if they are those from before."""
    before = _before(case)
    after = expect.entries(student.logits(model, _task(case)[0]), shape=before.shape)
    moved = float(np.abs(_centred(after) - _centred(before)).max()) > least
    expect.law(answer, moved, "a model that has learnt from the images", "a model that answers as before")
    return after


def _near(answer: Answer, want: list[float]) -> None:
    """Require a list of floats near these, one for each epoch."""
    got = expect.items(answer, len(want), f"a list of {len(want)} floats, one per epoch")
    losses = [expect.real(answer, loss, "a list of floats") for loss in got]
    for i, (a, b) in enumerate(zip(losses, want, strict=True)):
        if not abs(a - b) <= 1e-4 * abs(b) + 1e-6:  # if the weights are not finite, b is not either
            raise expect.wrong(
                answer, f"wrong loss in epoch {i + 1}", f"{b:.5f}, the mean over all samples", f"{a:.5f}"
            )


@plain_call("train")
def test_train_is_started(student: Subject) -> None:
    """train(model, loader) returns a result"""
    images, labels, weight, bias = _task({"count": 3, "seed": 0})
    model = student.build(recipe("linear", weight=weight, bias=bias))
    loader = recipe("loader", images=tensor(images), labels=tensor(labels), batch_size=2)
    student.call("train", model, loader).required()


@check("train", points=1, cases=6)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 4, "epochs": 2, "seed": 0})
def test_train_reports_the_mean_loss_per_sample(student: Subject, case: Case) -> None:
    """Returns the mean loss per sample of each epoch, with each batch weighted by its size."""
    labels, epochs = _task(case)[1], case["epochs"]
    want = float(_losses(_before(case), labels).mean())
    # With a tiny learning rate the weights hardly change, so the losses are known beforehand.
    _, answer = _train(student, case, epochs=epochs, learning_rate=1e-9)
    _near(answer, [want] * epochs)
    model, answer = _train(student, case, epochs=epochs, learning_rate=0.02)
    _after(student, case, model, answer)
    seen = _epochs(case, student.describe(model, Diary))
    if seen is not None:
        each = [np.concatenate([_losses(batch.logits, labels[batch.ids]) for batch in epoch]) for epoch in seen]
        _near(answer, [float(losses_of_epoch.mean()) for losses_of_epoch in each])
    _, answer = _train(student, case)
    expect.items(answer, 1, "a list of one float, for one epoch")


@check("train", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0})
def test_train_moves_the_weights(student: Subject, case: Case) -> None:
    """A small step lowers the loss of its batch; a larger learning rate changes the weights more."""
    case = {**case, "batch_size": case["count"]}
    labels, before = _task(case)[1], _before(case)
    moved = []
    for learning_rate, least in ((1e-4, 1e-7), (1e-2, 1e-5)):
        model, answer = _train(student, case, epochs=1, learning_rate=learning_rate)
        after = _after(student, case, model, answer, least)
        moved.append(float(np.abs(after - before).max()))
        if len(moved) == 1:
            start, end = (float(_losses(logits, labels).mean()) for logits in (before, after))
            expect.law(answer, end < start, f"a loss below {start:.6f} after one small step", f"{end:.6f}")
    expect.law(
        answer, moved[1] > moved[0], "weights that change more with a larger learning rate", "weights that do not"
    )


@check("train", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 3, "seed": 0})
def test_train_sees_every_batch_once_per_epoch(student: Subject, case: Case) -> None:
    """Takes one step per batch in every epoch."""
    model, answer = _train(student, case, epochs=case["epochs"], learning_rate=0.02)
    _after(student, case, model, answer)
    diary = student.describe(model, Diary)
    seen = _epochs(case, diary)
    if seen is None:
        claim = f"{_batches_of(case)} batches in each of {case['epochs']} epochs, with every image once"
        raise expect.wrong(answer, "wrong result", claim, f"{len(_batches(diary))} batches in total")
    before = _before(case)
    first = float(np.abs(seen[0][0].logits - before[seen[0][0].ids]).max())
    expect.law(answer, first <= 0.02 * np.abs(before).max(), "the model as it was given", "another model")
    moves = [float(np.abs(_centred(batch.logits) - _centred(before[batch.ids])).max()) for batch in seen[0][1:]]
    expect.law(
        answer,
        all(1e-4 < moved < np.inf for moved in moves),
        "a step after every batch",
        "weights that do not change during the epoch",
    )


class Batch(NamedTuple):
    """A training step, as the model recorded it."""

    ids: list[int]  # the indices of its images
    logits: np.ndarray
    gradient: np.ndarray | None = None  # of one row of the weight, before the next batch


def _batches_of(case: Case) -> int:
    """Return the number of batches in an epoch."""
    return -(-int(case["count"]) // int(case["batch_size"]))


def _epochs(case: Case, diary: Diary) -> list[list[Batch]] | None:
    """Return the batches of each epoch, if every epoch saw every image once."""
    batches, size = _batches(diary), _batches_of(case)
    epochs = [batches[i : i + size] for i in range(0, len(batches), size)]
    everything = list(range(case["count"]))
    complete = all(sorted(i for batch in epoch for i in batch.ids) == everything for epoch in epochs)
    return epochs if complete and len(epochs) == case["epochs"] else None


def _batches(diary: Diary) -> list[Batch]:
    """Return the batches of the training steps, as the model recorded them."""
    if diary.logits.shape[1] != CLASSES:
        return []
    gradients = dict(zip(diary.passes, diary.gradients, strict=True))
    pixels = np.nan_to_num(diary.ids, posinf=0, neginf=0)
    batches: list[Batch] = []
    start = 0
    for passes, (size, graph) in enumerate(zip(diary.sizes, diary.graphs, strict=True), start=1):
        ids = [round(float(pixel) * 128) - 1 for pixel in pixels[start : start + size]]
        # Two forward passes on one batch, for the loss and for the step, still make only one step.
        if graph and not (batches and batches[-1].ids == ids):
            batches.append(Batch(ids, diary.logits[start : start + size]))
        if batches and passes in gradients:
            batches[-1] = batches[-1]._replace(gradient=gradients[passes])
        start += size
    return batches


@check("train", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 2, "seed": 0})
def test_train_forgets_old_gradients(student: Subject, case: Case) -> None:
    """Clears the gradients before each step."""
    model, answer = _train(student, case, epochs=case["epochs"], learning_rate=0.01)
    _after(student, case, model, answer)
    images = _task(case)[0].reshape(case["count"], -1)
    batches = [batch for batch in _batches(student.describe(model, Diary)) if set(batch.ids) <= set(range(len(images)))]
    expect.law(answer, bool(batches), "training with the images of the loader", "other images or none")
    clean = all(_made_of(images[batch.ids], batch.gradient) for batch in batches if batch.gradient is not None)
    expect.law(answer, clean, "gradients of the current batch only", "gradients that include earlier batches")


def _made_of(images: np.ndarray, gradient: np.ndarray) -> bool:
    """Return whether a row of a linear layer's gradient is a combination of these images, as it is for any loss."""
    if gradient.shape != images.shape[1:] or not np.isfinite(gradient).all():
        return False
    basis = np.linalg.qr(images.T.astype(np.float64))[0]
    rest = gradient - basis @ (basis.T @ gradient)
    return bool(np.linalg.norm(rest) <= 0.05 * np.linalg.norm(gradient) + 1e-6)


# accuracy

FULL_CONTRAST = 1 - 1e-6  # between an accuracy of 1 and one of 0


@plain_call("accuracy")
def test_accuracy_is_started(student: Subject) -> None:
    """accuracy(model, loader) returns a result"""
    _, answer, _ = _measured(student, {"count": 3, "batch_size": 2, "seed": 0})
    answer.required()


def _measured(
    student: Subject, case: Case, *, training: bool = True, contrary: str = ""
) -> tuple[Handle, Answer, np.ndarray]:
    """Call accuracy with a linear classifier that is correct for about half of the images.

    Returns the model, the answer, and whether each image is classified correctly.
    """
    images, labels, weight, bias = _task(case)
    guesses = (images.reshape(len(images), -1) @ weight.T + bias).argmax(axis=1)
    # Every second image gets the label that the classifier predicts; the last one gets a different label.
    labels = np.where(np.arange(len(labels)) % 2 == 0, guesses, labels)
    labels[-1] = (guesses[-1] + 1) % 10
    model = student.build(recipe("linear", weight=weight, bias=bias, contrary=contrary, training=training))
    loader = recipe("loader", images=tensor(images), labels=tensor(labels), batch_size=case["batch_size"])
    return model, student.call("accuracy", model, loader), guesses == labels


def _contrast(student: Subject, case: Case, contrary: str = "") -> tuple[Answer, float]:
    """Call accuracy twice with one classifier: its largest logits are the labels, then its smallest ones are.

    Returns the first answer, and by how much it is larger than the second: 1, for all images against none. In train
    mode, or when gradients are on, a contrary classifier negates its logits.
    """
    images, _, weight, bias = _task(case)
    logits = images.reshape(len(images), -1) @ weight.T + bias
    answers = []
    training = contrary == "train mode"
    model = student.build(recipe("linear", weight=weight, bias=bias, contrary=contrary, training=training))
    for labels in (logits.argmax(axis=1), logits.argmin(axis=1)):
        loader = recipe("loader", images=tensor(images), labels=tensor(labels), batch_size=case["batch_size"])
        answers.append(student.call("accuracy", model, loader))
    return answers[0], expect.number(answers[0]) - expect.number(answers[1])


def _looks_at_the_labels(student: Subject, case: Case) -> None:
    """Require that the accuracy depends on labels and logits: who never runs the model leaves it as it was."""
    answer, contrast = _contrast(student, case)
    expect.law(
        answer,
        abs(contrast) > FULL_CONTRAST,
        "another accuracy than for labels that are all wrong",
        f"an accuracy that differs by {contrast:.6g}",
    )


@check("accuracy", points=1, cases=8)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 4, "epochs": 1, "seed": 0})
@example(case={"count": 7, "batch_size": 3, "epochs": 1, "seed": 1})
def test_accuracy_counts_every_image_once(student: Subject, case: Case) -> None:
    """Returns the fraction of correctly classified images as a float; every image counts once."""
    _, answer, right = _measured(student, case, training=False)
    got, want = expect.real(answer), float(right.mean())
    if abs(got - want) > 1e-6:
        raise expect.wrong(answer, "wrong value", f"{want:.6f} ({right.sum()} of {len(right)})", f"{got:.6f}")


@check("accuracy", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0})
def test_accuracy_uses_eval_mode(student: Subject, case: Case) -> None:
    """Runs the model in eval mode, whatever its mode was before."""
    _is_not_fooled(student, case, "train mode", "eval mode")


def _is_not_fooled(student: Subject, case: Case, contrary: str, right: str) -> None:
    """Require the same accuracy of a model that misclassifies every image in train mode, or when gradients are on."""
    (answer, want), (contrary_answer, got) = (_contrast(student, case, kind) for kind in ("", contrary))
    # Other checks look at the values.
    expect.law(answer, abs(want) > FULL_CONTRAST, "1.000000 where all images are classified correctly", "less")
    expect.law(
        contrary_answer,
        abs(got - want) <= 1e-6 * abs(want),
        f"an accuracy as for the same model in {right}",
        f"an accuracy of this model in {contrary}, in which it misclassifies every image",
    )


@check("accuracy", points=1, cases=3)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0})
def test_accuracy_needs_no_gradients(student: Subject, case: Case) -> None:
    """Runs the model without gradients."""
    _is_not_fooled(student, case, "gradients", "no-gradient mode")


@check("accuracy", points=1, cases=4)
@given(case=loaders(), training=st.booleans())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0}, training=True)
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0}, training=False)
def test_accuracy_leaves_the_model_as_it_was(student: Subject, case: Case, training: bool) -> None:
    """Leaves the mode and the weights of the model unchanged."""
    model, answer, _ = _measured(student, case, contrary="train mode", training=training)
    answer.required()
    before = _before(case)
    shown = expect.entries(student.logits(model, _task(case)[0], training="as it is"), shape=before.shape)
    factors = {"eval mode": 1, "train mode": -1, "a mixture of train mode and eval mode": -2}
    found = [mode for mode, factor in factors.items() if _alike(shown, factor * before)]
    expect.law(answer, bool(found), "the same weights as before", "different weights")
    mode = "train mode" if training else "eval mode"
    expect.law(answer, found == [mode], f"a model in {mode}, as before", f"a model in {found[0]}")
    _looks_at_the_labels(student, case)


def _alike(got: np.ndarray, want: np.ndarray) -> bool:
    return bool(np.abs(got - want).max() <= 1e-4 * np.abs(want).max())


# mnist


@plain_call("mnist")
def test_mnist_is_started(student: Subject) -> None:
    """train(CNN(), loader) returns a result"""
    loader = recipe("loader", images=tensor(_images(3, 0)), labels=tensor(np.arange(3)), batch_size=3)
    student.call("train", student.build("CNN"), loader).required()


def _reaches(student: Subject, training: Training, index: int) -> None:
    threshold = training.threshold(index)
    accuracy = training.accuracy(student)
    if accuracy < threshold:
        raise Wrong(
            "too few unseen images are classified correctly",
            call=training.call,
            expected=f"at least {100 * threshold:.1f} %",
            got=f"{100 * accuracy:.1f} %",
        )


@check("mnist", points=2, heavy=True, needs=lambda training: training.threshold(0))
def test_mnist_is_learnt(student: Subject, training: Training) -> None:
    """Reaches the first accuracy threshold on unseen images."""
    _reaches(student, training, 0)


@check("mnist", points=2, heavy=True, needs=lambda training: training.threshold(1))
def test_mnist_goes_beyond_a_linear_classifier(student: Subject, training: Training) -> None:
    """Reaches the second threshold, which no linear classifier reaches on MNIST."""
    _reaches(student, training, 1)


@check("mnist", points=3, heavy=True, needs=lambda training: training.threshold(2))
def test_mnist_goes_beyond_a_fully_connected_network(student: Subject, training: Training) -> None:
    """Reaches the third threshold, which no fully connected network reaches with the same training."""
    _reaches(student, training, 2)
