import importlib.metadata
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import licences

TAG = b"SPDX-License-" + b"Identifier: "  # in two, so that no tool takes this file to be tagged
MIT = b"""MIT License

Copyright (c) 2024 Someone

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
ISC = b"""ISC License

Copyright (c) 2024 Someone

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        (b"# " + TAG + b"MIT\n", "MIT"),
        (b"/* " + TAG + b"GPL-2.0 WITH Linux-syscall-note */", "GPL-2.0-only WITH Linux-syscall-note"),
        (b"<!-- " + TAG + b"mit -->", "MIT"),
        (b"(* " + TAG + b"LGPL-2.1+ *)", "LGPL-2.1-or-later"),
        (b"-- " + TAG + b"(Apache-2.0 OR MIT)\r\n", "Apache-2.0 OR MIT"),
        (b"// " + TAG + b"LicenseRef-Vendor-1.0", "LicenseRef-Vendor-1.0"),
        (b"{- " + TAG + b"BSD-3-Clause -}", "BSD-3-Clause"),
        (b"<%-- " + TAG + b"MIT --%>", "MIT"),
        (b"/*" + TAG + b"MIT*/ int x;", "MIT"),
        (b"rem " + TAG + b"MIT\r", "MIT"),
        (b"\xef\xbb\xbf'" + TAG.strip() + b"\tMIT\n", "MIT"),
        (b"% Licence: " + TAG + b"Apache-2.0.\n", "Apache-2.0"),
        (b"<x a='" + TAG + b"GPL-3.0-or-later WITH Bison-exception-2.2 OR (MIT AND ISC)'>",
         "GPL-3.0-or-later WITH Bison-exception-2.2 OR (MIT AND ISC)"),
        (b"// " + TAG + b"(AND MIT", None),  # fails an assertion of the library
        (b"// " + TAG + b"MIT AND nonsense", None),
        (b"// " + TAG + b"MIT WITH MIT", None),
        (b"// " + TAG + b"See LICENSE", None),
        (b"// " + TAG, None),
        (b"// " + TAG + b"(" * 190, None),
        (b"no tag at all", None),
        (b"", None),
        (b" " * 5000 + TAG + b"MIT", None),  # beyond the head
    ],
)
def test_tags(text, licence):
    assert licences.declared(text) == licence


def test_a_tag_is_read_to_its_end():
    """Cut off where the head or its line's allowance ends, it would name another licence."""
    spelled = b"GPL-2.0-or-later"
    for inside in range(1, len(TAG + spelled)):
        assert licences.declared(b" " * (licences.HEAD_BYTES - inside) + TAG + spelled) in (None, spelled.decode())
    for size in range(1, licences.EXPRESSION_CHARS):
        found = licences.declared(TAG + b"MIT" + b" " * size + b"AND " + spelled)
        assert found == ("MIT AND GPL-2.0-or-later" if size + 23 <= licences.EXPRESSION_CHARS else None)


WORDS = ["MIT", "isc", "GPL-2.0", "GPL-2.0+", "AND", "or", "WITH", "(", ")", "LicenseRef-x", "Classpath-exception-2.0"]


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_what_is_found_is_its_own_normal_form(words):
    found = licences.expression(" ".join(words))
    assert found is None or licences.expression(found) == found


def test_the_cache_does_not_hold_long_strings():
    licences._expression.cache_clear()
    for number in range(3):
        assert licences.manifest_licence("package.json", b'{"license": "%d%s"}' % (number, b"MIT " * 10_000)) is None
    assert licences._expression.cache_info().currsize == 0


