import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.decontamination import ContaminationIndex, build_index, common_hashes, find_hits
from pipeline.errors import InputError
from tests.pipeline.decontamination.items import INDEX, PROMPT, QUESTION, RENAMED, SHORT, SOLUTION, items

TEXTS = [PROMPT + SOLUTION, RENAMED, SHORT, QUESTION]


def test_an_index_read_back_finds_the_same(tmp_path: Path):
    INDEX.write(tmp_path / "index.parquet")
    again = ContaminationIndex.read(tmp_path / "index.parquet")
    assert len(again) == len(INDEX)
    for text in TEXTS:
        assert find_hits(text.encode(), again, "#") == find_hits(text.encode(), INDEX, "#") != []


def test_the_index_does_not_depend_on_the_order_of_items(tmp_path: Path):
    shuffled = items()
    random.Random(1).shuffle(shuffled)
    assert build_index(shuffled).table.equals(INDEX.table)


def test_an_index_of_nothing_finds_nothing(tmp_path: Path):
    build_index([]).write(tmp_path / "empty.parquet")
    assert find_hits(PROMPT.encode(), ContaminationIndex.read(tmp_path / "empty.parquet")) == []


@pytest.mark.parametrize("content", [None, b"", b"no Parquet", "other"])
def test_what_is_no_index_is_told(tmp_path: Path, content: bytes | str | None):
    path = tmp_path / "index.parquet"
    if content == "other":
        pq.write_table(INDEX.table.select(["hash"]).rename_columns(["other"]), path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    problem = "no contamination index.*column method is missing" if content == "other" else "no contamination index"
    with pytest.raises(InputError, match=rf"index\.parquet: {problem}"):
        ContaminationIndex.read(path)


def test_what_two_clean_repositories_say_is_no_leak():
    code = RENAMED.encode()
    once = build_index(items(), common_hashes(INDEX, [("a", code, "#"), ("a", code, "#")]))
    twice = build_index(items(), common_hashes(INDEX, [("a", code, "#"), ("b", code, "#")]))
    assert find_hits(code, once, "#") != []
    assert find_hits(code, twice, "#") == []
    assert find_hits(QUESTION.encode(), twice) == find_hits(QUESTION.encode(), INDEX)


def test_what_is_common_inside_a_text_does_not_hide_the_text():
    words = QUESTION.split()
    common = common_hashes(INDEX, [(repo, " ".join(words[5:15]).encode(), "") for repo in ("a", "b")])
    index = build_index(items(), common)
    assert len(index) == len(INDEX) - 1
    assert find_hits(" ".join(words[5:15]).encode(), index, words_in_a_row=10) == []
    assert find_hits(" ".join(words[:13]).encode(), index) != []
    assert find_hits(" ".join(words[:12]).encode(), index) == []
