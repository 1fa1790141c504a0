"""What can become of a file: the closed list of rules, and the verdict a rule gives."""

from dataclasses import dataclass

KEPT = "kept"
DROPPED = "dropped"

# Why a source could not, or may not, give a file's text. Decided at ingest, before any rule of content; `opted_out` by
# licence when the licence is known.
PROBLEMS: dict[str, str] = {
    "bad_path": "the path is absolute, leaves the repository, or is longer than allowed",
    "bad_row": "the row of a table is no object, or has no text where one should be",
    "bad_hash": "the content does not match the object id it is stored under",
    "binary": "the content has NUL bytes",
    "bomb": "the archive inflates beyond the allowed size or ratio",
    "changed": "the object was replaced or deleted in its store after it was listed",
    "damaged": "the content could not be read to its end, or its checksum is wrong",
    "duplicate_path": "another file of the repository has the same path and came first",
    "encrypted": "the archive member needs a password",
    "lfs_pointer": "the file is a Git LFS pointer; its content is elsewhere",
    "missing_object": "the repository does not hold the file's content",
    "not_regular": "a device, pipe, socket or other entry that is no file",
    "opted_out": "the repository, path or licence is on the opt-out list (input.opt_out)",
    "submodule": "another repository's commit, not a file",
    "symlink": "a symbolic link",
    "too_large": "more bytes than input.max_file_bytes",
    "too_many_files": "the repository has more files than input.max_repo_files",
    "undecodable": "the bytes are text in no encoding we know",
    "empty_source": "the repository has no files",
    "unreadable_source": "the repository or archive could not be opened",
}

# Rules of curation, in the order in which they are asked; the first that fires decides.
RULES: dict[str, str] = {
    "vendored": "the path or name marks third-party code",
    "empty": "nothing but white space",
    "language": "none of the 89 languages",
    "notebook": "the notebook is damaged, has no code, or code in none of the 89 languages",
    "excluded_extension": "rules.table excludes the extension in this language",
    "max_lines": "more lines than allowed",
    "max_line_length": "longest line has more characters than allowed",
    "mean_line_length": "mean characters per line above the limit",
    "alphanumeric_share": "too small a share of the characters are letters or digits",
    "alphabetic_share": "too small a share of the characters are letters",
    "xml": "an XML declaration near the start, in a language that is not XSLT",
    "data_size": "JSON or YAML of too few or too many characters",
    "data_lines": "JSON or YAML of too many lines",
    "generated": "Linguist or one of the first lines says that a program wrote the file",
    "encoded_data": "a long run, or a large share, of base64, hexadecimal bytes or \\u escapes",
    "html_visible_share": "too small a share of the HTML is visible text",
    "html_visible_chars": "too little visible text in the HTML",
    "parse_timeout": "the parser did not finish before its deadline",
    "parse_crash": "the parser died or ran out of memory",
    "conflict_markers": "lines that a merge conflict leaves behind",
    "truncated": "the last line has no end, and stops in a syntax error or in what looks unfinished",
    "unbalanced_brackets": "syntax errors, and brackets that nothing opens or closes",
    "syntax_errors": "too large a share of the file is syntax errors",
    "low_quality": "the quality score is below the threshold of the file's language (quality.drop_share)",
    "contaminated": "the file holds text of a benchmark item",
    "licence": "the policy (licences in the run file) does not let code under this licence be trained on",
    "unlicensed": "no licence was found that covers the file, and licences.unlicensed is drop",
    # Of texts, and of documentation that no code is tied to.
    "text_words": "too few or too many words",
    "word_length": "words too short or too long on average",
    "symbol_words": "too many number signs or ellipses for so many words",
    "bullet_lines": "too large a share of the lines begin with a bullet",
    "ellipsis_lines": "too large a share of the lines end in an ellipsis",
    "alphabetic_words": "too small a share of the words have a letter",
    "stop_words": "too few of the words that any text of its language has",
    "duplicate_lines": "too large a share of the lines came before",
    "duplicate_paragraphs": "too large a share of the paragraphs came before",
    "duplicate_line_chars": "too large a share of the characters are in lines that came before",
    "duplicate_paragraph_chars": "too large a share of the characters are in paragraphs that came before",
    "top_ngrams": "too large a share of the characters are in one n-gram",
    "duplicate_ngrams": "too large a share of the characters are in n-grams that came before",
}

# Rules of deduplication: these drop a whole repository.
DUPLICATE_RULES: dict[str, str] = {
    "exact_duplicate": "the repository's kept texts equal those of its survivor",
    "near_duplicate": "the repository is more similar to its survivor than dedup.threshold",
    "contained_duplicate": "more of the repository than dedup.containment is found in its survivor",
}

# Rules that keep text as context only: it stays in its document, and no loss counts it.
MASK_RULES: dict[str, str] = {
    "duplicate_file": "the same file is trained on elsewhere; here it is context only",
    "near_duplicate_file": "a file as similar as dedup.file_threshold is trained on elsewhere; here it is context only",
    "contaminated_lines": "these lines hold text of a benchmark item; they are context only",
}
COPY_RULES = ("duplicate_file", "near_duplicate_file")  # of these: those that name the file that is trained on instead
CONTEXT_ONLY = "context_only"  # rule of a document that is left out because all of its files are context only


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a file is dropped.

    Attributes:
        rule: a key of PROBLEMS, RULES or DUPLICATE_RULES.
        value: what was measured; None when the rule measures nothing.
        threshold: the limit it was held against; None when there is none.
        detail: the finding in words, e.g. the language that is not in the list.
    """

    rule: str
    value: float | None = None
    threshold: float | None = None
    detail: str | None = None
