"""A run on a dump in a store whose requests fail: the same corpus as from disk, and a refresh reads what changed."""

import io
import zipfile

import pytest
import yaml
from rich.console import Console

from pipeline.build import build
from pipeline.config import load_run
from pipeline.refresh import refresh
from pipeline.sources.s3.place import is_s3
from tests.dump import texts
from tests.pipeline.corpora import digests, rows, snapshot
from tests.pipeline.sources.s3.store import KEY, SECRET, Faults, proxy

pytestmark = [pytest.mark.slow, pytest.mark.spark, pytest.mark.timeout(900)]
PACKAGES = {"iniconfig.zip": "iniconfig", "acme/pluggy.whl": "pluggy"}
WHOLE = ("duplicates", "corpus", "training_documents")
ADDED = {"added.py": b"def added():\n    return 1\n"}


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"top/{name}", data)
    return packed.getvalue()


def run_file(root, name, path, **more):
    file = root / f"{name}.yaml"
    file.write_text(yaml.safe_dump({"input": {"paths": [path], **more}, "output": {"path": str(root / name)},
                                    "spark": {"partition_bytes": 20_000, "local_bytes": 0} if is_s3(path) else {}}))
    return load_run(file)


@pytest.fixture
def dump(server, tmp_path):
    """The same archives below a folder and below a prefix."""
    for name, package in PACKAGES.items():
        data = zipped(texts(package))
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
        server.client.put_object(Bucket="dump", Key=f"run/{name}", Body=data)
    server.client.put_object(Bucket="dump", Key="run/notes.md", Body=b"no repository")
    return tmp_path


def test_a_run_with_faults_is_a_run_on_disk_and_a_refresh_reads_what_changed(spark, server, workers, dump, capfd):
    screen, faults = Console(file=io.StringIO(), width=200), Faults(0.2, 5)
    build(run_file(dump, "here", str(dump / "in")), screen)
    with proxy(server.endpoint, faults) as endpoint:
        there = run_file(dump, "there", "s3://dump/run", s3={"endpoint": endpoint, "region": "us-east-1"})
        build(there, screen)
        assert digests(dump / "there", *WHOLE) == digests(dump / "here", *WHOLE)
        assert "left out, no repository or archive: s3://dump/run/notes.md" in screen.file.getvalue()
        same = refresh(there, screen)
        assert (same.listed, same.read, same.added) == (2, 0, 0)
        server.client.put_object(Bucket="dump", Key="run/iniconfig.zip", Body=zipped(texts("iniconfig") | ADDED))
        changed = refresh(there, screen)
        assert (changed.listed, changed.read, changed.added, changed.gone) == (2, 1, 1, 1)
    assert sum(faults.done.values()) > 0
    places = {row["source"] for row in rows(dump / "there", "sources") if row["current"]}
    assert places == {f"zip:s3://dump/run/{name}" for name in PACKAGES}
    said = screen.file.getvalue() + "".join(capfd.readouterr())
    assert KEY not in said and SECRET not in said
    assert not any(word.encode() in data for data in snapshot(dump / "there").values() for word in (KEY, SECRET))
