"""Accepted solutions of train."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


def average_weighted_by_numpy(model, loader, epochs=1, learning_rate=1e-3):
    """A weighted average by NumPy, a list of NumPy floats; the gradients are cleared after each step."""
    optimizer = torch.optim.NAdam(model.parameters(), lr=learning_rate)
    optimizer.zero_grad()
    history = []
    while len(history) < epochs:
        losses, sizes = [], []
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            sizes.append(len(labels))
        history.append(np.average(losses, weights=sizes))
    return history


def closure(model, loader, epochs=1, learning_rate=1e-3):
    """The step gets a closure that evaluates the model; a running mean is kept."""
    optimizer = torch.optim.Adamax(model.parameters(), lr=learning_rate)

    def epoch():
        mean, seen = 0.0, 0
        for images, labels in loader:

            def closure():
                optimizer.zero_grad()
                loss = F.cross_entropy(model(images), labels)
                loss.backward()
                return loss

            loss = optimizer.step(closure).item()
            seen += len(labels)
            mean += (loss - mean) * len(labels) / seen
        return mean

    return list(map(lambda _: epoch(), range(epochs)))


def function_transform(model, loader, epochs=1, learning_rate=1e-3):
    """Gradients by torch.func, which leaves `.grad` alone; a step of gradient descent by hand."""
    parameters = dict(model.named_parameters())

    def loss_of(values, images, labels):
        return F.cross_entropy(torch.func.functional_call(model, values, (images,)), labels)

    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            slopes, loss = torch.func.grad_and_value(loss_of)(parameters, images, labels)
            with torch.no_grad():
                for name, parameter in parameters.items():
                    parameter.sub_(learning_rate * slopes[name])
            total += loss.item() * len(labels)
        history.append(total / len(loader.dataset))
    return history


def negative_log_likelihood(model, loader, epochs=1, learning_rate=1e-3):
    """log_softmax and nll_loss; losses of single images kept in one list."""
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        each = []
        for images, labels in loader:
            model.zero_grad()
            losses = F.nll_loss(F.log_softmax(model(images), dim=1), labels, reduction="none")
            losses.mean().backward()
            optimizer.step()
            each.extend(losses.tolist())
        history.append(sum(each) / len(each))
        print(f"epoch {epoch}: loss {history[-1]:.3f}")
    return history


def one_hot(model, loader, epochs=1, learning_rate=1e-3):
    """Cross-entropy written out with one-hot labels; the optimiser made anew in each epoch."""
    history = []
    for _ in range(epochs):
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, betas=(0.8, 0.99))
        total = count = 0
        for images, labels in loader:
            optimizer.zero_grad()
            logits = model(images)
            wanted = F.one_hot(labels, logits.shape[1]).to(logits.dtype)
            loss = (torch.logsumexp(logits, 1) - (logits * wanted).sum(1)).mean()
            loss.backward()
            optimizer.step()
            total += float(loss.detach()) * len(labels)
            count += len(labels)
        history.append(total / count)
    return history


def scheduler(model, loader, epochs=1, learning_rate=1e-3):
    """A fresh optimiser and a learning rate that falls from epoch to epoch, gradients clipped."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.7)
    history = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            for parameter in model.parameters():
                parameter.grad = None
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            total += loss.item() * images.shape[0]
        schedule.step()
        history.append(total / len(loader.dataset))
    model.eval()
    return history


def second_pass_for_the_loss(model, loader, epochs=1, learning_rate=1e-3):
    """The loss is computed by a second forward pass before the step, without gradients."""
    optimizer = torch.optim.Adam(model.parameters(), learning_rate)
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            with torch.no_grad():
                total += F.cross_entropy(model(images), labels, reduction="sum").item()
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        history.append(total / len(loader.dataset))
    return history


def step_by_hand(model, loader, epochs=1, learning_rate=1e-3):
    """No optimiser: gradients by torch.autograd.grad, and a step of gradient descent by hand."""
    parameters = list(model.parameters())

    def step(images, labels):
        loss = F.cross_entropy(model(images), labels)
        with torch.no_grad():
            for parameter, slope in zip(parameters, torch.autograd.grad(loss, parameters)):
                parameter -= learning_rate * slope
        return float(loss) * len(images)

    model.train()
    return [sum(step(*batch) for batch in loader) / len(loader.dataset) for _ in range(epochs)]


def stochastic_gradient_descent(model, loader, epochs=1, learning_rate=1e-3):
    """Plain SGD with momentum in the place of Adam."""
    optimiser = torch.optim.SGD(model.parameters(), learning_rate, momentum=0.9)
    criterion = nn.CrossEntropyLoss()
    losses = [0.0] * epochs
    model.train()
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            losses[epoch] += loss.item() * x.size(0)
            optimiser.zero_grad(set_to_none=False)
            loss.backward()
            optimiser.step()
        losses[epoch] /= len(loader.dataset)
    return losses


def summed_loss(model, loader, epochs=1, learning_rate=1e-3):
    """The loss is summed over the batch, which AdamW does not mind."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        running = torch.zeros((), dtype=torch.float64)
        for images, labels in loader:
            loss = nn.CrossEntropyLoss(reduction="sum")(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.detach()
        history.append(running.item() / len(loader.dataset))
    return history
