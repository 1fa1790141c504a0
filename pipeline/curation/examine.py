"""One file, looked at once: its language, the rules, its parse."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pipeline import licences
from pipeline.config import Limits, Rules
from pipeline.decontamination import FileFinder, Finder, Hit
from pipeline.fates import Verdict
from pipeline.languages.detect import detect, vendored
from pipeline.languages.language import Language
from pipeline.parsing.leash import Parser
from pipeline.parsing.parsed_file import READ, ParsedFile
from pipeline.parsing.script import NotebookError, Script, script_of
from pipeline.quality.features import Values, features
from pipeline.quality.score import Scorer
from pipeline.rules import Subject, judge_parsed, judge_text
from pipeline.rules.prose import judge_prose, prose_table
from pipeline.rules.text_facts import TextFacts, measure
from pipeline.sources.paths import detail
from pipeline.sources.raw_file import RawFile

MEASURED = READ | {"no_grammar"}  # outcomes of the parser after which a text is worth measuring
UNSTATED = "text"  # language of a text that no one names


@dataclass(frozen=True, slots=True)
class Tools:
    """What examining a file needs.

    Attributes:
        languages: the catalogue.
        parser: parses the files.
        rules: thresholds.
        max_file_bytes: size above which a file has no text here.
        waived: rules that are not to be asked.
        redacted_kinds: secrets and personal data that are replaced in kept files.
        finder: gives what finds benchmark items in the files of a repository; None to look for none. A hit with lines
            to be masked does not drop its file.
        find_hits: the same for the repository that is at work (pipeline.curation.repository).
        judge_licence: gives the verdict on a file for the licence that covers it, or for None when none was found; None
            to keep all. Asked last, when all files of the repository have been seen (pipeline.curation.repository).
        prose_limits: by domain of texts, limits that differ from those of pipeline/rules/prose.yaml.
        scorer: gives the quality score and the verdict on it; None to measure nothing.
    """

    languages: Mapping[str, Language]
    parser: Parser
    rules: Rules
    max_file_bytes: int
    waived: frozenset[str] = frozenset()
    redacted_kinds: frozenset[str] = frozenset()
    finder: Finder | None = None
    find_hits: FileFinder | None = None
    judge_licence: Callable[[str | None], Verdict | None] | None = None
    prose_limits: Mapping[str, Mapping[str, Limits | None]] = field(default_factory=dict)
    scorer: Scorer | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a file after its one pass; its text is not kept here.

    Attributes:
        file: the file as it was found, without its text.
        verdict: why it is dropped, or None.
        language: one of the 89 names, or None.
        lines: lines of text; None when there is no text.
        text_bytes: bytes of its UTF-8 text.
        text_sha256: hex SHA-256 of its text.
        parsed: what the parser read, or None when it was not asked.
        licence: SPDX expression the file itself declares, or None; in the end the one that covers the file. None
            for files that another rule dropped.
        hits: where it holds text of benchmark items.
        converted: what the text was made from, such as `notebook`; None when it is the file's own.
        script: text made of a notebook, which stands for its own from then on; size, lines and hash above are its own.
            Taken out when the text is set aside.
        redacted: places by kind where a secret or personal data was replaced; None when nothing was looked for.
        features: what pipeline.quality measured of it; None when it was not parsed.
        as_prose: why it would be dropped as prose, which counts for texts and for files of `docs` alone.
        score: its quality score; None when it was not measured, or for a language that the model does not know.
    """

    file: RawFile
    verdict: Verdict | None = None
    language: str | None = None
    lines: int | None = None
    text_bytes: int = 0
    text_sha256: str = ""
    parsed: ParsedFile | None = None
    licence: str | None = None
    hits: tuple[Hit, ...] = ()
    redacted: dict[str, int] | None = None
    features: Values | None = None
    as_prose: Verdict | None = None
    converted: str | None = None
    script: bytes | None = None
    score: float | None = None

    @property
    def path(self) -> str:
        """Path of the file in its repository."""
        return self.file.path


def examine(file: RawFile, tools: Tools) -> Examined:
    """Judge one file by every rule in the order of pipeline.fates; the first that fires decides."""
    bare = replace(file, text=None)
    if file.text is None:
        return Examined(bare, _problem(file, tools))
    facts = measure(file.text)
    language, verdict = _language(file.path, file.text, facts, tools)
    if verdict is not None or language is None:
        return Examined(bare, verdict, language, facts.lines, len(file.text), _text_hash(file))
    try:
        script = _script(language, file.text, tools)
    except NotebookError as error:
        verdict = Verdict("notebook", detail=detail(str(error)))
        return Examined(bare, verdict, language, facts.lines, len(file.text), _text_hash(file))
    if script is None:
        return _judged(bare, language, file.text, facts, _text_hash(file), tools)
    sha256 = hashlib.sha256(script.text).hexdigest()
    found = _judged(bare, script.language, script.text, measure(script.text), sha256, tools)
    return replace(found, converted="notebook", script=script.text if found.verdict is None else None)


