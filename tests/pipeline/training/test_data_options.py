"""Options of what a run trains on."""

import pytest

from pipeline.errors import ConfigError
from pipeline.option_files import checked
from pipeline.training.data_options import Data

PLACES = {"corpus": "corpus", "tokenizer": "tokenizer"}


def test_defaults_are_the_papers():
    data = checked(Data, PLACES, "run.yaml")
    assert (data.pack.window, data.fim.rate, data.fim.spm, data.fim.middles) == (4096, 0.5, 0.0, {"character": 1.0})


@pytest.mark.parametrize(("values", "problem"), [
    ({"pack": {"windows": 4096}}, "run.yaml: pack.windows: no such option; did you mean window?"),
    ({"fim": {"rate": 1.5}}, "run.yaml: fim.rate: Input should be less than or equal to 1, found 1.5"),
    ({"fim": {"middles": {"line": 0}}}, "run.yaml: fim: middles: give at least one kind a weight above 0"),
    ({"mix": {"shares": {"code": -1}}},
     "run.yaml: mix.shares.code: Input should be greater than or equal to 0, found -1"),
])
def test_bad_values_are_named(values, problem):
    with pytest.raises(ConfigError) as error:
        checked(Data, PLACES | values, "run.yaml")
    assert str(error.value) == problem