def test_endless_expressions_are_refused():
    assert licences.expression("MIT OR " * 400 + "MIT") is None
    assert licences.expression("(" * 240 + "MIT" + ")" * 240) == "MIT"


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("LICENSE", True), ("a/LICENCE.md", True), ("COPYING.LESSER", True), ("UNLICENSE", True), ("license-mit", True),
        ("MIT-LICENSE.txt", True), ("x-1.0.dist-info/licenses/LICENSE.txt", True), ("LICENSE.Apache-2.0", True),
        ("license.py", False), ("licenses.json", False), ("LICENSE-3RD-PARTY.txt", False), ("LICENSE.external", False),
        ("relicense.txt", False), ("LICENSE/readme.txt", False), ("licensed.txt", False), ("COPYING.h", False),
    ],
)
def test_licence_files(path, is_one):
    assert licences.is_licence_file(path) is is_one


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        (MIT, "MIT"),
        (ISC, "ISC"),
        (MIT + b"\n" + ISC, "ISC AND MIT"),
        (ISC + b"\n" + MIT, "ISC AND MIT"),
        (TAG + b"MIT\n", "MIT"),  # the bare line is no licence text
        (TAG + b"MIT\n\n" + ISC, "ISC"),  # the text says more than a tag
        (b"All rights reserved.", None),
        (b"Everything here is quoted elsewhere.\n" * 40 + TAG + b"MIT", None),
        (b"", None),
        (b"\xff\xfe\x00" * 100, None),
        (MIT + b"word " * 200_000, None),
        (b"\n" * 60_000 + MIT, "MIT"),
        (b"\n" * licences.LICENCE_BYTES + MIT, None),  # beyond what is read
    ],
)
def test_licence_texts(text, licence):
    assert licences.classify(text) == licence


@pytest.mark.parametrize(
    ("path", "text", "licence"),
    [
        ("package.json", b'{"license": "MIT"}', "MIT"),
        ("a/package.json", b'{"license": "(MIT OR Apache-2.0)"}', "MIT OR Apache-2.0"),
        ("package.json", b'{"license": {"type": "BSD-3-Clause", "url": "x"}}', "BSD-3-Clause"),
        ("package.json", b'{"licenses": [{"type": "MIT"}]}', "MIT"),
        ("package.json", b'{"license": "UNLICENSED"}', None),
        ("package.json", b'{"license": "SEE LICENSE IN x"}', None),
        ("package.json", b"[1]", None),
        ("package.json", b'{"license": 3}', None),
        ("package.json", b'{"licenses": 3}', None),
        ("package.json", b'{"licenses": {"type": "MIT"}}', None),
        ("package.json", b"[" * 60_000, None),
        ("Cargo.toml", b'[package]\nlicense = "MIT/Apache-2.0"', "MIT OR Apache-2.0"),
        ("Cargo.toml", b'[workspace.package]\nlicense = "MPL-2.0"', "MPL-2.0"),
        ("Cargo.toml", b"[package]\nlicense.workspace = true", None),
        ("Cargo.toml", b".".join([b"a"] * 30_000) + b" = 1", None),
        ("composer.json", b'{"license": ["LGPL-2.1-only", "GPL-3.0-or-later"]}', "LGPL-2.1-only OR GPL-3.0-or-later"),
        ("pyproject.toml", b'[project]\nlicense = "Apache-2.0"', "Apache-2.0"),
        ("pyproject.toml", b'[project]\nlicense = {text = "MIT License"}', "MIT"),
        ("pyproject.toml", b'[project]\nlicense = {file = "LICENSE"}', None),
        ("pyproject.toml", b'[tool.poetry]\nlicense = "ISC"', "ISC"),
        ("pyproject.toml", b'[project]\nclassifiers = ["License :: OSI Approved :: MIT License"]', "MIT"),
        ("pyproject.toml", b"tool = 3", None),
        ("pyproject.toml", b'project.license = "MIT"\n' + b".".join([b"a"] * 201) + b" = 1", "MIT"),
        ("pyproject.toml", b'project.license = "MIT"\n' + b".".join([b"a"] * 202) + b" = 1", None),
        ("pyproject.toml", b"\xff", None),
        ("x.dist-info/METADATA", b"Name: x\nLicense: BSD\nLicense-Expression: MIT\n\nLicense: ISC", "MIT"),
        ("x.dist-info/METADATA", b"Name: x\r\nLicense: BSD 3-Clause License\r\n\r\n", "BSD-3-Clause"),
        ("x.dist-info/METADATA", b"License: BSD\nClassifier: License :: OSI Approved :: BSD License\n\n", None),
        ("METADATA", b"Classifier: License :: OSI Approved :: ISC License (ISCL)\n\n", "ISC"),
        ("METADATA", b"Classifier: License :: OSI Approved :: MIT License\n"
                     b"Classifier: License :: OSI Approved :: ISC License (ISCL)\n\n", None),
        ("METADATA", b"License-Expression: MIT\n\n" + b"readme " * 20_000, "MIT"),
        ("PKG-INFO", b"Name: x\n\nLicense: MIT", None),  # below the header
        ("README.md", b"License: MIT", None),
    ],
)
def test_manifests(path, text, licence):
    assert licences.manifest_licence(path, text) == licence


