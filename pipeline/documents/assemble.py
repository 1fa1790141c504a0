"""Ordered files as the text of documents, one document in memory at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.documents.cut import cut
from pipeline.domains import CODE, DOCS
from pipeline.graph import Component

Utf8 = bytes  # a name of its own, because Document has a field `bytes`


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A kept file without its text.

    Attributes:
        path: path in the repository.
        language: one of the 89 names.
        licence: SPDX expression, or None.
        sha256: hex SHA-256 of its UTF-8 text.
        header: the comment line with its path (pipeline.languages.header), without a newline; None for none.
        text_bytes: length of its UTF-8 text.
        prose: whether it is text for people (Language.prose).
    """

    path: str
    language: str
    licence: str | None
    sha256: str
    header: str | None
    text_bytes: int
    prose: bool = False

    @property
    def size(self) -> int:
        """Bytes the file takes in a document, header included; what order and cut count with."""
        return sized(self.text_bytes, self.header)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a file stands in a document. Byte offsets; text[start:end] is the file's text exactly."""

    path: str
    language: str
    licence: str | None
    sha256: str
    header: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document; fields as in schemas.documents, the text as UTF-8 bytes."""

    document_id: str
    repo: str
    commit: str | None
    domain: str
    component: int
    part: int
    parts: int
    cut_edges: int
    order: str
    language: str
    bytes: int
    text: Utf8
    text_sha256: str
    spans: tuple[Span, ...]


def sized(text_bytes: int, header: str | None) -> int:
    """The most bytes a file can take in a document: header line, text, a newline it may lack, a blank line after it."""
    return (0 if header is None else len(header.encode()) + 1) + text_bytes + 2


def assemble(
    components: Sequence[Component],
    files: Mapping[str, DocumentFile],
    read: Callable[[str], bytes],
    *,
    repo: str,
    commit: str | None,
    order: str,
    max_bytes: int,
    domain: str | None = None,
) -> Iterator[Document]:
    """Yield the documents of a repository: component by component, part by part.

    Only the document that is being made is in memory; texts are read when their document's turn comes.

    Args:
        components: the ordered components of the repository.
        files: every file of the components, by path.
        read: gives a file's UTF-8 text by its path.
        repo: repository name.
        commit: commit id or release version, or None.
        order: order the components are in, `window` or `deepseek`.
        max_bytes: limit of a document's text; only a document of one file can be larger.
        domain: that of the documents; None where their files decide it.

    Raises:
        ValueError: a text is not as long as its file says.
    """
    sizes = {path: file.size for path, file in files.items()}
    for number, component in enumerate(components):
        # Of the whole component: a part with nothing but the README of some code is no documentation by itself.
        own = domain or (DOCS if all(files[path].prose for path in component.paths) else CODE)
        pieces = cut(component.paths, sizes, component.edges, max_bytes)
        for part, paths in enumerate(pieces.parts):
            text, spans = _text([files[path] for path in paths], read)
            yield Document(
                document_id=sha256(repo.encode() + b"\0" + text).hexdigest()[:32],
                repo=repo,
                commit=commit,
                domain=own,
                component=number,
                part=part,
                parts=len(pieces.parts),
                cut_edges=pieces.lost,
                order=order,
                language=_main_language(spans),
                bytes=len(text),
                text=text,
                text_sha256=sha256(text).hexdigest(),
                spans=spans,
            )
            del text, spans  # let go of this document before the next is made


def _text(files: Sequence[DocumentFile], read: Callable[[str], bytes]) -> tuple[bytes, tuple[Span, ...]]:
    """Header, text as it is, a newline if the text has none at its end, and a blank line between files."""
    text = bytearray()
    spans = []
    for file in files:
        if text:
            text += b"\n"
        header = len(text)
        if file.header is not None:
            text += file.header.encode() + b"\n"
        start = len(text)
        text += read(file.path)
        end = len(text)
        if end - start != file.text_bytes:
            raise ValueError(f"{file.path}: {end - start} bytes of text where {file.text_bytes} were announced")
        if not text.endswith(b"\n"):
            text += b"\n"
        spans.append(Span(file.path, file.language, file.licence, file.sha256, header, start, end))
    return bytes(text), tuple(spans)


def _main_language(spans: Sequence[Span]) -> str:
    """The language with most bytes of text, ties to the first name."""
    length: dict[str, int] = defaultdict(int)
    for span in spans:
        length[span.language] += span.end - span.start
    return min(length, key=lambda name: (-length[name], name))
