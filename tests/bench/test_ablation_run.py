"""The ablation from corpus to table on made-up repositories: arms that do not differ give the same bits."""

import io
import json
from random import Random

import pytest
from rich.console import Console

from bench.ablation.__main__ import compare, material
from bench.ablation.options import Ablation
from pipeline.build import build
from pipeline.config import Run

NOTHING = "+0.0000 (+0.0000 to +0.0000) no difference"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def repository(folder, number: int) -> None:
    """Two modules and one that uses both, with words of its own."""
    random = Random(number)
    words = ["".join(random.choices("bcdfghklmnprstvz", k=3)) for _ in range(200)]
    for name in ("one", "two"):
        body = "".join(f"def {name}_{word}({other}):\n    return {other} + {random.randrange(999)}\n\n\n"
                       for word, other in zip(words[:25], random.sample(words, 25), strict=True))
        (folder / f"{name}.py").write_text(body)
    lines = [f"    return one.one_{random.choice(words[:25])}(two.two_{random.choice(words[:25])}({word}))\n"
             for word in words[:20]]
    (folder / "use.py").write_text("import one\nimport two\n\n\n" + "".join(
        f"def use_{word}({word}):\n{line}\n\n" for word, line in zip(words, lines, strict=False)))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    root = tmp_path_factory.mktemp("ablation")
    for number in range(8):
        folder = root / "in" / f"repo{number}"
        folder.mkdir(parents=True)
        repository(folder, number)
    build(Run.model_validate({"input": {"paths": [str(root / "in" / f"repo{number}") for number in range(8)]},
                              "output": {"path": str(root / "corpus")}}), Console(file=io.StringIO()))
    return root / "corpus"


def test_arms_that_do_not_differ_have_the_same_losses(corpus, tmp_path, capsys):
    run = Ablation.model_validate({
        "corpus": str(corpus), "out": str(tmp_path), "held_out": 0.5, "window": 512, "entries": 400, "steps": 3,
        "base": {"steps": 3, "rows": 1}, "file_bytes": 8192,
        "model": {"hidden": 32, "feed_forward": 64, "layers": 1, "heads": 2, "kv_heads": 1}, "arms": [
            {"name": "window"}, {"name": "the same"}, {"name": "by chance", "order": "random"}],
    })
    table = compare(run, material(run))
    *compared, _ = [line.split("|")[3:-1] for line in table if line.startswith("| the same |")]
    assert compared and {cell.strip() for row in compared for cell in row} == {NOTHING}
    losses = {name: json.loads((tmp_path / f"{name}-1" / "done.json").read_text())["result"]
              for name in ("window", "the-same", "by-chance")}
    assert losses["window"] == losses["the-same"] != losses["by-chance"]
    capsys.readouterr()
    assert compare(run, material(run)) == table and "CPU seconds" not in capsys.readouterr().out  # nothing again
