"""The held-out repositories of a corpus: files in the order of their documents, parsed, with what each depends on."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.config import Parsing
from pipeline.domains import CODE
from pipeline.imports.edge import Edge
from pipeline.languages.catalogue import languages
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.reading import read_rows
from pipeline.training_documents import Document, TrainingDocuments, files_of


@dataclass(frozen=True, slots=True)
class File:
    """A file of a held-out repository.

    Attributes:
        path: in the repository.
        language: of the catalogue.
        header: comment with the path, and a line end.
        text: the file.
        asked: whether questions may be made of it: all of its text counts in training, so no other repository has it.
        group: the document it is in.
        parsed: what the parser reads of it.
    """

    path: str
    language: str
    header: str
    text: str
    asked: bool
    group: str
    parsed: ParsedFile

    @property
    def block(self) -> str:
        """The file as it stands before others in a document."""
        text = self.header + self.text
        return text + "\n" if text.endswith("\n") else text + "\n\n"


@dataclass(slots=True)
class Repository:
    """A held-out repository.

    Attributes:
        name: its name.
        files: by path, in the order of the documents.
        edges: dependencies by the path that depends.
    """

    name: str
    files: dict[str, File] = field(default_factory=dict)
    edges: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))

    def needs(self) -> Mapping[str, set[str]]:
        """The files that each file depends on."""
        return {src: {edge.dst for edge in edges} for src, edges in self.edges.items()}


def documents_of(corpus: Path, wanted: Callable[[str], bool]) -> Iterator[Document]:
    """The training documents of some repositories, by name; no text of others is read twice.

    Raises:
        UserError: the corpus cannot be read.
    """
    table = TrainingDocuments(files_of(corpus))
    for group in range(len(table.rows)):
        for row, repo in enumerate(table.columns(group, ["repo"]).column("repo").to_pylist()):
            if wanted(repo):
                yield table.document(group, row)


def repositories(corpus: Path, wanted: Callable[[str], bool], most: int) -> list[Repository]:
    """The repositories of code that a function picks by name, sorted by name, parsed.

    Args:
        corpus: its folder.
        wanted: picks by name.
        most: bytes of a repository that are parsed: of the rest of its documents nothing is known.

    Raises:
        UserError: the corpus cannot be read.
    """
    found: dict[str, Repository] = {}
    sizes: dict[str, int] = defaultdict(int)
    parsing = Parsing()
    known = {name: language.with_names() for name, language in languages().items()}
    with Parser(parsing, known) as parser:
        for document in documents_of(corpus, wanted):
            if document.domain != CODE or sizes[document.repo] + len(document.text) > most:
                continue
            sizes[document.repo] += len(document.text)
            repository = found.setdefault(document.repo, Repository(document.repo))
            repository.files.update((file.path, file) for file in _files(document, parser))
    for row in read_rows(corpus, "edges", ["repo", "src", "dst", "kind", "line"]):
        held = found.get(row["repo"])
        if held is not None and row["src"] in held.files and row["dst"] in held.files:
            held.edges[row["src"]].append(Edge(row["src"], row["dst"], row["kind"], row["line"]))
    return [found[name] for name in sorted(found)]


def _files(document: Document, parser: Parser) -> Iterator[File]:
    raw = document.text.encode()
    for span in document.spans:
        text = raw[span.start : span.end]
        masked = any(start < span.end and span.start < end for start, end in document.masks)
        yield File(span.path, span.language, raw[span.header : span.start].decode(), text.decode(),
                   span.trained and not masked, document.document_id, parser.parse(span.language, span.path, text))
