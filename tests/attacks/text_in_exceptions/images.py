# IDEA: an exception with a name of 5 MB and a text of control characters, lone surrogates and CI commands
# DOOR: to_gray
# MUST: 0 points; the text is cut and escaped
# EXPECT: 0 error
TEXT = "\ud800\udfff\x1b[2J\u202e\x00\x85\u2028::stop-commands::x\n##vso[task.complete result=Succeeded]\n=1+1\t@SUM(1)"


def to_gray(image):
    raise type("E\u202e" + "x" * 5_000_000, (ValueError,), {"__str__": lambda self: TEXT * 1000})
