# IDEA: the lines that raise claim to stand in files, functions and lines with names that steer a terminal
# DOOR: to_gray
# MUST: 0 points with the exception told, its place escaped
# SAYS: RuntimeError: deep inside
# EXPECT: 0 error
import linecache

FILE = "student/\x1b[2J\u202e\udc80::error::.py"


def to_gray(image):
    code = compile("raise RuntimeError('deep inside')", FILE, "exec")
    linecache.cache[FILE] = (1, None, ["\x1b[31m\ud800\u202e\x07 red\n"], FILE)
    exec(code.replace(co_name="\x1b]0;owned\x07\ud800", co_firstlineno=2**31 - 1))
