"""The quality model as a file: plain numbers in JSON, read strictly."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import ConfigError
from schemas.files import FEATURES

SHIPPED = Path(__file__).with_name("model.json")
SHARES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a feature adds to the score (log odds) by the step it falls into.

    Attributes:
        cuts: ascending borders of the steps, in units of the feature's spread in its language.
        values: one more than cuts; a feature at a border belongs to the step above.
        unknown: what it adds where nothing tells.
    """

    cuts: tuple[float, ...]
    values: tuple[float, ...]
    unknown: float


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual in a language, measured on files of well-known libraries.

    Attributes:
        centres: median of each feature.
        spreads: half of what the middle half of the files spans, of each feature; never 0.
        quantiles: scores below which SHARES of the files are.
        files: how many files were measured.
    """

    centres: tuple[float, ...]
    spreads: tuple[float, ...]
    quantiles: tuple[float, ...]
    files: int


@dataclass(frozen=True, slots=True)
class Model:
    """An additive model: the score is the logistic function of the sum of what the features add.

    Attributes:
        name: name and version.
        data: what it was trained on, in words.
        figures: how it did on packages that it had not seen; for people.
        features: names in the order of the lists of the norms.
        intercept: what is added to every sum.
        shapes: one for each feature.
        norms: by language; files of others get no score.
    """

    name: str
    data: str
    figures: dict[str, Any]
    features: tuple[str, ...]
    intercept: float
    shapes: tuple[Shape, ...]
    norms: dict[str, Norm]


def read_model(path: Path = SHIPPED) -> Model:
    """Read a model file.

    Raises:
        ConfigError: the file is missing or is no model; the message names file and place.
    """
    try:
        model = TypeAdapter(Model).validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read as a quality model: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise ConfigError(f"{path}: no quality model: {place}: {first['msg']}") from None
    if problem := _problem(model):
        raise ConfigError(f"{path}: no quality model: {problem}")
    return model


def write_model(model: Model, path: Path) -> None:
    """Write a model file, a line per shape and norm."""
    values = asdict(model)
    shapes, norms = values.pop("shapes"), values.pop("norms")
    head = json.dumps(values, indent=1)[:-2]
    shape_lines = ",\n".join("  " + json.dumps(shape) for shape in shapes)
    norm_lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(norms[name])}" for name in sorted(norms))
    path.write_text(f'{head},\n "shapes": [\n{shape_lines}\n ],\n "norms": {{\n{norm_lines}\n }}\n}}\n', "utf-8")


def _problem(model: Model) -> str | None:
    size = len(model.features)
    if unknown := sorted(set(model.features) - set(FEATURES)):
        return f"features: no such feature as {', '.join(unknown)}"
    if len(model.shapes) != size:
        return f"shapes: {size} features need as many, found {len(model.shapes)}"
    for name, shape in zip(model.features, model.shapes, strict=True):
        if len(shape.values) != len(shape.cuts) + 1 or list(shape.cuts) != sorted(set(shape.cuts)):
            return f"shapes of {name}: ascending cuts and one value more are needed"
    for name, norm in model.norms.items():
        if not len(norm.centres) == len(norm.spreads) == size or not all(spread > 0 for spread in norm.spreads):
            return f"norms of {name}: a centre and a positive spread are needed for each of {size} features"
        if len(norm.quantiles) != len(SHARES) or list(norm.quantiles) != sorted(norm.quantiles):
            return f"norms of {name}: {len(SHARES)} ascending quantiles are needed"
    return None
