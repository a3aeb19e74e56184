"""The public interface for checks: a course's checks import everything from here.

A check is a pytest test, usually with cases drawn by hypothesis. Its docstring is its title for students:

    from hypothesis import given, strategies as st

    from grader.api import Subject, check, expect, plain_call


    @plain_call("double")
    def test_double_is_started(student: Subject) -> None:
        \"\"\"double(1) returns something\"\"\"
        student.call("double", 1).required()


    @check("double", points=2)
    @given(n=st.integers(0, 99))
    def test_double_is_right(student: Subject, reference: Subject, n: int) -> None:
        \"\"\"Twice the number.\"\"\"
        answer = student.call("double", n)
        got, want = expect.integer(answer), expect.integer(reference.call("double", n))
        if got != want:
            raise expect.wrong(answer, "wrong value", str(want), str(got))

- `check` marks a test as a check of an exercise; `plain_call` marks the call that shows whether it is started.
- `student` and `reference` are Subjects. Their methods (`call`, `gradients`, `build`, `logits`, `describe`, `inspect`)
  return Answers. A check receives plain values only, never a student's objects.
- `tensor(array)`, `tensor(array, layout)` and `strided(array)` set how an array is passed; `recipe(name, …)` names an
  object for the worker to create.
- `expect` compares an Answer with the expected one and raises Wrong with a message for the student.
- `NotJudged` skips a check for everyone, with a reason; see the argument `needs` of `check`.
- The requests of a case are stored in the bank, so they must not depend on the answers.
- From the tutorial: `chelsea()` returns the picture; the fixtures `training` and `inception` are a Training and an
  Inception.
"""

from grader import expect
from grader.checks import check, plain_call
from grader.literals import shape
from grader.subject import Answer, Fault, NotJudged, Subject, Wrong
from grader.tutorial.inception import CATS, Inception
from grader.tutorial.pictures import chelsea
from grader.tutorial.reports import Diary, Facts, Replay
from grader.tutorial.training import Training
from grader.values import DTYPES, Array, Handle, Items, Layout, Value, recipe, strided, tensor
