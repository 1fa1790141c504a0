"""What a rule on the text is asked about."""

from dataclasses import dataclass

from pipeline.rules.text_facts import TextFacts


@dataclass(frozen=True, slots=True)
class Subject:
    """A file before it is parsed.

    Attributes:
        path: path in its repository.
        language: one of the 89 names.
        text: its UTF-8 text.
        facts: measures of the text.
    """

    path: str
    language: str
    text: bytes
    facts: TextFacts
