"""All that the checks of a course import from the kit.

A check is a pytest test, mostly with cases drawn by hypothesis. Its docstring is the line that a student reads, and its
arguments are what it asks:

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

What a check may do, and what each name here is for:

- `check` and `plain_call` mark a test as a check of an exercise, or as the call that decides whether it is started.
- `student` and `reference` are Subjects: `call`, `gradients`, `build`, `logits`, `describe` and `inspect` ask them, and
  return an Answer. A check never gets hold of a student's objects, only of plain values.
- `tensor(array)` and `strided(array)` say how an array arrives; `recipe(name, …)` names what the worker shall make.
- `expect` compares an Answer with what was expected, and raises Wrong with a message for the student.
- `NotJudged` skips a check for everyone, with a reason; see `needs` of `check`.
- A check makes the same requests for a case whatever the answers are, for they are planned in the bank.
- What comes from the tutorial: `chelsea()` is the picture; the fixtures `training` and `inception` are a Training and
  an Inception.
"""

from grader import expect
from grader.checks import check, plain_call
from grader.literals import shape
from grader.subject import Answer, Fault, NotJudged, Subject, Wrong
from grader.tutorial.inception import CATS, Inception
from grader.tutorial.pictures import chelsea
from grader.tutorial.training import Training
from grader.values import DTYPES, Array, Handle, Items, Value, recipe, strided, tensor
