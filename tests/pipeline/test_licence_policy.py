"""What the policy lets through, expression by expression."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import licences
from pipeline.config import Licences
from pipeline.errors import ConfigError
from pipeline.fates import Verdict
from pipeline.licence_policy import LicencePolicy, is_met, licence_policy, permissive, single_id

PERMISSIVE = licence_policy(Licences(policy="permissive"), frozenset())
NAMES = ("MIT", "ISC", "BSD-3-Clause", "GPL-2.0-only", "MPL-2.0", "LicenseRef-own", "AGPL-3.0-or-later")


def test_the_permissive_list_has_ids_as_spdx_spells_them_and_no_copyleft():
    assert len(permissive()) >= 100
    assert {name for name in permissive() if single_id(name) != name} == set()
    assert permissive() >= {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Unlicense", "CC0-1.0",
                            "BSL-1.0", "0BSD", "PSF-2.0", "Python-2.0"}
    copyleft = ("GPL", "LGPL", "AGPL", "MPL", "EPL", "CDDL", "EUPL", "OSL", "CC-BY", "SSPL", "BUSL", "Elastic", "CPL")
    assert not [name for name in permissive() if name.startswith(copyleft)]


@pytest.mark.parametrize(("expression", "allowed"), [
    ("MIT", True),
    ("GPL-3.0-only", False),
    ("MIT OR GPL-3.0-only", True),
    ("GPL-3.0-only OR MPL-2.0", False),
    ("MIT AND Apache-2.0", True),
    ("MIT AND GPL-3.0-only", False),
    ("(MIT OR GPL-2.0-only) AND ISC", True),
    ("(MIT OR GPL-2.0-only) AND LGPL-2.1-only", False),
    ("MIT OR GPL-2.0-only AND LGPL-2.1-only", True),
    ("Apache-2.0 WITH LLVM-exception", True),
    ("GPL-2.0-only WITH Classpath-exception-2.0", False),
    ("GPL-2.0-only WITH Classpath-exception-2.0 OR ISC", True),
    ("LicenseRef-House", False),
    ("LicenseRef-House OR Unlicense", True),
    ("CC-BY-4.0", False),
    ("no expression (", False),
    (" AND ".join(["MIT"] * 10_000), False),
    ("(" * 4000 + "MIT" + ")" * 4000, True),
])
def test_the_truth_table_of_expressions(expression, allowed):
    verdict = PERMISSIVE.verdict(expression)
    assert verdict == (None if allowed else Verdict("licence", detail=expression))


def test_allow_adds_and_deny_removes_in_any_spelling():
    policy = licence_policy(Licences(policy="permissive", allow=("mpl-2.0", "LicenseRef-House", "GPL-2.0"),
                                     deny=("MIT",)), frozenset())
    for licence in ("MPL-2.0", "LicenseRef-House", "GPL-2.0-only", "ISC AND MPL-2.0", "MIT OR ISC"):
        assert policy.verdict(licence) is None
    for licence in ("MIT", "MIT AND ISC", "GPL-2.0-or-later"):
        assert policy.verdict(licence) == Verdict("licence", detail=licence)


def test_deny_also_holds_where_all_is_kept_and_comes_before_allow():
    policy = licence_policy(Licences(allow=("GPL-3.0-only",), deny=("GPL-3.0-only",)), frozenset())
    assert policy.verdict("GPL-3.0-only") is not None
    assert policy.verdict("GPL-3.0-only OR MIT") is None
    assert policy.verdict("LicenseRef-anything") is None


def test_files_without_a_licence_are_an_option_of_their_own():
    assert PERMISSIVE.verdict(None) is None
    for policy in ("keep_all", "permissive"):
        dropping = licence_policy(Licences(policy=policy, unlicensed="drop"), frozenset())
        assert dropping.verdict(None) == Verdict("unlicensed", detail="no licence found")


def test_an_opted_out_licence_has_that_fate_under_any_policy():
    policy = licence_policy(Licences(policy="permissive"), frozenset({"GPL-3.0-only", "MIT"}))
    assert policy.verdict("MIT") == Verdict("opted_out", detail="licence MIT: on the opt-out list")
    assert policy.verdict("MIT OR GPL-3.0-only").rule == "opted_out"
    assert policy.verdict("MIT OR ISC") is None
    assert policy.verdict("MPL-2.0").rule == "licence"


def test_names_that_are_no_licence_are_told_all_at_once():
    with pytest.raises(ConfigError, match=r"licences\.allow: .*: MTI, MIT OR ISC"):
        licence_policy(Licences(allow=("MTI", "ISC", "MIT OR ISC")), frozenset())
    with pytest.raises(ConfigError, match=r"licences\.deny: .*: , GPL$"):
        licence_policy(Licences(deny=("", "GPL", "GPL-3.0+")), frozenset())


def test_a_policy_goes_to_workers():
    assert pickle.loads(pickle.dumps(PERMISSIVE)) == PERMISSIVE


def spelled(tree):
    if isinstance(tree, str):
        return tree
    operator, parts = tree
    return "(" + f" {operator} ".join(spelled(part) for part in parts) + ")"


def met(tree, accepted):
    if isinstance(tree, str):
        return tree.partition(" WITH ")[0] in accepted
    operator, parts = tree
    return (all if operator == "AND" else any)([met(part, accepted) for part in parts])


LEAVES = st.sampled_from([*NAMES, "GPL-2.0-only WITH Classpath-exception-2.0", "MIT WITH LLVM-exception"])
TREES = st.recursive(LEAVES, lambda inner: st.tuples(
    st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=4)), max_leaves=8)


@given(TREES, st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(NAMES)))
def test_any_expression_is_met_as_its_tree_says(tree, accepted, more):
    expression = licences.expression(spelled(tree))
    assert is_met(expression, accepted.__contains__) == met(tree, accepted)
    denied = frozenset(more - accepted)
    narrow, wide = (LicencePolicy(frozenset(names), denied) for names in (accepted, accepted | more))
    if narrow.verdict(expression) is None:
        assert wide.verdict(expression) is None
    assert (narrow.verdict(expression) is None) == met(tree, accepted)
