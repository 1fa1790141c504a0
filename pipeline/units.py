"""Units of work that survive the run: what a task of curation finished before its driver was killed is not done again.

A task that is done writes one small file, `.draft/units/<unit>.json`, which names its files; a unit's name is a digest
of all that these depend on. The next run of the same kind takes them over, and does the other units.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.config import Output
from pipeline.draft import final_name
from pipeline.folder import STAGING
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.raw_file import SourceRef
from pipeline.tables import Part
from pipeline.whole_file import whole_file

UNITS = "units"
PLACE = {"path", "overwrite", "keep_raw_files"}  # options of the output that no byte of a file depends on


@dataclass(frozen=True)
class Work:
    """What is to be done, and what a run that was killed has done of it.

    Attributes:
        bins: sources by task, of units that are not done; all that are scattered, as long as one of these is not.
        units: their names, where they have names; None for what is done.
        parts: files of the units that are done.
        done: how many those are.
        apart: which of the tasks after the shuffle of scattered sources are not done; None for all.
    """

    bins: Sequence[Sequence[SourceRef]] = ()
    units: Sequence[str | None] = ()
    parts: Sequence[Part] = ()
    done: int = 0
    apart: frozenset[int] | None = None


NOTHING_DONE = Work()


def work_left(
    staging: Path, bins: Sequence[Sequence[SourceRef]], facts: Mapping[str, Facts], settings: str, output: Output
) -> Work:
    """Tell what of the tasks of a run is done already; of everything else nothing is left below `staging`."""
    whole = [bin_ for bin_ in bins if not _is_scattered(bin_)]
    loose = bins[len(whole):]  # pipeline.plan.spread puts them there
    units = [unit_of(bin_, facts, settings, output) for bin_ in whole]
    shuffled = _shuffled_units(loose, settings, output)
    found = finished(staging, [*units, *shuffled])
    left = [(bin_, unit) for bin_, unit in zip(whole, units, strict=True) if unit not in found]
    apart = frozenset(number for number, unit in enumerate(shuffled) if unit not in found)
    left += [(bin_, None if unit in found else unit) for bin_, unit in zip(loose, shuffled, strict=True) if apart]
    parts = [part for parts in found.values() for part in parts]
    return Work([bin_ for bin_, _ in left], [unit for _, unit in left], parts, len(found), apart)


def unit_of(sources: Sequence[SourceRef], facts: Mapping[str, Facts], settings: str, output: Output) -> str | None:
    """Name of the unit that reads some sources.

    None when one of them cannot be recognised without being read, or has files of repositories that others have, too.

    Args:
        sources: what a task reads, with stamps.
        facts: what is known of repositories beside their content, by name.
        settings: stands for everything else that rows depend on.
        output: how files are written.
    """
    if _is_scattered(sources) or any(source.stamp is None for source in sources):
        return None
    # All fields but the rough size: a file of texts is many sources, which differ in their piece of it alone.
    known = [(repr(replace(source, bytes=0)), repr(facts.get(source.repo, UNKNOWN))) for source in sources]
    return _named(settings, output, known)


def _shuffled_units(bins: Sequence[Sequence[SourceRef]], settings: str, output: Output) -> list[str]:
    """Names of the units after the shuffle of scattered sources, which are as many: each depends on all sources."""
    known = [[repr(replace(source, bytes=0)) for source in bin_] for bin_ in bins]
    of_all = _named(settings, output, known)
    return [_named(settings, output, [of_all, number]) for number in range(len(bins))]


def _is_scattered(sources: Sequence[SourceRef]) -> bool:
    return any(source.is_scattered for source in sources)


def _named(settings: str, output: Output, known: object) -> str:
    parts = [settings, output.model_dump(mode="json", exclude=PLACE), known]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def record(staging: Path, unit: str, parts: Iterable[Part]) -> None:
    """Say that a unit is done and which files below `staging` are its own."""
    folder = staging / UNITS
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(folder / f"{unit}.json") as place:  # a unit is never half done
        place.write_text(json.dumps([asdict(part) for part in parts]))


def finished(staging: Path, units: Iterable[str | None]) -> dict[str, list[Part]]:
    """Files of those units that are done and whole, by unit; of all others nothing is left below `staging`."""
    found = {}
    for unit in units:
        parts = None if unit is None else _parts(staging, unit)
        if unit is not None and parts is not None:
            found[unit] = parts
    mine = {staging / part.table / part.file for parts in found.values() for part in parts}
    mine |= {staging / UNITS / f"{unit}.json" for unit in found}
    for place in staging.glob("*/*"):
        if place not in mine:
            _remove(place)
    return found


def keep_units(root: Path) -> None:
    """Remove what a run that was killed left of a corpus folder, but for units that were done."""
    staging = root / STAGING
    if not (staging / UNITS).is_dir():
        shutil.rmtree(root, ignore_errors=True)
        return
    for unit in (staging / UNITS).glob("*.json"):
        for part in _read(unit) or ():
            _put_back(root, staging, part)
    for place in root.iterdir():
        if place.name != STAGING:
            _remove(place)


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()


def _parts(staging: Path, unit: str) -> list[Part] | None:
    """Files of a unit; None unless all are as they were written."""
    parts = _read(staging / UNITS / f"{unit}.json")
    return parts if parts is not None and all(_is_whole(staging, part) for part in parts) else None


def _read(place: Path) -> list[Part] | None:
    try:
        return [Part(**values) for values in json.loads(place.read_text())]
    except (OSError, ValueError, TypeError):
        return None


def _is_whole(staging: Path, part: Part) -> bool:
    try:
        with (staging / part.table / part.file).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == part.sha256
    except OSError:
        return False


def _put_back(root: Path, staging: Path, part: Part) -> None:
    """Give a file that later stages renamed or moved the place where its task wrote it."""
    for place in (staging / part.table / final_name(part), root / part.table / final_name(part)):
        if place.is_file():
            (staging / part.table).mkdir(exist_ok=True)
            place.rename(staging / part.table / part.file)
