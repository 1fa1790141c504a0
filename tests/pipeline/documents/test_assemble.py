"""Texts of documents: spans lead back to the files, and nothing else is in between."""

from hashlib import sha256

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import DocumentFile, assemble, sized
from pipeline.graph import order_components
from schemas.documents import DOCUMENTS

TEXTS = st.one_of(
    st.sampled_from(["", "\n", "x", "x\n", "x\r\n", "\n\n\n", "a\nb", "\u00e9\n", "\U0001f600", "# f0\n"]),
    st.text(st.characters(codec="utf-8"), max_size=30),
)


def described(texts, languages=("python", "c", "go")):
    """DocumentFile values for texts by path, with languages in turn."""
    return {
        path: DocumentFile(
            path, languages[index % len(languages)], None, sha256(text).hexdigest(), f"# {path}", len(text)
        )
        for index, (path, text) in enumerate(sorted(texts.items()))
    }


def documents(texts, edges=(), max_bytes=1 << 20, repo="o/r"):
    """All documents of a repository given as texts by path."""
    files = described(texts)
    weights = dict.fromkeys(edges, 1.0)
    components = order_components({path: file.size for path, file in files.items()}, weights, "window", 57344)
    made = assemble(
        components, files, texts.__getitem__, repo=repo, commit="c0ffee", order="window", max_bytes=max_bytes
    )
    return list(made)


@st.composite
def repositories(draw):
    """Texts by path, and dependencies between them."""
    texts = [text.encode() for text in draw(st.lists(TEXTS, max_size=8))]
    names = [f"f{index}" for index in range(len(texts))]
    edges = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=12)) if names else []
    return dict(zip(names, texts, strict=True)), edges


@given(repositories(), st.integers(1, 120))
def test_spans_cover_the_text_and_lead_back_to_every_file(repository, max_bytes):
    texts, edges = repository
    seen = []
    for document in documents(texts, edges, max_bytes):
        expected = []
        for span in document.spans:
            assert document.text[span.start : span.end] == texts[span.path]
            assert sha256(texts[span.path]).hexdigest() == span.sha256
            assert document.text[span.header : span.start] == f"# {span.path}\n".encode()
            body = texts[span.path]
            expected.append(f"# {span.path}\n".encode() + body + (b"" if body.endswith(b"\n") or not body else b"\n"))
            seen.append(span.path)
        assert document.text == b"\n".join(expected)
    assert sorted(seen) == sorted(texts)


@given(repositories(), st.integers(1, 120))
def test_documents_hold_the_limit_unless_they_are_one_file(repository, max_bytes):
    texts, edges = repository
    for document in documents(texts, edges, max_bytes):
        assert document.bytes == len(document.text)
        assert document.bytes <= max_bytes or len(document.spans) == 1


@given(repositories(), st.integers(1, 120))
def test_parts_are_numbered_and_lost_dependencies_counted(repository, max_bytes):
    texts, edges = repository
    found = documents(texts, edges, max_bytes)
    place = {span.path: (document.component, document.part) for document in found for span in document.spans}
    lost = {component: 0 for component, _ in place.values()}
    for src, dst in set(edges):
        assert place[src][0] == place[dst][0]
        lost[place[src][0]] += place[src] != place[dst]
    assert {(document.component, document.cut_edges) for document in found} == set(lost.items())
    for document in found:
        others = [other.part for other in found if other.component == document.component]
        assert others == list(range(document.parts))


@given(TEXTS, st.text(st.characters(codec="utf-8"), max_size=9))
def test_size_is_never_less_than_what_a_file_takes(text, header):
    taken = f"{header}\n{text}" + ("" if text.endswith("\n") else "\n") + "\n"
    assert sized(len(text.encode()), header) >= len(taken.encode())


def test_text_and_identity_of_a_document():
    (document,) = documents({"b.py": b"import a", "a.py": b"x = 1\n"}, [("b.py", "a.py")])
    assert document.text == b"# a.py\nx = 1\n\n# b.py\nimport a\n"
    assert document.document_id == sha256(b"o/r\0" + document.text).hexdigest()[:32]
    assert document.text_sha256 == sha256(document.text).hexdigest()
    (other,) = documents({"b.py": b"import a", "a.py": b"x = 1\n"}, [("b.py", "a.py")], repo="o/s")
    assert other.document_id != document.document_id


def test_language_with_most_bytes_names_the_document_and_ties_go_to_the_first_name():
    edges = [("b", "a"), ("c", "a")]
    (document,) = documents({"a": b"xx", "b": b"xxx", "c": b"x"}, edges)
    assert document.language == "c"
    (tied,) = documents({"a": b"xx", "b": b"xx", "c": b"xx"}, edges)
    assert tied.language == "c"


def test_fields_are_the_columns_of_the_table():
    (document,) = documents({"a.py": b"\xc3\xa9"})
    row = {name: getattr(document, name, None) for name in DOCUMENTS.names}
    assert [name for name in row if not hasattr(document, name)] == ["blocks", "key"], "the rest is the document's own"
    row["key"] = "k"
    row["text"] = row["text"].decode()
    row["spans"] = [{name: getattr(span, name) for name in span.__slots__} for span in document.spans]
    assert pa.Table.from_pylist([row], schema=DOCUMENTS.arrow).to_pylist() == [row]


def test_texts_are_read_when_their_document_is_asked_for():
    texts = {"a": b"1", "b": b"2", "c": b"3"}
    files, read = described(texts), []

    def reader(path):
        read.append(path)
        return texts[path]

    components = order_components({path: file.size for path, file in files.items()}, {}, "window", 100)
    stream = assemble(components, files, reader, repo="r", commit=None, order="window", max_bytes=100)
    assert read == []
    next(stream)
    assert read == ["a"]


def test_a_text_of_another_length_than_announced_is_an_error():
    files = described({"a": b"1"})
    components = order_components({"a": files["a"].size}, {}, "window", 100)
    stream = assemble(components, files, lambda _: b"12", repo="r", commit=None, order="window", max_bytes=100)
    with pytest.raises(ValueError, match="a: 2 bytes"):
        next(stream)
