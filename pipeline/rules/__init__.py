"""The rules of StarCoder, StarCoder2 and the DeepSeek-Coder paper. One entry per rule, asked in this order.

To add a rule: a function in one of the modules (or its own), an entry here, its name in pipeline.fates.RULES, its
threshold in pipeline.config.Rules, and a test.
"""

from collections.abc import Callable

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules import broken, content, origin, parsed, shape
from pipeline.rules.subject import Subject
from pipeline.rules.table import options_for
from pipeline.rules.text_facts import TextFacts, measure

TextRule = Callable[[Subject, Rules], Verdict | None]
ParsedRule = Callable[[Subject, ParsedFile, Rules], Verdict | None]

# Asked of the text alone, before it is parsed.
TEXT_RULES: dict[str, TextRule] = {
    "excluded_extension": origin.excluded_extension,
    "max_lines": shape.max_lines,
    "max_line_length": shape.max_line_length,
    "mean_line_length": shape.mean_line_length,
    "alphanumeric_share": shape.alphanumeric_share,
    "alphabetic_share": shape.alphabetic_share,
    "xml": content.xml,
    "data_size": content.data_size,
    "data_lines": content.data_lines,
    "generated": origin.generated,
    "encoded_data": origin.encoded_data,
}
# Asked of what the parser says.
PARSED_RULES: dict[str, ParsedRule] = {
    "html_visible_share": content.html_visible_share,
    "html_visible_chars": content.html_visible_chars,
    "parse_timeout": parsed.parse_timeout,
    "parse_crash": parsed.parse_crash,
    "conflict_markers": broken.conflict_markers,
    "truncated": broken.truncated,
    "unbalanced_brackets": broken.unbalanced_brackets,
    "syntax_errors": parsed.syntax_errors,
}


def judge_text(subject: Subject, options: Rules, waived: frozenset[str] = frozenset()) -> Verdict | None:
    """The verdict of the first rule on the text that fires, None when the text may be parsed."""
    own = options_for(subject.path, subject.language, options)
    for name, rule in TEXT_RULES.items():
        if name not in waived and (verdict := rule(subject, own)):
            return verdict
    return None


def judge_parsed(
    subject: Subject, found: ParsedFile, options: Rules, waived: frozenset[str] = frozenset()
) -> Verdict | None:
    """The verdict of the first rule on the parse that fires, None when the file is kept."""
    for name, rule in PARSED_RULES.items():
        if name not in waived and (verdict := rule(subject, found, options)):
            return verdict
    return None


__all__ = ["PARSED_RULES", "TEXT_RULES", "Subject", "TextFacts", "judge_parsed", "judge_text", "measure"]
