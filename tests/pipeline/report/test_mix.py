"""What domains hold beside the published mix, on plain rows."""

import pytest

from pipeline.report.mix import SHARES, mix


def group(domain, language, size, rule=None):
    return {"domain": domain, "language": language, "rule": rule, "files": 1, "bytes": size}


def test_domains_and_the_parts_they_belong_to():
    found = mix([group("code", "python", 800), group("code", "c", 70), group("code", None, 9, "binary"),
                 group("docs", "markdown", 50), group("stackexchange", "en", 25), group("stackexchange", "zh", 5),
                 group("news", "zh-CN", 10), group("chinese", "text", 4), group("docs", "markdown", 7, "text_words")])
    assert [(row["domain"], row["part"], row["files"], row["trained_bytes"]) for row in found["domains"]] == [
        ("code", "code", 3, 870), ("docs", "code-related text", 2, 50), ("stackexchange", "code-related text", 2, 30),
        ("news", "Chinese text", 1, 10), ("chinese", "Chinese text", 1, 4)]
    assert [(row["part"], row["bytes"]) for row in found["parts"]] == [
        ("code", 870), ("code-related text", 80), ("Chinese text", 14)]
    reads = {row["part"]: row["reads"] for row in found["parts"]}
    assert reads == pytest.approx({"code": 1.0, "code-related text": 100 / 80, "Chinese text": 30 / 14})
    assert sum(SHARES.values()) == pytest.approx(1.0)


def test_a_part_without_text_cannot_be_read():
    found = mix([group("code", "python", 87)])
    assert [row["reads"] for row in found["parts"]] == [1.0, None, None]
    assert mix([])["domains"] == []
