import pytest

from pipeline.config import Run, build_run, load_run
from pipeline.errors import ConfigError
from pipeline.kinds import KINDS


def test_defaults_are_the_published_thresholds():
    run = Run()
    assert (run.rules.max_line_length, run.rules.mean_line_length, run.rules.alphabetic_share) == (1000, 100, 0.25)
    assert (run.rules.data_min_chars, run.rules.data_max_chars) == (50, 5000)
    assert (run.dedup.threshold, run.dedup.ngram, run.dedup.permutations) == (0.7, 5, 256)
    assert run.order.window_bytes == 57344


def test_all_problems_are_told_at_once_with_the_nearest_key(tmp_path):
    path = tmp_path / "run.yaml"
    path.write_text("rules: {mean_line_lenght: 3}\nfoo: 1\ndedup: {threshold: 3}\norder: {mode: random}\n")
    with pytest.raises(ConfigError) as caught:
        load_run(path)
    message = str(caught.value)
    assert "rules.mean_line_lenght: no such option; did you mean mean_line_length?" in message
    assert "foo: no such option; valid here: input, rules" in message
    assert "dedup.threshold" in message and "found 3" in message
    assert "order.mode" in message and "'window' or 'deepseek'" in message
    assert all(line.startswith(str(path)) for line in message.splitlines())


def test_kinds_of_dependencies_are_those_of_the_list():
    assert set(Run().graph.kinds) == set(KINDS)
    assert "docs" not in Run().graph.weights
    chosen = build_run({"graph": {"kinds": {"import": 2, "test": 0}}}, "run.yaml").graph
    assert chosen.weights == {"import": 2.0}
    with pytest.raises(ConfigError) as caught:
        build_run({"graph": {"kinds": {"typ-only": 1, "tests": 1, "call": 1}}}, "run.yaml")
    message = str(caught.value)
    assert message.startswith("run.yaml: graph.kinds: no such kind as typ-only; did you mean type-only?, ")
    assert "tests; did you mean test?" in message
    assert "call; valid here: import, global-import" in message
    for weight in (-1, float("inf"), "much"):
        with pytest.raises(ConfigError, match=r"graph\.kinds\.import: "):
            build_run({"graph": {"kinds": {"import": weight}}}, "")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "rules: [", "\x00"])
def test_what_is_no_run_file_says_so(tmp_path, text):
    path = tmp_path / "run.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"run\.yaml"):
        load_run(path)


def test_a_missing_run_file_says_so(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        load_run(tmp_path / "nowhere.yaml")


def test_content_hash_sees_content_options_only():
    base = Run()
    elsewhere = build_run({"output": {"path": "x"}, "spark": {"master": "local[1]"}}, "")
    assert elsewhere.content_hash() == base.content_hash()
    assert build_run({"rules": {"max_line_length": 999}}, "").content_hash() != base.content_hash()
    assert build_run({"privacy": {"redact": False}}, "").content_hash() != base.content_hash()
    assert build_run({"graph": {"kinds": {"import": 1}}}, "").content_hash() != base.content_hash()
    assert build_run({"input": {"max_file_bytes": 999}}, "").content_hash() != base.content_hash()


def test_curation_depends_on_whether_files_are_signed_and_not_on_how_they_are_compared():
    base, signed, other, kept = (build_run({"dedup": options}, "") for options in (
        {}, {"file_threshold": 0.8}, {"file_threshold": 0.9, "file_min_bytes": 7},
        {"file_threshold": 0.8, "files": "keep"}))
    assert signed.curation_hash() == other.curation_hash() != base.curation_hash() == kept.curation_hash()
    assert len({run.content_hash() for run in (base, signed, other, kept)}) == 4


def test_the_profiles_of_conf_load():
    from pathlib import Path

    for path in sorted(Path("conf").glob("*.yaml")):
        if path.name != "tokenizer.yaml":  # of jobs/train_tokenizer.py
            load_run(path)


def test_kinds_of_secrets_are_those_of_the_table():
    assert "email" in Run().privacy.redacted_kinds
    assert build_run({"privacy": {"kinds": ["email"]}}, "").privacy.redacted_kinds == {"email"}
    assert build_run({"privacy": {"redact": False}}, "").privacy.redacted_kinds == frozenset()
    with pytest.raises(ConfigError, match="did you mean github"):
        build_run({"privacy": {"kinds": ["githob"]}}, "")
