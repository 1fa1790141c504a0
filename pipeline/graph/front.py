"""What a repository says of itself comes before its code: the README and build files of its root."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.graph.order import Component

# In the order in which they stand. Cargo.toml or pom.xml need no place: only languages of the catalogue get here.
FRONT = (
    re.compile(r"readme(\.[a-z]+)?", re.IGNORECASE),
    re.compile(
        r"(GNU)?makefile|CMakeLists\.txt|meson\.build|configure\.ac|Rakefile|Gemfile|[\w.-]+\.gemspec|mix\.exs|"
        r"rebar\.config|project\.clj|setup\.py|package\.json|tsconfig\.json|composer\.json|pubspec\.yaml|"
        r"build\.gradle(\.kts)?|settings\.gradle(\.kts)?|build\.sbt|build\.zig|lakefile\.lean|Dockerfile|"
        r"docker-compose\.ya?ml|DESCRIPTION",
        re.IGNORECASE,
    ),
)


def with_front(components: Sequence[Component]) -> list[Component]:
    """Put README and build files of the root, where nothing ties them to other files, before the largest component.

    Alone they would be documents of their own, far from the code that they speak of. No dependency is touched. A
    repository in which no file depends on another stays as it is.

    Args:
        components: those of a repository, most files first.
    """
    if not components or len(components[0].paths) == 1:
        return list(components)
    alone = {component.paths[0] for component in components[1:] if len(component.paths) == 1}
    front = [path for names in FRONT for path in sorted(alone) if names.fullmatch(path)]
    first = replace(components[0], paths=(*front, *components[0].paths))
    return [first, *(component for component in components[1:] if component.paths[0] not in front)]