def _script(language: str, text: bytes, tools: Tools) -> Script | None:
    """The script that stands for the text; None when the text stands for itself."""
    entry = tools.languages[language]
    if tools.rules.notebooks != "script" or entry.code is None or entry.code.form != ("notebook",):
        return None
    return script_of(text, entry, tools.languages)


def _judged(bare: RawFile, language: str, text: bytes, facts: TextFacts, sha256: str, tools: Tools) -> Examined:
    """The text through the rules, the parser and the search for benchmark items."""
    entry, parsed, measured, score = tools.languages[language], None, None, None
    waived = entry.waived_rules | tools.waived
    subject = Subject(bare.path, language, text, facts, entry.syntax, entry.comment.open)
    verdict = judge_text(subject, tools.rules, waived)
    if verdict is None:
        parsed = tools.parser.parse(language, bare.path, text)
        verdict = judge_parsed(subject, parsed, tools.rules, waived)
        if tools.scorer is not None and parsed.status in MEASURED:
            measured = features(text, parsed)
            score = tools.scorer.score(language, measured)
            if verdict is None and "low_quality" not in waived:
                verdict = tools.scorer.verdict(language, score)
        parsed = replace(parsed, nodes=b"")  # all that is kept of a repository's files has to fit into the memory
    hits: list[Hit] = []
    if verdict is None and tools.find_hits is not None:
        hits = tools.find_hits(bare.path, text, entry.comment.open)
        verdict = _contaminated(hits)
    as_prose = None
    if verdict is None and entry.prose and tools.rules.docs_as_prose:
        as_prose = judge_prose(text, None, {}, prose_table().waived_for_docs | tools.waived)
    declared = licences.declared(text) if verdict is None else None
    return Examined(
        bare, verdict, language, facts.lines, len(text), sha256, parsed, declared, tuple(hits), features=measured,
        score=score, as_prose=as_prose,
    )


def examine_text(file: RawFile, domain: str, tools: Tools) -> Examined:
    """Judge a text of the user: by the rules for prose of its domain, by none for code."""
    bare = replace(file, text=None)
    if file.text is None:
        return Examined(bare, _problem(file, tools))
    facts = measure(file.text)
    verdict = Verdict("empty", float(facts.chars), detail="no visible character") if facts.blank else None
    hits: list[Hit] = []
    if verdict is None and tools.find_hits is not None:
        hits = tools.find_hits(file.path, file.text, "")
        verdict = _contaminated(hits)
    as_prose = None if verdict is not None else judge_prose(
        file.text, file.language, tools.prose_limits.get(domain, {}), tools.waived)
    return Examined(
        bare, verdict, file.language or UNSTATED, facts.lines, len(file.text), _text_hash(file), licence=file.licence,
        hits=tuple(hits), as_prose=as_prose,
    )


def _contaminated(hits: list[Hit]) -> Verdict | None:
    """The value is the number of places; the detail names the first."""
    if not hits or hits[0].masked_start is not None:
        return None
    first = hits[0]
    place = f"{first.method} at {first.start}-{first.end}"
    named = detail(f"{first.entry.benchmark} {first.entry.item}, {first.entry.field}: {place}")
    return Verdict("contaminated", float(len(hits)), 0.0, named)


def _problem(file: RawFile, tools: Tools) -> Verdict:
    if file.problem == "too_large":
        return Verdict("too_large", float(file.size), float(tools.max_file_bytes), file.detail)
    return Verdict(file.problem or "damaged", detail=file.detail)


def _language(path: str, text: bytes, facts: TextFacts, tools: Tools) -> tuple[str | None, Verdict | None]:
    """The language, and a verdict where the path, an empty text or the language itself decides."""
    if tools.rules.drop_vendored and "vendored" not in tools.waived and vendored(path):
        return None, Verdict("vendored", detail=path)
    if facts.blank and "empty" not in tools.waived:
        return None, Verdict("empty", float(facts.chars), detail="no visible character")
    found = detect(path, text)
    if found.language is None:
        return None, Verdict("language", detail=found.linguist or "unknown")
    return found.language, None


def _text_hash(file: RawFile) -> str:
    if file.encoding == "utf-8" and file.sha256 is not None:
        return file.sha256
    return hashlib.sha256(file.text or b"").hexdigest()
