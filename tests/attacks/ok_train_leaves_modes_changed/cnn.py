# IDEA: honest: trains rightly, and leaves seeds, dtype, gradients, warnings, limits and switches of the process changed
# DOOR: train
# MUST: full marks: global state is not judged, and set anew before the next question
# EXPECT: full
import gc
import random
import sys
import warnings

import numpy as np
import torch
from torch.nn import functional as F


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += float(loss) * len(labels) / len(loader.dataset)
        history.append(np.float64(total))
    gc.disable()
    random.seed(1)
    np.random.seed(1)
    np.seterr(all="raise")
    np.set_printoptions(threshold=1)
    warnings.simplefilter("error")
    sys.setrecursionlimit(200)
    torch.manual_seed(1)
    torch.set_num_threads(2)
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    torch.set_grad_enabled(False)
    torch.use_deterministic_algorithms(True)
    return history