KEYS = ["license", "licenses", "type", "project", "package", "workspace", "tool", "poetry", "text", "classifiers"]


@given(st.sampled_from(sorted(licences.MANIFESTS)), st.binary(max_size=200))
def test_any_bytes_may_stand_in_a_manifest(name, text):
    assert licences.manifest_licence(name, text) is None


VALUES = st.recursive(
    st.none() | st.integers(-1, 3) | st.booleans() | st.sampled_from(["MIT", "ISC", "x", ""]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["package.json", "composer.json"]), st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3))
def test_any_value_may_stand_for_a_licence(name, package):
    found = licences.manifest_licence(name, json.dumps(package).encode())
    assert found is None or set(found.split(" OR ")) <= {"MIT", "ISC"}


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3), st.sampled_from(["pyproject.toml", "Cargo.toml"]))
def test_any_value_may_stand_in_a_table(tables, name):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(licences, "_toml", lambda text: tables)
        assert licences.manifest_licence(name, b"") in (None, "MIT", "ISC")


HOSTILE_TEXTS = {
    "words": b"word " * 13_000, "names": b"licence GPL MIT BSD apache " * 2_500, "one letter": b"a" * 65_536,
    "brackets": b"(" * 65_536, "lines": b"\n" * 65_536, "bytes": bytes(range(256)) * 256,
    "tags": (TAG + b"MIT\n") * 2_000, "one tag": TAG + b" " * 32_000 + b"x " * 16_000,
    "first words": MIT[33:120] * 700, "many licences": (MIT + ISC) * 30, "wide": "\u6f22\u00e9 ".encode() * 11_000,
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_hostile_texts_end(text):
    """Each takes about 0.1 s; time with the square of the length would not end within the limit."""
    assert licences.classify(text) in (None, "ISC AND MIT")


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [b"a = " + b"[" * 60_000, b"a = " + b"{a=" * 20_000, b"[[a]]\n[[a.b]]\n" * 4_000, b"a = " + b"1_" * 30_000,
     b"\n".join(b"a." * 199 + b"b%d = 1" % number for number in range(150)), b'a = "' + b"\\n" * 30_000 + b'"'],
)
def test_hostile_tables_end(text):
    assert licences.manifest_licence("pyproject.toml", text) is None


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("LICENSE", ""),
        ("a/b/LICENSE", "a/b"),
        ("a/LICENSES/MIT.txt", "a"),
        ("x-1.0.dist-info/METADATA", ""),
        ("x-1.0.dist-info/licenses/deep/LICENSE", ""),
        ("lib/vendored/y-2.0.dist-info/licenses/LICENSE", "lib/vendored/y"),
        ("x.egg-info/PKG-INFO", ""),
        ("src/x.egg-info/PKG-INFO", "src/x"),
        ("src/zope.x-1.0-py3.11.egg-info/PKG-INFO", "src/zope.x"),
    ],
)
def test_folders_covered(path, folder):
    assert licences.folder_covered(path) == folder


