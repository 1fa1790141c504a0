"""Rules on files that somebody or something broke: merge conflicts left in, brackets lost, the end cut off."""

import re

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules.brackets import unbalanced
from pipeline.rules.subject import Subject

_CONFLICT = tuple(re.compile(b"^%b(?: [^\\n]*)?\r?$" % (mark * 7), re.MULTILINE) for mark in (b"<", b"=", b">"))
_MARKERS = re.compile(rb"^(?:<{7}|\|{7}|>{7})[^\n]*$", re.MULTILINE)
_OF_CONFLICTS = re.compile(rb"conflict", re.IGNORECASE)
_CLOSED = (b")", b"]", b"}", b">", b";", b'"', b"'", b"`", b"*/", b".")
SENTENCE = 4  # words
_LETTER = rb"[\w$\x80-\xff]"
_WORD = re.compile(_LETTER + rb"+\Z")


def conflict_markers(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Drop a file with a conflict of a merge: lines of `<<<<<<<`, `=======` and `>>>>>>>`, in this order.

    One in a comment or string, or in a text without syntax, is left alone where the file speaks of conflicts: it
    explains or tries them.
    """
    if not options.drop_conflicts or (start := _conflict(subject.text)) is None:
        return None
    if found.error_share == 0 and _OF_CONFLICTS.search(_MARKERS.sub(b"", subject.text)):
        return None
    line = subject.text.count(b"\n", 0, start) + 1
    return Verdict("conflict_markers", detail=f"line {line}")


def _conflict(text: bytes) -> int | None:
    """Where the first mark of a conflict stands if all three follow one another."""
    if b"<<<<<<<" not in text:
        return None
    start, place = None, 0
    for mark in _CONFLICT:
        found = mark.search(text, place)
        if found is None:
            return None
        start, place = found.start() if start is None else start, found.end()
    return start


def unbalanced_brackets(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Drop a file with errors in which brackets do not match, where the language's catalogue entry says how to tell."""
    if not options.drop_unbalanced or found.status != "ok" or found.error_share == 0:
        return None
    by = subject.syntax.brackets
    if found.unbalanced if by == "tree" else by == "preprocessor" and unbalanced(subject.text):
        return Verdict("unbalanced_brackets", found.error_share, 0.0)
    return None


def truncated(subject: Subject, found: ParsedFile, options: Rules) -> Verdict | None:
    """Drop a file without a line end at its end that stops in an error, or in what looks unfinished.

    Where a grammar reads sound code without errors, any error will do: a parser that finds a string or a bracket open
    may recover long before the end.
    """
    if not options.drop_truncated or not subject.syntax.ends or subject.text.endswith((b"\n", b"\r")):
        return None
    if found.open_end or (found.error_share > 0 and subject.syntax.brackets == "tree"):
        return Verdict("truncated", found.error_share, detail="has a syntax error and no line end")
    return Verdict("truncated", detail="ends in the middle of a line") if _is_unfinished(subject) else None


def _is_unfinished(subject: Subject) -> bool:
    """Whether the last line stops in a blank, behind an operator, in a comment, or in a word that comes nowhere else.

    A comment of more than SENTENCE words that nothing closes is a sentence cut off; one with a `=` speaks to a tool. In
    a directive (`#endif`) the word must be the beginning of another one of the text.
    """
    start = subject.text.rfind(b"\n") + 1
    line = subject.text[start:].strip()
    if line.endswith(_CLOSED):
        return False
    word = _WORD.search(line)
    if word is None:
        return True
    is_remark = line.startswith((b"*", subject.comment.encode()))
    if is_remark and (b"=" in line or len(line.split()) > SENTENCE):
        return b"=" not in line
    before = subject.text[:start] + line[: word.start()]
    same = rb"(?<!%b)%b" % (_LETTER, re.escape(word[0]))
    if word[0].isdigit() or re.search(same + rb"(?!%b)" % _LETTER, before):
        return False
    return is_remark or not line.startswith(b"#") or re.search(same + _LETTER, before) is not None
