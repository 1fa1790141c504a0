"""What a dependency between two files can be: the closed list of kinds, and how much each counts by default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of dependency.

    Attributes:
        meaning: when the first file depends on the second in this way.
        weight: what the dependency counts in the graph unless `graph.kinds` of the run file says otherwise; a
            dependency of weight 0 is not in the graph. Only ratios matter.
    """

    meaning: str
    weight: float


# Of several dependencies between two files the kind that comes first here is recorded.
KINDS: dict[str, Kind] = {
    "import": Kind("a statement names the other file, or something it declares, for use when the program is built "
                   "or runs", 1.0),
    "global-import": Kind("a name is used that a statement in another file of the project makes visible everywhere, "
                          "such as C#'s `global using`", 1.0),
    "same-package": Kind("a name of the same package, module or namespace is used, which needs no statement", 1.0),
    "qualified": Kind("the code spells the full name of something the other file declares, without a statement", 1.0),
    "type-only": Kind("a statement names it for a type checker only; the program runs without", 0.5),
    "header": Kind("a source file implements the header of its name", 1.0),
    "test": Kind("a test is named after the file it tests", 0.5),
    "docs": Kind("a page of documentation links to the file", 0.0),
}
