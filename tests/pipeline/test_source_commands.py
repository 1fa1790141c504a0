"""Stars and forks from events of GH Archive become the metadata that a run reads."""

import gzip
import json

import pytest
from typer.testing import CliRunner

from pipeline.source_commands import app
from pipeline.sources.metadata import Facts, read_metadata


def event(kind, repo):
    found = {"id": "1", "type": kind, "actor": {"login": "WatchEvent"}, "repo": {"id": 1, "name": repo}}
    return json.dumps(found) + "\n"


@pytest.fixture
def events(tmp_path):
    (tmp_path / "events" / "2024").mkdir(parents=True)
    first = [event("WatchEvent", "o/a"), event("PushEvent", "o/a"), event("ForkEvent", "o/b"), "WatchEvent {\n"]
    (tmp_path / "events" / "2024" / "2024-01-31-15.json.gz").write_bytes(gzip.compress("".join(first).encode()))
    second = [event("WatchEvent", "o/a"), '{"type": "ForkEvent", "repo": null}\n', event("WatchEvent", "\u6d77/\ud800")]
    (tmp_path / "events" / "2024-01-31-16.json").write_text("".join(second))
    return tmp_path / "events"


def test_events_become_metadata(events, tmp_path):
    out = tmp_path / "stars.jsonl"
    found = CliRunner().invoke(app, [str(events), "--out", str(out)])
    assert found.exit_code == 0
    assert "2 repositories; 7 lines read, 3 of them no events" in found.output
    assert read_metadata(str(out)) == {"o/a": Facts(2, 0), "o/b": Facts(0, 1)}
    again = CliRunner().invoke(app, [str(events), "--out", str(out)])
    assert again.exit_code == 2 and out.exists()


def test_files_that_cannot_be_read(tmp_path, capsys):
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b"x" * 1000)[:-20])
    for place, words in ((tmp_path / "none", "there is no such"), (tmp_path / "a.json.gz", "cannot be read as events")):
        found = CliRunner().invoke(app, [str(place), "--out", str(tmp_path / "out")])
        assert found.exit_code == 2
        assert words in found.output + capsys.readouterr().err
    assert not (tmp_path / "out").exists()
