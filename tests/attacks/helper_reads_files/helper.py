import os
import sys

found = []
own = str(os.getpid())
PLACES = ["/etc/passwd", "/etc/hostname", "course.toml", "../course.toml", "reference/images.py", "/tmp", "/root", "/home", "/work", "/var", "/sys", "/dev/shm"]


def attempt(name, action):
    try:
        if action():
            found.append(name)
    except BaseException:
        pass


def processes():
    return [p for p in os.listdir("/proc") if p.isdigit() and p != own]


for place in PLACES:
    attempt("read " + place, lambda: open(place, "rb").read())
    attempt("list " + place, lambda: os.listdir(place))
for number in range(3, 64):
    attempt("read descriptor %d" % number, lambda: os.pread(number, 16, 0))
    attempt("map descriptor %d" % number, lambda: __import__("mmap").mmap(number, 16, prot=1))
attempt("see processes", processes)
for part in ("environ", "cmdline", "maps", "mem", "cwd", "root", "fd"):
    attempt("parent's " + part, lambda: os.listdir("/proc/%d/%s" % (os.getppid(), part)))
    attempt("parent's " + part, lambda: open("/proc/%d/%s" % (os.getppid(), part), "rb").read(16))
for name in sys.modules:
    if name.startswith(("reference", "grader.grading", "grader.cases", "grader.checks", "strategies", "hypothesis")):
        found.append("module " + name)
for key, value in os.environ.items():
    if "course" in value or "CONVKIT" in key or "GITHUB" in key:
        found.append("variable " + key)
