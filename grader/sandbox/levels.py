"""Isolation levels, and the reasons why one is not available."""

from collections.abc import Iterable
from enum import StrEnum

LOCKS = ("no_new_privs", "landlock", "seccomp", "rlimits")


class IsolationLevel(StrEnum):
    """The isolation levels of docs/security.md."""

    R1 = "R1"  # bubblewrap's namespaces, and all locks of R2
    R2 = "R2"  # Landlock, seccomp, no_new_privs, resource limits
    R3 = "R3"  # a separate process with the locks that this system has

    @property
    def promise(self) -> str:
        return {
            IsolationLevel.R1: "namespaces, Landlock, seccomp and resource limits",
            IsolationLevel.R2: "Landlock, seccomp and resource limits, without namespaces",
            IsolationLevel.R3: "WEAK: a separate process only; it does not stop malicious code",
        }[self]


def missing(level: IsolationLevel, locked: Iterable[str], attempts: dict[str, bool]) -> list[str]:
    """Return the reasons why this level is not available: locks that are missing, attempts that succeeded."""
    if level is IsolationLevel.R3:
        return []
    reasons = [f"{name} is not available" for name in sorted(set(LOCKS) - set(locked))]
    forbidden = set(attempts) - (set() if level is IsolationLevel.R1 else {"see_the_course"})
    return reasons + [f"a worker can {name.replace('_', ' ')}" for name in sorted(forbidden) if attempts[name]]
