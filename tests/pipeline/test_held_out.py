from pathlib import Path

from pipeline.folder import CorpusFolder
from pipeline.held_out import held_out
from pipeline.writing import extended
from tests.pipeline.corpora import write

NAMES = [f"owner/name-{number}" for number in range(2000)]
ROW = {"kind": "near", "similarity": 0.8, "containment": 0.9, "bands": []}


def test_a_share_of_the_names_the_same_for_all_and_less_is_a_part_of_more():
    some, more = (held_out(Path("nowhere"), share) for share in (0.1, 0.25))
    chosen = [name for name in NAMES if some(name)]
    assert 150 < len(chosen) < 250 and all(map(more, chosen))
    assert not any(map(held_out(Path("nowhere"), 0), NAMES)) and all(map(held_out(Path("nowhere"), 1), NAMES))


def test_what_is_of_one_cluster_goes_together(tmp_path):
    with extended(CorpusFolder(tmp_path)) as draft:
        write(draft, "curate", [])
        write(draft, "dedup", [("duplicates", {**ROW, "cluster": NAMES[0], "repo": name, "survivor": name})
                               for name in NAMES[:9]])
        draft.publish("build")
    for share in (0.1, 0.3, 0.5, 0.7):
        assert len({held_out(tmp_path, share)(name) for name in NAMES[:9]}) == 1
    assert len({held_out(tmp_path, 0.5)(name) for name in NAMES[9:40]}) == 2
