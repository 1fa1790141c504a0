import importlib.metadata

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


WORDS = ["MIT", "isc", "GPL-2.0", "GPL-2.0+", "AND", "or", "WITH", "(", ")", "LicenseRef-x", "Classpath-exception-2.0"]


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_what_is_found_is_its_own_normal_form(words):
    found = licences.expression(" ".join(words))
    assert found is None or licences.expression(found) == found


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


@given(st.sampled_from(sorted(licences.MANIFESTS)), st.binary(max_size=200))
def test_any_bytes_may_stand_in_a_manifest(name, text):
    assert licences.manifest_licence(name, text) is None or text


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
    ],
)
def test_folders_covered(path, folder):
    assert licences.folder_covered(path) == folder


@pytest.mark.parametrize(
    ("stated", "by_folder"),
    [
        ({}, {}),
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
