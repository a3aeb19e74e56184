# IDEA: while it is asked, the network looks through all frames, objects and modules for answers and for the judge
# DOOR: CNN
# MUST: 0 points, and nothing found
# SAYS: found: nothing
# EXPECT: 0 error
import gc
import sys

from torch import nn

OURS = ("grader.cases", "grader.checks", "grader.expect", "grader.course", "grader.grading", "grader.practice", "grader.tutorial.data")
THEIRS = set()
ANSWERS = ("LoadedBank", "Case", "Known", "Knowledge", "Materials", "Training", "Inception", "Weights", "Answers", "Session", "ExerciseJudge", "Judge", "Check")
WORDS = {"reference", "cases", "expected", "bank", "checks", "verdicts", "frames_of_cases", "test_labels"}


def look():
    found = {f"module {n}" for n in sys.modules if n.startswith(OURS) and n not in THEIRS}
    found |= {f"module {n}" for n in sys.modules if n.split(".")[0] in ("reference", "hypothesis", "strategies", "pytest", "tests")}
    frame = sys._getframe()
    while frame:
        found |= {f"name {name} in {frame.f_code.co_name}" for name in WORDS & set(frame.f_locals) if "convkit" in frame.f_code.co_filename or "grader" in frame.f_code.co_filename}
        frame = frame.f_back
    for thing in gc.get_objects():
        kind = type(thing)
        if kind.__name__ in ANSWERS and str(kind.__module__).startswith("grader"):
            found.add(f"object {kind.__name__}")
    gc.unfreeze()
    return sorted(found)


class CNN(nn.Module):
    def forward(self, x):
        raise LookupError("found: " + ("; ".join(look()) or "nothing"))
