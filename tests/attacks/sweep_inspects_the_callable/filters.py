# IDEA: the callable that it is given is taken apart: closure, globals, modules, whoever refers to it
# DOOR: sweep
# MUST: 0 points, and nothing found but the kernels that it may ask for
# SAYS: found: nothing
# EXPECT: 0 error
import gc
import sys

import numpy as np

FOREIGN = ("grader.grading", "grader.cases", "grader.checks", "grader.expect", "reference", "strategies", "hypothesis")


def referrers(thing, depth=3):
    seen, level = set(), [thing]
    for _ in range(depth):
        level = [r for one in level[:200] for r in gc.get_referrers(one) if id(r) not in seen]
        seen |= set(map(id, level))
        yield from level


def sweep(img, make_kernel, values):
    kernels = [id(cell.cell_contents) for cell in make_kernel.__closure__]
    side = [np.shape(make_kernel(value)) for value in values]
    found = {f"module {name}" for name in (*sys.modules, *make_kernel.__globals__) if name.startswith(FOREIGN)}
    for thing in referrers(make_kernel):
        if id(thing) in kernels or not isinstance(thing, (dict, list, tuple)):
            continue
        for part in thing.values() if isinstance(thing, dict) else thing:
            if isinstance(part, np.ndarray) and part.shape == (len(values), *img.shape) and part.dtype == np.float32:
                found.add(f"frames of shape {part.shape} beside {side}")
    raise LookupError("found: " + ("; ".join(sorted(found)) or "nothing"))
