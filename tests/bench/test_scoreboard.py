import io
import tarfile
import zipfile

import pytest

from bench.scoreboard.compare import Comparison, Orders, orders_of
from bench.scoreboard.ours import Reading, read
from bench.scoreboard.packages import Package, listed
from bench.scoreboard.score import rates, table
from bench.scoreboard.truth import python
from bench.scoreboard.unpack import unpack

PACKAGE = Package("pypi", "made-up", "1")


def compared(half, real, ours, orders=Orders()):  # noqa: B008
    return Comparison("python", half, PACKAGE, 3, frozenset(real), frozenset(ours), orders)


class TestList:
    def test_every_language_has_enough_packages_in_both_halves(self):
        for language, halves in listed().items():
            assert min(map(len, halves.values())) >= 3, language

    @pytest.mark.parametrize(
        "line",
        [
            "c: {tune: [], }",
            "c: {tune: [{kind: debian, name: zlib}], report: [{kind: debian, name: zlib}]}",
            "c: {tune: [{kind: npm, name: zlib}], report: []}",
            "c: {tune: [{kind: ftp, name: zlib, version: '1'}], report: []}",
        ],
        ids=["one half", "in both halves", "no version", "no registry"],
    )
    def test_a_wrong_list_is_refused(self, tmp_path, line):
        (tmp_path / "list.yaml").write_text(line)
        with pytest.raises(ValueError, match=r"halves|half|kind"):
            listed(tmp_path / "list.yaml")


class TestUnpack:
    def test_the_single_folder_of_a_tar_is_left_out_and_no_member_leads_outside(self, tmp_path):
        with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as made:
            for name in ("top/a.py", "top/b/c.py", "../evil.py"):
                member = tarfile.TarInfo(name)
                member.size = 2
                made.addfile(member, io.BytesIO(b"1\n"))
            link = tarfile.TarInfo("top/link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            made.addfile(link)
        unpack(tmp_path / "a.tar.gz", tmp_path / "out" / "a")
        assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if not p.is_dir()) == [
            "a.tar.gz", "out/a/a.py", "out/a/b/c.py",
        ]

    def test_a_zip_keeps_several_folders(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.whl", "w") as made:
            made.writestr("a/x.py", "1")
            made.writestr("b/y.py", "1")
        unpack(tmp_path / "a.whl", tmp_path / "out")
        assert {p.name for p in (tmp_path / "out").iterdir()} == {"a", "b"}


class TestFigures:
    def test_rates_are_over_all_pairs_of_the_packages(self):
        two, one = {("a", "b"), ("a", "c")}, {("x", "y")}
        found = [compared("report", two, {("a", "b"), ("a", "d")}), compared("report", one, ())]
        assert rates(found) == pytest.approx((1 / 2, 1 / 3, 2 / 5))

    def test_the_table_shows_the_report_half_with_the_tune_half_beside_it_and_the_mean(self):
        pairs = {("a", "b")}
        found = [compared("tune", pairs, ()), compared("report", pairs, pairs, Orders(2, 1, 10, 6, 3))]
        line, mean = table(found)[2:]
        assert [cell.strip() for cell in line.strip("|").split("|")] == [
            "python", "1", "3", "1", "1.000", "1.000", "**1.000**", "0.000", "50.0%", "60.0%", "30.0%", "2.00",
        ]
        assert mean.startswith("| mean of 1, ")
        assert mean.endswith("| **1.000** | | 50.0% | 60.0% | 30.0% | 2.00 |")

    def test_what_could_not_be_had_is_not_in_the_table(self):
        assert len(table([Comparison("python", "report", PACKAGE, problem="gone")])) == 2

    def test_dependencies_of_a_cycle_do_not_count_as_across(self):
        kinds = dict.fromkeys([("a", "b"), ("b", "a"), ("c", "a"), ("d", "c")], "import")
        reading = Reading({}, kinds, ["a", "b", "d", "c"], 10, {"window": 4, "deepseek": 4})
        assert orders_of(reading) == Orders(across=2, placed=1)


class TestPython:
    def test_both_sides_find_the_same_in_a_small_package(self, tmp_path):
        texts = {
            "pyproject.toml": "", "src/p/__init__.py": "from .a import run\nlimit = 1\n", "src/p/a.py": "import os\n",
            "src/p/limit.py": "", "src/p/n/other.py": "",
            "src/p/n/deep.py": "from .. import a, limit\nimport p.n.other\n",
            "tests/test_a.py": "from p import a as b, limit\nfrom p.n import deep\nimport missing\n# import p.limit\n",
        }
        for path, text in texts.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        expected = {
            ("src/p/__init__.py", "src/p/a.py"), ("src/p/n/deep.py", "src/p/a.py"),
            ("src/p/n/deep.py", "src/p/__init__.py"), ("src/p/n/deep.py", "src/p/n/other.py"),
            ("tests/test_a.py", "src/p/a.py"), ("tests/test_a.py", "src/p/__init__.py"),
            ("tests/test_a.py", "src/p/n/deep.py"),
        }
        assert python.edges(tmp_path) == expected
        assert set(read(tmp_path, "p").kinds) == expected

    def test_what_does_not_parse_is_named(self, tmp_path):
        (tmp_path / "old.py").write_text("print 'x'\n")
        (tmp_path / "new.py").write_text("print('x')\n")
        assert python.unread(tmp_path) & {"old.py", "new.py"} == {"old.py"}
