"""What an autograder is told when it is made."""

from msgspec import Struct

FILE = "settings.json"
FACTS = "facts.json"  # which images and weights the image of the container has, see Resource.facts


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The kit that made an autograder, how it grades, and the memory in MB that its container must have."""

    kit: str
    budget: str
    memory_mb: int
    allow_weak_isolation: bool = False
