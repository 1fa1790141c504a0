import pytest

from pipeline.errors import ConfigError
from pipeline.option_files import checked, read_values
from pipeline.tokenizing.make import TokenizerRun
from pipeline.training.evaluation import Evaluation
from pipeline.training.options import load_training

RUN = """
folder: run
data: {corpus: corpus, tokenizer: tokenizer}
schedule: {steps: 10, peak: 0.001}
batches: {rows: 8}
"""


def load(tmp_path, text):
    path = tmp_path / "run.yaml"
    path.write_text(text)
    return load_training(path)


def test_a_short_run_file_has_defaults_of_the_paper(tmp_path):
    run = load(tmp_path, RUN)
    assert (run.model.hidden, run.optimizer.betas, run.schedule.kind) == (2048, (0.9, 0.95), "multi_step")


def test_the_run_files_of_conf_load():
    stages = {name: load_training(f"conf/training/{name}.yaml")
              for name in ("stage1", "stage2", "stage3", "small", "tiny")}
    assert stages["stage2"].model.rope_factor == stages["stage3"].model.rope_factor == 4
    assert stages["stage2"].start.init_from == stages["stage1"].folder
    last = stages["stage1"].schedule
    assert stages["stage2"].schedule.peak == pytest.approx(last.peak * last.fall**2)
    for name, model in (("evaluate", Evaluation), ("tokenizer", TokenizerRun), ("tiny-tokenizer", TokenizerRun)):
        path = f"conf/training/{name}.yaml"
        checked(model, read_values(path, model), path)


def test_stages_share_a_model_and_change_a_part(tmp_path):
    (tmp_path / "model.yaml").write_text("{hidden: 64, feed_forward: 128, layers: 2, heads: 4, kv_heads: 2}")
    run = load(tmp_path, RUN + "model: {from: model.yaml, rope_base: 100000, rope_factor: 4}")
    assert (run.model.hidden, run.model.rope_base, run.model.rope_factor) == (64, 100_000, 4)


@pytest.mark.parametrize(("text", "problem"), [
    (RUN + "shedule: 1", "shedule: no such option; did you mean schedule?"),
    (RUN + "parallel: {shards: 2}", "parallel.shards: no such option"),
    (RUN + "model: {hidden: 100, heads: 3}", "model: hidden 100 is not a multiple of 2 x heads (6)"),
    (RUN + "model: {hidden: 96, heads: 6, kv_heads: 4}", "model: heads 6 is not a multiple of kv_heads 4"),
    (RUN + "model: {from: nowhere.yaml}", "nowhere.yaml: cannot be read"),
    (RUN + "instructions: {files: [a], tokenizer: t}", "give either data or instructions"),
    (RUN.replace("data", "# data"), "give either data or instructions"),
    (RUN.replace("steps: 10", "steps: many"), "schedule.steps: Input should be a valid integer"),
])
def test_problems_are_told_with_their_place(tmp_path, text, problem):
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text)
    assert problem in str(raised.value)
