"""What a rule is asked about."""

from dataclasses import dataclass, field

from pipeline.languages.language import SyntaxLimits
from pipeline.rules.text_facts import TextFacts


@dataclass(frozen=True, slots=True)
class Subject:
    """A file, as rules see it.

    Attributes:
        path: path in its repository.
        language: one of the 89 names.
        text: its UTF-8 text.
        facts: measures of the text.
        syntax: by what a broken file of the language is told.
        comment: what starts a comment in the language.
    """

    path: str
    language: str
    text: bytes
    facts: TextFacts
    syntax: SyntaxLimits = field(default_factory=SyntaxLimits)
    comment: str = "#"