@pytest.mark.parametrize(
    ("stated", "by_folder"),
    [
        ({}, {}),
        ({"package.json": "MIT", "lib/pyproject.toml": "ISC"}, {"": "MIT", "lib": "ISC"}),
        ({"LICENSE": "MIT", "lib/LICENSE": "ISC"}, {"": "MIT", "lib": "ISC"}),
        # The manifest knows that the two are a choice, and which of many is the package's own.
        ({"LICENSE-MIT": "MIT", "LICENSE-APACHE": "Apache-2.0", "Cargo.toml": "MIT OR Apache-2.0"},
         {"": "MIT OR Apache-2.0"}),
        ({"LICENSE": "BSD-3-Clause AND MIT AND Zlib", "x.dist-info/METADATA": "BSD-3-Clause"}, {"": "BSD-3-Clause"}),
        ({"COPYING": "GPL-2.0-only", "package.json": "GPL-2.0-or-later"}, {"": "GPL-2.0-or-later"}),
        # A manifest that contradicts the licence text, as npm's default does, is not believed.
        ({"LICENSE": "GPL-3.0-only", "package.json": "ISC"}, {"": "GPL-3.0-only"}),
        ({"LICENSE-MIT": "MIT", "LICENSE-APACHE": "Apache-2.0"}, {"": "Apache-2.0 AND MIT"}),
        ({"LICENSE": "ISC AND MIT", "COPYING": "MIT OR ISC"}, {"": "ISC AND MIT AND (MIT OR ISC)"}),
        # Licences of bundled parts lie deeper than the package's own.
        ({"x.dist-info/licenses/a/LICENSE": "Zlib", "x.dist-info/licenses/LICENSE": "MIT"}, {"": "MIT"}),
        ({"x.dist-info/licenses/A/LICENSE": "Zlib", "x.dist-info/licenses/LICENSE": "MIT"}, {"": "MIT"}),
    ],
)
def test_the_licence_of_a_folder(stated, by_folder):
    assert licences.by_folder(stated) == by_folder
    assert licences.by_folder(dict(reversed(stated.items()))) == by_folder
    assert all(licences.expression(found) for found in by_folder.values())


def test_the_nearest_folder_decides():
    folders = {"": "MIT", "lib/x": "ISC"}
    assert licences.licence_of("main.c", folders) == "MIT"
    assert licences.licence_of("lib/a.c", folders) == "MIT"
    assert licences.licence_of("lib/x/deep/a.c", folders) == "ISC"
    assert licences.licence_of("lib/x.c", folders) == "MIT"
    assert licences.licence_of("a.c", {"lib": "MIT"}) is None
    assert licences.licence_of("/a/b.c", {"lib": "MIT"}) is None
    assert licences.licence_of("a/" * 2000 + "b.c", folders) == "MIT"


def test_installed_packages_state_the_licence_that_their_texts_are():
    """Of the packages here that have both, nearly all agree; those that do not must be few."""
    agree, differ = [], []
    for package in importlib.metadata.distributions():
        texts, manifest = {}, None
        for file in package.files or ():
            path = str(file)
            if licences.is_licence_file(path) and ".dist-info/" in path and file.locate().is_file():
                texts[path] = licences.classify(file.locate().read_bytes())
            elif path.endswith(".dist-info/METADATA") and path.count("/") == 1:
                manifest = licences.manifest_licence(path, file.locate().read_bytes())
        found = licences.by_folder({path: text for path, text in texts.items() if text}).get("")
        if found and manifest:
            own = licences.by_folder({"LICENSE": found, "METADATA": manifest})[""]
            (agree if own == manifest else differ).append(package.name)
    assert len(agree) >= 20
    assert len(differ) <= len(agree) / 20, differ
