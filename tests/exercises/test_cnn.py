"""The checks of student/cnn.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import Case, entries, loaders, seeds

from grader.api import Answer, Handle, Subject, Training, Value, Wrong, check, expect, plain_call, recipe, tensor
from grader.api import shape as shape_text

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


@check("CNN", points=1, cases=3)
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


@check("CNN", points=1, cases=3)
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


@check("CNN", points=1)
def test_cnn_has_three_convolutions(student: Subject) -> None:
    """The network has at least three convolution layers."""
    count = student.describe(student.build("CNN"))["convolutions"]
    if count < 3:
        raise Wrong(
            "too few convolution layers", call="CNN()", expected="at least 3 that are used in forward", got=str(count)
        )


@check("CNN", points=1)
def test_cnn_learns_with_every_parameter(student: Subject) -> None:
    """Every parameter gets a gradient; there are not too many parameters and multiply-adds."""
    said = student.describe(student.build("CNN"))
    if not said["parameters"]:
        raise Wrong("there is nothing to learn", call="CNN()", expected="parameters", got="none")
    for key, words in (("without_gradient", "no gradient"), ("not_finite", "a gradient that is not finite")):
        if said[key]:
            raise Wrong(
                f"a parameter gets {words}",
                call="F.cross_entropy(CNN()(images), labels).backward()",
                expected="a gradient for every parameter",
                got=f"{words} for {', '.join(said[key][:3])}",
            )
    for key, most in (("parameters", MOST_PARAMETERS), ("multiply_adds", MOST_MULTIPLY_ADDS)):
        if said[key] > most:
            noun = key.replace("_", "-")
            raise Wrong(f"too many {noun}", call="CNN()", expected=f"at most {most:,}", got=f"{said[key]:,}")


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


def _train(student: Subject, case: Case, **options: float) -> tuple[Handle, Answer, list[Value]]:
    """Train a linear classifier; return it, the answer, and one loss per epoch, which one check requires as a float."""
    images, labels, weight, bias = _task(case)
    model = student.build(recipe("linear", weight=weight, bias=bias))
    loader = recipe("loader", images=tensor(images), labels=tensor(labels), batch_size=case["batch_size"])
    answer = student.call("train", model, loader, **options)
    epochs = int(options.get("epochs", 1))
    return model, answer, list(expect.items(answer, epochs, f"a list of {epochs} floats, one per epoch"))


def _near(answer: Answer, got: list[Value], want: list[float]) -> None:
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
    images, labels, weight, bias = _task(case)
    epochs = case["epochs"]
    want = float(_losses(images.reshape(len(images), -1) @ weight.T + bias, labels).mean())
    # With a tiny learning rate the weights hardly change, so the losses are known beforehand.
    _, answer, losses = _train(student, case, epochs=epochs, learning_rate=1e-9)
    _near(answer, losses, [want] * epochs)
    model, answer, losses = _train(student, case, epochs=epochs, learning_rate=0.02)
    seen = _epochs(case, student.describe(model))
    if seen is not None:
        _near(answer, losses, [float(np.concatenate([_losses(z, labels[ids]) for ids, z in e]).mean()) for e in seen])
    _train(student, case)


@check("train", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0})
def test_train_moves_the_weights(student: Subject, case: Case) -> None:
    """Updates the model in place; a larger learning rate changes the weights more."""
    images, _, weight, bias = _task(case)
    before = images.reshape(len(images), -1) @ weight.T + bias
    moved = []
    for learning_rate in (1e-4, 1e-2):
        model, answer, _ = _train(student, case, epochs=1, learning_rate=learning_rate)
        after = expect.array(student.logits(model, images), kind="torch", dtype="float32", shape=before.shape)
        moved.append(float(np.abs(after - before).max()))
    expect.law(
        answer, moved[0] > 1e-7 and moved[1] > 1e-5, "a model whose weights have changed", "the same weights as before"
    )
    expect.law(
        answer, moved[1] > moved[0], "weights that change more with a larger learning rate", "weights that do not"
    )


@check("train", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 3, "seed": 0})
def test_train_sees_every_batch_once_per_epoch(student: Subject, case: Case) -> None:
    """Takes one step per batch in every epoch."""
    images, _, weight, bias = _task(case)
    epochs = case["epochs"]
    model, answer, _ = _train(student, case, epochs=epochs, learning_rate=0.02)
    said = student.describe(model)
    if said["opaque"] is True:
        return
    seen = _epochs(case, said)
    if seen is None:
        claim = f"{_batches_of(case)} batches in each of {epochs} epochs, with every image once"
        raise expect.wrong(answer, "wrong result", claim, f"{len(_batches(said))} batches in total")
    if _batches_of(case) > 1:
        ids, logits = seen[0][-1]
        moved = float(np.abs(logits - (images[ids].reshape(len(ids), -1) @ weight.T + bias)).max())
        expect.law(
            answer, 1e-4 < moved < np.inf, "a step after every batch", "weights that do not change during the epoch"
        )


Batch = tuple[list[int], np.ndarray]  # the indices of its images, and their logits


def _batches_of(case: Case) -> int:
    """Return the number of batches in an epoch."""
    return -(-int(case["count"]) // int(case["batch_size"]))


def _epochs(case: Case, said: Mapping[str, Any]) -> list[list[Batch]] | None:
    """Return the batches of each epoch, if every epoch saw every image once."""
    if said["opaque"]:
        return None
    batches, size = _batches(said), _batches_of(case)
    epochs = [batches[i : i + size] for i in range(0, len(batches), size)]
    everything = list(range(case["count"]))
    complete = all(sorted(i for ids, _ in epoch for i in ids) == everything for epoch in epochs)
    return epochs if complete and len(epochs) == case["epochs"] else None


def _batches(said: Mapping[str, Any]) -> list[Batch]:
    """Return the batches of the training steps, as the model recorded them."""
    batches: list[Batch] = []
    start = 0
    for size, graph in zip(said["sizes"], said["graphs"], strict=True):
        ids = [round(float(pixel) * 128) - 1 for pixel in said["ids"][start : start + size]]
        # Two forward passes on one batch, for the loss and for the step, still make only one step.
        if graph and not (batches and batches[-1][0] == ids):
            batches.append((ids, said["logits"][start : start + size]))
        start += size
    return batches


@check("train", points=1, cases=4)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 2, "seed": 0})
def test_train_forgets_old_gradients(student: Subject, case: Case) -> None:
    """Clears the gradients before each step."""
    model, answer, _ = _train(student, case, epochs=case["epochs"], learning_rate=0.01)
    stale = student.describe(model)["stale_gradients"]
    images, _, weight, bias = _task(case)
    after = expect.entries(student.logits(model, images))
    moved = float(np.abs(after - (images.reshape(len(images), -1) @ weight.T + bias)).max())
    expect.law(answer, moved > 1e-5, "a model whose weights have changed", "the same weights as before")
    expect.law(answer, not stale, "gradients of the current batch only", "gradients that include earlier batches")


# accuracy

FULL_CONTRAST = 1 - 1e-6  # between an accuracy of 1 and one of 0


@plain_call("accuracy")
def test_accuracy_is_started(student: Subject) -> None:
    """accuracy(model, loader) returns a result"""
    _, answer, _ = _measured(student, {"count": 3, "batch_size": 2, "seed": 0})
    answer.required()


def _measured(
    student: Subject, case: Case, *, moody: bool = False, training: bool = True
) -> tuple[Any, Answer, np.ndarray]:
    """Call accuracy with a linear classifier that is correct for about half of the images.

    Returns the model, the answer, and whether each image is classified correctly.
    """
    images, labels, weight, bias = _task(case)
    guesses = (images.reshape(len(images), -1) @ weight.T + bias).argmax(axis=1)
    # Every second image gets the label that the classifier predicts; the last one gets a different label.
    labels = np.where(np.arange(len(labels)) % 2 == 0, guesses, labels)
    labels[-1] = (guesses[-1] + 1) % 10
    model = student.build(recipe("linear", weight=weight, bias=bias, moody=moody, training=training))
    loader = recipe("loader", images=tensor(images), labels=tensor(labels), batch_size=case["batch_size"])
    return model, student.call("accuracy", model, loader), guesses == labels


def _contrast(student: Subject, case: Case, *, moody: bool = False) -> tuple[Answer, float]:
    """Call accuracy twice with one classifier: its largest logits are the labels, then its smallest ones are.

    Returns the first answer, and by how much it is larger than the second: 1, for all images against none. In train
    mode, a moody classifier negates its logits.
    """
    images, _, weight, bias = _task(case)
    logits = images.reshape(len(images), -1) @ weight.T + bias
    answers = []
    for labels in (logits.argmax(axis=1), logits.argmin(axis=1)):
        model = student.build(recipe("linear", weight=weight, bias=bias, moody=moody, training=moody))
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
    (answer, eval_mode), (moody_answer, contrast) = (_contrast(student, case, moody=moody) for moody in (False, True))
    # Whoever returns the fraction of errors is told so by another check.
    expect.law(answer, abs(eval_mode) > FULL_CONTRAST, "1.000000 where all images are classified correctly", "less")
    expect.law(
        moody_answer,
        abs(contrast - eval_mode) <= 1e-6 * abs(eval_mode),
        "an accuracy as for the same model in eval mode",
        "an accuracy of this model in train mode, in which it misclassifies every image",
    )


@check("accuracy", points=1, cases=3)
@given(case=loaders())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0})
def test_accuracy_needs_no_gradients(student: Subject, case: Case) -> None:
    """Runs the model without gradients."""
    model, answer, _ = _measured(student, case)
    answer.required()
    graphs = student.describe(model)["graphs"]
    _looks_at_the_labels(student, case)
    expect.law(answer, not any(graphs), "a model that runs with gradients disabled", "outputs that require gradients")


@check("accuracy", points=1, cases=4)
@given(case=loaders(), training=st.booleans())
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0}, training=True)
@example(case={"count": 5, "batch_size": 2, "epochs": 1, "seed": 0}, training=False)
def test_accuracy_leaves_the_model_as_it_was(student: Subject, case: Case, training: bool) -> None:
    """Leaves the mode and the weights of the model unchanged."""
    images, _, weight, bias = _task(case)
    model, answer, _ = _measured(student, case, moody=True, training=training)
    answer.required()
    said = student.describe(model)
    mode = {True: "train mode", False: "eval mode"}
    same = said["training"] == said["children_training"] == training
    expect.law(answer, same, f"a model in {mode[training]}, as before", f"a model in {mode[not training]}")
    after = expect.array(student.logits(model, images), kind="torch", dtype="float32", shape=(len(images), 10))
    want = images.reshape(len(images), -1) @ weight.T + bias
    unmoved = bool(np.abs(after - want).max() <= 1e-4 * np.abs(want).max())
    expect.law(answer, unmoved, "the same weights as before", "different weights")
    _looks_at_the_labels(student, case)


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
