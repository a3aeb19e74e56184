"""Check and grade the exercises of a course. The grading process never runs submissions."""


# Workers import this file too, so its imports are inside the function.
def check(thing: object = None, *, as_: str = "", course: str = "", budget: str = "quick", bank: str = "") -> object:
    """Check a function or class of your notebook. Without arguments, show your progress.

    Args:
        thing: the function or class to check, or the name of the exercise.
        as_: the exercise, if `thing` has another name.
        course: the course folder. Default: $CONVKIT_COURSE, else the current folder or the nearest one above it.
        budget: how long networks train: quick, full or none.
        bank: a case bank. Default: the reference or the case bank of the course.
    """
    import sys  # noqa: PLC0415  as above

    from grader.notebook import checking as judging  # noqa: PLC0415  as above

    return judging.check(thing, as_, course, budget, bank, sys._getframe(1).f_globals)
