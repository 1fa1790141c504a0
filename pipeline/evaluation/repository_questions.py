"""Questions that a file of a held-out repository asks about others of it: tokens that name them, lines to complete."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from pipeline.evaluation.foreign_names import Mention, Names
from pipeline.evaluation.repositories import File, Repository
from pipeline.fim import generator
from pipeline.graph.nearness import read_before, shuffled

LINE_CHARACTERS = (4, 200)  # of the rest of a line: less says too little to be a question, more is data
LONGEST = 16  # characters of a unit, on average over a file
MOST_TRIED = 100  # files for a random context
Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that names what other files define.

    Attributes:
        repository: its repository.
        file: the file.
        mentions: where it does, in bytes of its text.
    """

    repository: Repository
    file: File
    mentions: tuple[Mention, ...]

    def context(self, room: int, count: Count) -> str:
        """Text of the files it is good to have read before it, dependencies first, by the graph and its order.

        Whole files as long as they fit. Where none does, of the nearest dependency the first lines that do.

        Args:
            room: what they may take, in units of `count`.
            count: size of a text, e.g. in tokens.
        """
        files, needs = self.repository.files, self.repository.needs()
        groups = {path: file.group for path, file in files.items()}

        def size(path: str) -> int:
            # Nobody has tokens so long; most files of a large repository need not be counted then.
            return room + 1 if len(files[path].text) > LONGEST * room else count(files[path].block)

        chosen = read_before(self.file.path, groups, needs, room, size)
        if chosen:
            return "".join(files[path].block for path in chosen)
        nearest = next((path for path in reversed(groups) if path in needs.get(self.file.path, ())), None)
        return "" if nearest is None else _first_lines(files[nearest].block, room, count)

    def random_context(self, room: int, count: Count) -> str:
        """Text of other files of the repository, whichever they are, in an order by hash, whole as long as they fit.

        Where none does, of the first of them the first lines that do.
        """
        others = shuffled(self.repository.files.keys() - {self.file.path}, self.file.path)
        blocks, left = [], room
        for path in others[:MOST_TRIED]:
            block = self.repository.files[path].block
            taken = left + 1 if len(block) > LONGEST * left else count(block)
            if taken <= left:
                blocks.append(block)
                left -= taken
        return "".join(blocks) if blocks or not others else _first_lines(self.repository.files[others[0]].block, room,
                                                                         count)


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be completed from a name on that another file defines, as CrossCodeEval asks (arXiv 2310.11248).

    Attributes:
        asked: the file it is in.
        prefix: the file up to the name, with its path comment.
        rest: what stands in the line from there on, without white space at the end.
    """

    asked: Asked
    prefix: str
    rest: str


def asking(repositories: Iterable[Repository], per_repository: int, seed: int) -> list[Asked]:
    """Files that name what other files of their repository define, some of each repository, the same for a seed."""
    found = []
    for repository in repositories:
        names = Names({path: file.parsed for path, file in repository.files.items()}, repository.edges)
        files = [repository.files[path] for path in sorted(repository.files)]
        order = generator(seed, "asking", repository.name).permutation(len(files)).tolist()
        taken = 0
        for file in (files[number] for number in order):
            depends = file.asked and repository.edges.get(file.path)
            places = names.mentions(file.path, file.text.encode()) if depends else []
            if places and taken < per_repository:
                taken += 1
                found.append(Asked(repository, file, tuple(places)))
    return found


def lines(asked: Iterable[Asked], most: int, seed: int) -> list[Line]:
    """One line of each file that has one, turn by turn of each repository, at most so many."""
    by_repository: dict[str, list[Line]] = {}
    for one in asked:
        line = _line(one, seed)
        if line is not None:
            by_repository.setdefault(one.repository.name, []).append(line)
    turns = chain.from_iterable(zip_longest(*by_repository.values()))
    return [line for line in turns if line is not None][:most]


def _line(asked: Asked, seed: int) -> Line | None:
    raw = asked.file.text.encode()
    found = list(_rests(raw, asked.mentions))
    if not found:
        return None
    start, rest = found[int(generator(seed, "line", asked.repository.name, asked.file.path).integers(len(found)))]
    return Line(asked, asked.file.header + raw[:start].decode(), rest)


def _rests(raw: bytes, places: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """Where a line can be cut, at its first name that counts and is not imported there, and what is behind that."""
    done = 0
    for place in places:
        if place.imported or place.start < done:
            continue
        done = (raw.find(b"\n", place.start) + 1) or len(raw)
        rest = raw[place.start : done].decode().rstrip()
        if LINE_CHARACTERS[0] <= len("".join(rest.split())) and len(rest) <= LINE_CHARACTERS[1]:
            yield place.start, rest


def _first_lines(text: str, room: int, count: Count) -> str:
    """The most first lines of a text that are no larger than the room, found in a logarithmic number of countings."""
    found = text.splitlines(keepends=True)
    low, high = 0, len(found)
    while low < high:
        middle = (low + high + 1) // 2
        if count("".join(found[:middle])) <= room:
            low = middle
        else:
            high = middle - 1
    return "".join(found[:low])
