"""What tests share: one Spark session, one dump, and one corpus made from it."""

import io

import pytest
from hypothesis import settings
from rich.console import Console

from pipeline.config import Spark, load_run
from pipeline.spark import start_session
from tests.dump import Dump, make_dump, make_licensed

# How long an example takes says what else runs on the machine.
settings.register_profile("untimed", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=30)


def pytest_configure(config):
    """Fewer examples in the inner loop, which leaves the slow tests out; all of them where everything is tested."""
    settings.load_profile("quick" if "not slow" in config.option.markexpr else "untimed")


@pytest.fixture(scope="session")
def spark():
    """The one session of all tests; stages and runs use it because it is running, and leave it running."""
    session = start_session("tests", Spark(master="local[2]", conf={"spark.sql.shuffle.partitions": "2"}))
    yield session
    session.stop()


@pytest.fixture
def quiet():
    """A console that shows nothing."""
    return Console(file=io.StringIO())


@pytest.fixture(scope="session")
def dump(tmp_path_factory) -> Dump:
    """The dump of tests.dump."""
    return make_dump(tmp_path_factory.mktemp("dump"))


@pytest.fixture(scope="session")
def corpus(dump, tmp_path_factory):
    """The corpus of the whole dump, hostile neighbours included."""
    from pipeline.build import build

    out = tmp_path_factory.mktemp("made") / "a [b] {c,d}*: \u00e9" / "corpus"
    build(load_run(dump.run_file("first", out)), Console(file=io.StringIO()))
    return out


@pytest.fixture(scope="session")
def licensed(tmp_path_factory):
    """The corpus of a run with a licence policy and an opt-out list."""
    from pipeline.build import build

    root = tmp_path_factory.mktemp("licensed")
    build(load_run(make_licensed(root)), Console(file=io.StringIO()))
    return root / "out"
