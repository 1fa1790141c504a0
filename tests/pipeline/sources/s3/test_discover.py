"""Which objects are repositories: the same that are in a folder."""

import pytest

from pipeline.config import S3, Input
from pipeline.errors import InputError
from pipeline.sources import discover as folders
from pipeline.sources.s3 import client, discover, listing
from pipeline.sources.s3.place import S3Place

KEYS = ("in/one.tar.gz", "in/two.zip", "in/README.md", "in/.hidden", "in/acme/site.tar", "in/acme/more.whl",
        "in/mixed/a.zip", "in/mixed/notes.txt", "in/source/main.py", "in/too/deep/a.zip", "in/", "inner/a.zip",
        "in/odd\nname.zip", "alone.zip")


class FakeStore:
    """Lists keys, two on a page."""

    def __init__(self, keys=KEYS):
        self.keys, self.requests = sorted(keys), []

    def list_objects_v2(self, Bucket, Prefix, Delimiter=None, ContinuationToken="0", **more):  # noqa: N803
        self.requests.append(("list", more))
        found = {}
        for key in self.keys:
            if key.startswith(Prefix):
                rest, slash, _ = key[len(Prefix):].partition(Delimiter or "\0")
                found[Prefix + rest + slash if slash else key] = bool(slash)
        start = int(ContinuationToken)
        page = list(found.items())[start:start + 2]
        objects = [{"Key": key, "Size": len(key), "ETag": f'"{key}"'} for key, shared in page if not shared]
        prefixes = [{"Prefix": key} for key, shared in page if shared]
        return {"Contents": objects, "CommonPrefixes": prefixes, "IsTruncated": start + 2 < len(found),
                "NextContinuationToken": str(start + 2)}

    def head_object(self, Bucket, Key, **more):  # noqa: N803
        self.requests.append(("head", more))
        if Key not in self.keys:
            from tests.pipeline.sources.s3.test_client import refused

            raise refused(404, "404")
        return {"ContentLength": len(Key), "ETag": f'"{Key}"'}


@pytest.fixture
def fake(monkeypatch):
    found = FakeStore()
    for module in (listing, client):
        monkeypatch.setattr(module, "client", lambda options: found)
    return found


def test_objects_below_a_prefix_are_what_files_in_a_folder_are(fake, tmp_path):
    for key in KEYS:
        path = tmp_path / key
        path.parent.mkdir(parents=True, exist_ok=True)
        if not key.endswith("/"):
            path.write_bytes(b"x" * len(key))
    for prefix in ("in", "inner", "", "in/mixed", "in/too/deep"):
        ours = folders.discover([f"s3://dump/{prefix}"], Input())
        theirs = folders.discover([str(tmp_path / prefix)], Input())
        assert [(ref.kind, ref.repo, ref.bytes) for ref in ours] == [(r.kind, r.repo, r.bytes) for r in theirs]
        assert [ref.location.removeprefix("s3://dump") for ref in ours] == [
            ref.location.removeprefix(str(tmp_path)) for ref in theirs]
        assert all(ref.etag is not None for ref in ours)
        assert [place.removeprefix("s3://dump/").rstrip("/") for place in
                folders.left_out([f"s3://dump/{prefix}"], ours, Input())] == [
            place.removeprefix(f"{tmp_path}/") for place in folders.left_out([str(tmp_path / prefix)], theirs, Input())]


def test_one_object_is_one_repository_and_prefixes_end_where_names_do(fake):
    [ref] = folders.discover(["s3://dump/alone.zip"], Input())
    assert (ref.place, ref.repo, ref.etag) == ("zip:s3://dump/alone.zip", "alone", "alone.zip")
    assert folders.left_out(["s3://dump/alone.zip"], [ref], Input()) == []
    assert {ref.repo for ref in folders.discover(["s3://dump/in"], Input())}.isdisjoint({"a"})


@pytest.mark.parametrize(("url", "words"), [
    ("s3://dump/none.zip", "no such object"), ("s3://dump/none", "no object below it"),
    ("s3://dump/in/source", "holds no archive"), ("s3a://dump/in", "write s3://"), ("s3://a:b@dump/in", "boto3 finds")])
def test_what_holds_nothing_is_told(fake, url, words):
    with pytest.raises(InputError, match=words):
        folders.discover([url], Input())


def test_every_request_says_who_pays_when_the_run_file_does(fake):
    options = S3(requester_pays=True)
    discover.s3_sources("s3://dump/in", options)
    list(discover.s3_left_out("s3://dump/in", [], options))
    listing.look_up(S3Place("dump", "alone.zip"), options)
    assert {kind for kind, _ in fake.requests} == {"list", "head"}
    assert all(more == {"RequestPayer": "requester"} for _, more in fake.requests)
