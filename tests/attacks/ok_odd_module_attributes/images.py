# IDEA: honest: the module takes its name, file, spec and docstring from itself, and keeps things that cannot be printed
# DOOR: to_gray
# MUST: full marks: nothing of a module but its function is looked at
# EXPECT: full
import numpy as np


class Unprintable:
    def __repr__(self):
        raise RuntimeError("I cannot be printed")

    __str__ = __eq__ = __hash__ = __repr__


def to_gray(image):
    "\x1b[2J\u202e<script>alert(1)</script>\n::error::=1+1"
    return image.astype(np.float64).mean(axis=2).astype(np.float32)


to_gray.__name__ = to_gray.__qualname__ = "\x1b[31m" + "x" * 1_000_000
to_gray.__wrapped__ = to_gray.__signature__ = Unprintable()
__doc__ = __name__ = __file__ = __spec__ = __loader__ = __package__ = __path__ = Unprintable()
