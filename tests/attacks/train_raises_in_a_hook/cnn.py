# IDEA: a hook raises in the middle of the backward pass, where Python is called from C++
# DOOR: train
# MUST: 0 points, told as the submission's own exception
# SAYS: from the inside of backward
# EXPECT: 0 error
from torch.nn import functional as F


class Odd(BaseException):
    def __str__(self):
        return "from the inside of backward"


def fail(gradient):
    raise Odd


def train(model, loader, epochs=1, learning_rate=1e-3):
    for images, labels in loader:
        model.layer.weight.register_hook(fail)
        F.cross_entropy(model(images), labels).backward()
    return [0.0] * epochs
