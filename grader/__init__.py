"""Judge submissions of a course of exercises without ever running them in the judging process."""


# This file is bound into the jail: it imports nothing until it is asked.
def check(thing: object = None, *, as_: str = "", course: str = "", budget: str = "quick", bank: str = "") -> object:
    """Judge a function or class of your notebook; without arguments, show the board.

    Args:
        thing: the function or class, or its name; its name says which exercise it solves.
        as_: the exercise, where the name does not say it.
        course: the course folder; else $CONVKIT_COURSE, the current folder or one above it.
        budget: how long networks train: quick, full or none.
        bank: a file of cases; without it the course's own cases or its reference are taken.
    """
    import sys  # noqa: PLC0415  as above

    from grader.notebook import checking as judging  # noqa: PLC0415  as above

    return judging.check(thing, as_, course, budget, bank, sys._getframe(1).f_globals)
