"""StarCoder's rules as the DeepSeek-Coder paper states them (section 2.1). One entry per rule, asked in this order.

To add a rule: a function in one of the modules (or its own), an entry here, its name in pipeline.fates.RULES, its
threshold in pipeline.config.Rules, and a test.
"""

from collections.abc import Callable

from pipeline.config import Rules
from pipeline.fates import Verdict
from pipeline.parsing.parsed_file import ParsedFile
from pipeline.rules import content, parsed, shape
from pipeline.rules.text_facts import TextFacts, measure

TextRule = Callable[[TextFacts, bytes, str, Rules], Verdict | None]
ParsedRule = Callable[[TextFacts, str, ParsedFile, Rules], Verdict | None]

# Asked of the text alone, before it is parsed.
TEXT_RULES: dict[str, TextRule] = {
    "max_line_length": shape.max_line_length,
    "mean_line_length": shape.mean_line_length,
    "alphabetic_share": shape.alphabetic_share,
    "xml": content.xml,
    "data_size": content.data_size,
}
# Asked of what the parser says.
PARSED_RULES: dict[str, ParsedRule] = {
    "html_visible_share": content.html_visible_share,
    "html_visible_chars": content.html_visible_chars,
    "parse_timeout": parsed.parse_timeout,
    "parse_crash": parsed.parse_crash,
    "syntax_errors": parsed.syntax_errors,
}


def judge_text(
    facts: TextFacts, text: bytes, language: str, options: Rules, waived: frozenset[str] = frozenset()
) -> Verdict | None:
    """The verdict of the first rule on the text that fires, None when the text may be parsed."""
    for name, rule in TEXT_RULES.items():
        if name not in waived and (verdict := rule(facts, text, language, options)):
            return verdict
    return None


def judge_parsed(
    facts: TextFacts, language: str, found: ParsedFile, options: Rules, waived: frozenset[str] = frozenset()
) -> Verdict | None:
    """The verdict of the first rule on the parse that fires, None when the file is kept."""
    for name, rule in PARSED_RULES.items():
        if name not in waived and (verdict := rule(facts, language, found, options)):
            return verdict
    return None


__all__ = ["PARSED_RULES", "TEXT_RULES", "TextFacts", "judge_parsed", "judge_text", "measure"]
