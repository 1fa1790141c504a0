"""Benchmark items: the texts that must not be trained on, and the repositories that they are from."""

from dataclasses import dataclass

# What benchmarks call their questions, docstrings, solutions and tests: HumanEval, HumanEval-X, MultiPL-E, MBPP,
# DS-1000, APPS, LeetCode sets, LiveCodeBench, GSM8K, MATH. Those made of repositories: repository_items.py.
TEXT_KEYS = frozenset(
    [
        *("prompt", "question", "problem", "text", "description", "problem_statement", "instruction", "docstring"),
        *("question_content", "problem_description"),
        *("canonical_solution", "solution", "solutions", "reference", "answer", "code", "reference_code"),
        *("code_context", "completion", "groundtruth"),
        *("test", "tests", "test_list", "challenge_test_list", "example_test", "patch"),
    ]
)
# Of these the structure is indexed, too: they are code, not prose.
CODE_KEYS = frozenset(
    [
        *("canonical_solution", "solution", "solutions", "reference", "code", "reference_code", "groundtruth", "patch"),
        *("code_context", "completion", "test", "tests", "example_test", "test_patch", "next_line"),
    ]
)
# Lists of these are one text: one assertion alone, such as `assert power(2, 3) == 8`, is anybody's.
JOINED_KEYS = frozenset(["test_list", "challenge_test_list", "tests", "test"])
# Lists of texts, or (APPS) a string that is a JSON list of texts.
LISTED_KEYS = frozenset(["solutions"])
ID_KEYS = ("task_id", "id", "question_id", "problem_id", "instance_id", "name", "idx", "slug")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a benchmark item.

    Attributes:
        benchmark: name of the file it comes from, without ending.
        item: id of the item in its benchmark; its line where it has none.
        field: key of the text.
        text: the text.
        is_part: whether it is a part of a file of a repository, of which only what is long enough counts, never a short
            text as a whole: such a line is anybody's.
    """

    benchmark: str
    item: str
    field: str
    text: str
    is_part: bool = False

    @property
    def is_code(self) -> bool:
        """Whether the text is code rather than prose about it."""
        return self.field in CODE_KEYS


@dataclass(frozen=True, slots=True)
class Listed:
    """A repository that a benchmark item is from.

    Attributes:
        benchmark: as of an Item.
        item: as of an Item.
        repo: `owner/name`; or, as CrossCodeEval writes it, `owner-name`.
        paths: the files that hold what the item asks for, each with the field that says so.
        before: commits of the repository that are known to be older than the item's base commit.
        is_package: whether a release of the repository, named without owner, is to be found, too.
    """

    benchmark: str
    item: str
    repo: str
    paths: tuple[tuple[str, str], ...]
    before: tuple[str, ...] = ()
    is_package: bool = False
