"""Find submissions that share code: what the course hands out, and what many share, says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.grading.tokens import Print, Prints
from grader.similarity import SCHEMA, Group, Pair, Passage, Place, Similarity, Unread
from grader.worker.tokens import GRAM, WINDOW

COMMON = 10  # code that more submissions share is common
LEAST = 40  # tokens of its own that a definition must have, and that a pair must share
PASSAGE = GRAM + WINDOW - 1  # tokens of a passage that is shown
OCCURRENCES = 3  # of one fingerprint in one submission
PAIRS = 200  # that are kept, those first that share most


@dataclass(frozen=True)
class Definition:
    """The fingerprints of its own that a definition in a submission has."""

    submission: str
    file: tuple[str, int]
    exercise: str
    prints: tuple[Print, ...]

    @property
    def place(self) -> Place:
        name, cell = self.file
        return Place(name, self.prints[0].begin, self.prints[0].end, cell)

    def place_of(self, hashes: set[int]) -> Place:
        """Return the lines from the first to the last of these fingerprints."""
        prints = [p for p in self.prints if p.hash in hashes]
        name, cell = self.file
        return Place(name, min(p.first for p in prints), max(p.last for p in prints), cell)


def compare(found: Sequence[Prints], course: set[int], exercises: Sequence[str]) -> Similarity:
    """Compare the submissions; `course` has the fingerprints that are no submission's own."""
    read = [one for one in found if not one.unread]
    definitions, too_short = _definitions(read, course | _common(read), exercises)
    pairs = _pairs(definitions)
    return Similarity(
        SCHEMA,
        len(read),
        tuple(_groups(definitions)),
        tuple(pairs[:PAIRS]),
        len(pairs),
        {name: too_short[name] for name in exercises if name in too_short},
        tuple(Unread(one.submission, one.unread) for one in found if one.unread),
    )


def _common(read: Iterable[Prints]) -> set[int]:
    owners: dict[int, set[str]] = defaultdict(set)
    for one in read:
        for each in one.prints:
            owners[each.hash].add(one.submission)
    return {hashed for hashed, names in owners.items() if len(names) > COMMON}


def _definitions(
    read: Iterable[Prints], common: set[int], exercises: Sequence[str]
) -> tuple[list[Definition], dict[str, int]]:
    """Return the definitions with enough code of their own, and by exercise how many have too little."""
    kept, too_short = [], dict[str, int]()
    for one in read:
        parts: dict[tuple[int, int], list[Print]] = defaultdict(list)
        for each in one.prints:
            parts[each.file, each.definition].append(each)
        for (file, _), prints in parts.items():
            exercise = exercises[prints[0].function] if prints[0].function >= 0 else ""
            own = tuple(p for p in prints if p.hash not in common)
            if tokens_of(own) >= LEAST:
                kept.append(Definition(one.submission, one.files[file], exercise, own))
            elif exercise:
                too_short[exercise] = too_short.get(exercise, 0) + 1
    return kept, too_short


def tokens_of(prints: Iterable[Print]) -> int:
    """Count the tokens that fingerprints of one definition cover."""
    count = end = 0
    for start in sorted(p.token for p in prints):
        count += start + GRAM - max(start, end)
        end = start + GRAM
    return count


def _groups(definitions: Iterable[Definition]) -> list[Group]:
    """Return the submissions in which the function of an exercise is the same as a whole."""
    alike: dict[tuple[str, tuple[int, ...]], dict[str, Definition]] = defaultdict(dict)
    for one in definitions:
        if one.exercise:
            alike[one.exercise, tuple(p.hash for p in one.prints)].setdefault(one.submission, one)
    groups = []
    for (exercise, _), members in alike.items():
        if len(members) > 1:
            own = [members[name] for name in sorted(members)]
            names, places = tuple(d.submission for d in own), tuple(d.place for d in own)
            groups.append(Group(exercise, tokens_of(own[0].prints), names, places))
    return sorted(groups, key=lambda g: (-g.tokens * len(g.submissions), g.exercise, g.submissions))


def _pairs(definitions: Sequence[Definition]) -> list[Pair]:
    """Return the pairs of submissions that share enough, those first that share most."""
    candidates: dict[tuple[str, str], list[tuple[int, int, int, set[int]]]] = defaultdict(list)
    for (a, b), hashes in _shared(definitions).items():
        left, right = definitions[a], definitions[b]
        tokens = min(tokens_of(p for p in one.prints if p.hash in hashes) for one in (left, right))
        if tokens >= PASSAGE:
            candidates[left.submission, right.submission].append((tokens, a, b, hashes))
    pairs = []
    for (first, second), shared in candidates.items():
        passages = _passages(definitions, shared)
        if (tokens := sum(p.tokens for p in passages)) >= LEAST:
            pairs.append(Pair(first, second, tokens, passages))
    return sorted(pairs, key=lambda p: (-p.tokens, p.left, p.right))


def _shared(definitions: Sequence[Definition]) -> dict[tuple[int, int], set[int]]:
    """Return the fingerprints that two definitions of different submissions share, by their numbers."""
    places: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, one in enumerate(definitions):
        for hashed in {p.hash for p in one.prints}:
            if len(own := places[hashed][one.submission]) < OCCURRENCES:
                own.append(number)
    shared: dict[tuple[int, int], set[int]] = defaultdict(set)
    for hashed, owners in places.items():
        for left, right in combinations(sorted(owners), 2):
            for a in owners[left]:
                for b in owners[right]:
                    shared[a, b].add(hashed)
    return shared


def _passages(
    definitions: Sequence[Definition], shared: Iterable[tuple[int, int, int, set[int]]]
) -> tuple[Passage, ...]:
    """Return the passages of a pair, the longest first; each definition is in one at most."""
    passages, used = [], set[int]()
    for tokens, a, b, hashes in sorted(shared, key=lambda one: (-one[0], one[1], one[2])):
        if not used & {a, b}:
            used |= {a, b}
            left, right = definitions[a], definitions[b]
            exercise = left.exercise or right.exercise
            passages.append(Passage(exercise, tokens, left.place_of(hashes), right.place_of(hashes)))
    return tuple(passages)
