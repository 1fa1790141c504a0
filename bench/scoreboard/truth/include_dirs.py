"""What the builds of packages pass to their compilers with -I: include_dirs.yaml."""

from functools import cache
from pathlib import Path

import yaml

TABLE = Path(__file__).with_suffix(".yaml")
USUAL = {"": ["", "include", "src"]}  # of a package that is not in the table


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return found


def dirs_of(folder: Path, src: str) -> tuple[Path, ...]:
    """Include folders, in order, of a source of the package in `folder`."""
    roots = _table().get(folder.name, USUAL)
    fitting = [place for place in roots if not place or src.startswith(place + "/")]
    own = Path(src).parent
    return tuple(folder / (own if place == "." else place) for place in roots[max(fitting, key=len)]) if fitting else ()
