import subprocess


def test_help():
    assert subprocess.run(["shop", "--help"]).returncode == 0
