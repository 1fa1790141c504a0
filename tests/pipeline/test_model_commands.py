"""`repomill generate`, `chat` and `export-model`: what they ask of a model, and what they say without one."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from pipeline import model_commands
from pipeline.cli import app

NO_TORCH = "import sys; sys.modules['torch'] = None; sys.argv[0] = 'repomill'; "


class Recorder:
    """Stands for a pipeline.training.generate.Writer; says what it was asked."""

    def room(self, sampling):
        return 1000

    def count(self, text):
        return len(text)

    def complete(self, text, sampling):
        return f"complete {text!r} {sampling.tokens}"

    def infill(self, prefix, suffix, sampling):
        return f"infill {prefix!r} {suffix!r}"

    def answer(self, messages, sampling):
        return " ".join(f"{message.role}:{message.content}" for message in messages)


@pytest.fixture
def run(monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.setattr("pipeline.training.generate.Writer.open", lambda folder: Recorder())

    def invoke(*arguments, status=0, stdin=None):
        found = CliRunner().invoke(app, list(arguments), input=stdin)
        assert found.exit_code == status, found.output
        return found.stdout if status == 0 else found.stderr

    return invoke


@pytest.fixture
def repo(tmp_path):
    (tmp_path / "lib.py").write_text("ONE = 1\n")
    (tmp_path / "main.py").write_text("from lib import ONE\n\nprint(<FILL>)\n")
    return tmp_path


def test_a_text_is_completed(run):
    assert run("generate", "m", "def f(", "--tokens", "5") == "complete 'def f(' 5\n"
    assert run("generate", "m", "-", stdin="x = <FILL>") == "complete 'x = <FILL>' 128\n"


def test_a_hole_is_filled(run):
    assert run("generate", "m", "a<FILL>b<FILL>c", "--infill") == "infill 'a' 'b<FILL>c'\n"
    assert run("generate", "m", "a??b", "--infill", "--hole", "??") == "infill 'a' 'b'\n"
    assert "no hole in the text" in run("generate", "m", "ab", "--infill", status=2)


def test_a_file_of_a_repository_comes_after_what_it_depends_on(run, repo):
    head = "# lib.py\nONE = 1\n\n# main.py\nfrom lib import ONE\n\nprint("
    where = ("--repo", str(repo), "--file", "main.py")
    assert run("generate", "m", *where) == f"complete {head!r} 128\n"
    assert run("generate", "m", *where, "--infill") == f"infill {head!r} ')\\n'\n"


@pytest.mark.parametrize("arguments", [(), ("x", "--repo", "."), ("--repo", "."), ("x", "--file", "a.py")])
def test_wrong_mixtures_are_told(run, arguments):
    assert "give either a prompt, or both --repo and --file" in run("generate", "m", *arguments, status=2)


def test_a_chat_keeps_what_was_said(run):
    found = run("chat", "m", "--system", "short", stdin="one\ntwo\n\nnever\n")
    first = "system:short user:one"
    assert found.splitlines() == [first, f"{first} assistant:{first} user:two"]


def test_without_torch_the_command_works_and_says_what_is_missing(monkeypatch):
    call = "from pipeline.cli import main; main()"
    fine = subprocess.run([sys.executable, "-c", f"{NO_TORCH}{call}", "generate", "--help"], capture_output=True)
    assert fine.returncode == 0 and b"--infill" in fine.stdout
    monkeypatch.setattr(model_commands, "find_spec", lambda name: None)
    for arguments in (("generate", "m", "x"), ("chat", "m"), ("export-model", "m", "out")):
        found = CliRunner().invoke(app, list(arguments))
        assert found.exit_code == 2 and "pip install 'repomill[train]'" in found.stderr
