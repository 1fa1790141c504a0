"""Random edits of an input: every refresh is what a build of the same input is, and every version stays as it was."""

from hashlib import sha256
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Output
from pipeline.errors import CorpusError
from pipeline.folder import CorpusFolder
from pipeline.reading import read_rows
from pipeline.source_list import new_sources, put_readings, recognise, settle
from pipeline.sources.metadata import UNKNOWN, Facts
from pipeline.sources.raw_file import RawFile, SourceRef
from pipeline.sources.reading_key import digest_of, reading_key
from pipeline.tables import TableWriters, read_files
from pipeline.writing import extended
from schemas import FILES, REPOS, TIMINGS

NAMES = "abcdef"


class Curation:
    """Stands for the real one: rows that tell what was read, and which names were."""

    def __init__(self, contents, stars, options):
        self.contents, self.stars, self.options, self.read = contents, stars, options, []

    def key(self, ref):
        text = self.contents[ref.repo][0].encode()
        file = RawFile("x.py", len(text), sha256(text).hexdigest(), "utf-8", text)
        return reading_key(self.options, ref.repo, ref.place, None, None, [digest_of(file)])

    def reading(self, ref):
        facts = self.stars.get(ref.repo, UNKNOWN)
        return {"repo": ref.repo, "source": ref.place, "stamp": ref.stamp, "stars": facts.stars, "forks": facts.forks,
                "key": self.key(ref)}

    def write(self, draft, refs, part_size):
        parts = []
        for start in range(0, len(refs), part_size):
            some = refs[start:start + part_size]
            with TableWriters(draft.staging, f"part-{self.key(some[0])[:16]}", Output()) as writers:
                for ref in some:
                    self.read.append(ref.repo)
                    file = dict.fromkeys(FILES.names) | {
                        "repo": ref.repo, "path": "x.py", "size": 1, "fate": "kept", "domain": "code",
                        "detail": self.options + self.contents[ref.repo][0], "key": self.key(ref)}
                    writers.add("files", file)
                    writers.add("repos", dict.fromkeys(REPOS.names, 0) | {"cuts": []} | {
                        "repo": ref.repo, "source": ref.place, "domain": "code", "key": self.key(ref),
                        "stars": self.stars.get(ref.repo, UNKNOWN).stars, "forks": None}
                        | dict.fromkeys(("commit", "licence", "language", "content_hash", "signature", "sketch")))
                    writers.add("timings", dict.fromkeys(TIMINGS.names, 0) | {
                        "repo": ref.repo, "stamp": ref.stamp, "key": self.key(ref)})
                parts += writers.close()
        return parts


def refs(contents):
    """A source per repository; its stamp tells the text and the time, or nothing."""
    return [SourceRef("folder", f"/{repo}", repo, 1, stamp=None if time is None else f"{text} {time}")
            for repo, (text, time) in sorted(contents.items())]


def refresh(folder, curation, part_size, crash=False):
    """The next version of a folder; a first build is one of an empty corpus."""
    listed = refs(curation.contents)
    with extended(folder) as draft:
        if not draft.has("sources"):
            draft.put("curate", [], {})
        same = draft.stages.get("curate", {}).get("settings") == curation.options
        there = list(read_files(draft.table("sources"), "sources"))
        plan = recognise(listed, curation.stars, there if same else [])
        doubtful = {ref.repo for ref in plan.doubtful}
        plan = settle(plan, [curation.reading(ref) for ref in plan.doubtful], there)
        parts = curation.write(draft, plan.new, part_size)
        written = new_sources(parts, draft.staging)
        put_readings(draft, there, plan, parts, written, {"settings": curation.options}, Output())
        if crash:
            raise ZeroDivisionError
        draft.publish("refresh")
    return doubtful


def held(folder):
    """Rows of the tables of readings, and the list of sources without where rows stand."""
    current = [{k: v for k, v in row.items() if k != "part"} for row in read_rows(folder, "sources") if row["current"]]
    files = sorted(read_rows(folder, "files"), key=lambda row: row["repo"])
    repos = sorted(row["repo"] for row in read_rows(folder, "repos"))
    return current, files, repos


REPOSITORY = st.tuples(st.sampled_from(["one", "two", "three"]), st.sampled_from([1, 2, None]))
INPUT = st.dictionaries(st.sampled_from(NAMES), REPOSITORY, max_size=5)
STEP = st.tuples(INPUT, st.dictionaries(st.sampled_from(NAMES), st.builds(Facts, st.integers(0, 3)), max_size=2),
                 st.sampled_from(["s", "s", "s", "t"]), st.integers(1, 4), st.booleans())


@pytest.mark.slow
@settings(max_examples=8)
@given(st.lists(STEP, min_size=2, max_size=4))
def test_every_refresh_of_random_edits_is_what_a_build_would_be(steps):
    with TemporaryDirectory() as root:
        folder, versions, before = CorpusFolder(f"{root}/corpus"), [], ({}, "")
        for contents, stars, options, part_size, crash in steps:
            curation = Curation(contents, stars, options)
            if crash:
                with pytest.raises(ZeroDivisionError):
                    refresh(folder, Curation(contents, stars, options), part_size, crash=True)
            doubtful = refresh(folder, curation, part_size)
            whole = CorpusFolder(f"{root}/whole-{len(versions)}")
            refresh(whole, Curation(contents, stars, options), 2)
            versions.append(held(whole))
            assert held(folder) == versions[-1]
            if before[1] == options:
                known = {repo for repo in contents if contents[repo] == before[0].get(repo) and contents[repo][1]}
                assert not known & {*curation.read, *doubtful}, "what did not change is not read"
                same = {repo for repo in contents if contents[repo][0] == before[0].get(repo, [None])[0]}
                assert not same & {*curation.read}, "what was read and is the same is not curated"
            before = (contents, options)
        assert [held(CorpusFolder(folder.root, number)) for number in range(len(versions))] == versions


def test_what_changes_while_it_is_read_is_told(tmp_path):
    folder = CorpusFolder(tmp_path / "corpus")
    refresh(folder, Curation({"a": ("one", 1)}, {}, "s"), 1)
    curation = Curation({"a": ("one", 2)}, {}, "s")
    curation.contents = {"a": ("two", 2)}
    with extended(folder) as draft:
        there = list(read_rows(draft.base, "sources"))
        found = [curation.reading(ref) for ref in refs(curation.contents)]
        plan = settle(recognise(refs(curation.contents), {}, there), found, there)
        assert [ref.repo for ref in plan.new] == ["a"]
        curation.contents = {"a": ("one", 2)}
        parts = curation.write(draft, plan.new, 1)
        with pytest.raises(CorpusError, match="a: changed while it was read"):
            put_readings(draft, there, plan, parts, new_sources(parts, draft.staging), {}, Output())
