# IDEA: honest: a deep copy of the model is asked, in inference mode, within a generator, under vmap's wrappers
# DOOR: top_k
# MUST: full marks: tuples, numbers of NumPy and strings of one's own are right
# EXPECT: full
import copy
import functools

import numpy as np
import torch


class Label(str):
    __slots__ = ()


@functools.wraps(print)
def top_k(model, batch, class_names, k=5):
    def ranked():
        with torch.inference_mode():
            logits = copy.deepcopy(model).requires_grad_(False).eval()(batch[:1].clone())
            chances = logits.double().log_softmax(-1).exp().squeeze(0)
        for place in chances.argsort(descending=True)[:k]:
            yield Label(class_names[place]), np.float64(chances[place])

    return tuple(list(pair) for pair in ranked())
