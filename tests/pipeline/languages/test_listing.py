from pathlib import Path

from pipeline.languages.catalogue import languages
from pipeline.languages.listing import listing

README = Path(__file__).parents[3] / "README.md"


def test_every_language_resolves_its_dependencies_or_says_why_it_has_none():
    for language in languages().values():
        known = [language.imports is not None, language.code is not None, bool(language.no_imports)]
        assert known.count(True) >= 1, language.name
        assert known[2] == (known == [False, False, True]), language.name
    assert sum(bool(language.no_imports) for language in languages().values()) <= 29


def test_the_table_of_the_readme_is_that_of_the_catalogue():
    assert "\n".join(listing(languages())) in README.read_text(encoding="utf-8")
