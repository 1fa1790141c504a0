"""files: the ledger, one row per input file with exactly one fate."""

import pyarrow as pa

from schemas.table import KEY, Column, Table

REDACTED = pa.struct([
    pa.field("kind", pa.string(), nullable=False),  # one of pipeline.privacy.kinds()
    pa.field("places", pa.int32(), nullable=False),
])

# What is measured of a file that was parsed, by name; shares are 0 to 1, `of 100` counts per hundred. A name is a word
# of code (keywords too), a mark another visible character of it, a token any of these, a number or a whole string. What
# is told by syntax needs a grammar: null without one. Docstrings are comments.
FEATURES: dict[str, str] = {
    "comment_share": "share of the bytes that are comments",
    "string_share": "share of the bytes in string and character literals",
    "digit_share": "share of the bytes that are digits",
    "space_share": "share of the bytes that are white space",
    "mark_share": "share of the bytes that are ASCII marks: no letter, digit, underscore or white space",
    "wide_share": "share of the bytes outside ASCII",
    "mean_line": "bytes of a line that is not blank, without white space around it",
    "blank_lines": "share of the lines that are blank",
    "trailing_space": "share of the other lines that end in white space",
    "mixed_indent": "share of the indented lines in the rarer of two ways, tabs and blanks",
    "comment_lines": "share of the lines that begin with a comment, of those not blank",
    "code_in_comments": "share of the lines in comments that look like a statement, of those not blank",
    "data_lines": "share of the lines with literals and no name, of those not blank",
    "repeated_lines": "share of the bytes in lines that occurred before",
    "names": "names of 100 tokens",
    "distinct_names": "different names, share of the names",
    "name_entropy": "entropy of the names in bits",
    "name_length": "bytes of a name",
    "short_names": "share of the names of one byte",
    "numbered_names": "share of the names that end in a digit",
    "numbers": "number literals of 100 tokens",
    "magic_numbers": "number literals other than 0, 1 and 2 of 100 tokens",
    "hex_share": "share of the bytes in hexadecimal numbers",
    "strings": "strings of 100 tokens",
    "long_strings": "strings of more than 20 words, on 100 lines",
    "long_word_share": "share of the bytes in words of strings that are longer than 20 bytes",
    "brackets_depth": "deepest nesting of brackets",
    "calls": "names with a bracket behind them, on 100 lines",
    "asserts": "assertions, by their names, on 100 lines",
    "output": "names that print, on 100 lines",
    "to_do": "marks of work to do (TODO, FIXME, XXX, HACK) in comments, on 100 lines",
    "repeated_tokens": "share of the tokens in runs of 10 that occurred before",
    "repeated_shape": "share of the tokens in runs of 20 whose kinds and marks occurred before",
    "functions": "functions, on 100 lines",
    "function_lines": "mean lines of a function",
    "longest_function": "lines of the longest function",
    "in_functions": "share of the lines that are in functions",
    "control": "branches and loops, on 100 lines",
    "nesting": "mean depth of branches and loops in one another, from 1; 0 without any",
    "deepest_nesting": "depth of the deepest branch or loop",
    "imports": "import statements, on 100 lines",
}

MEASURED = pa.struct([pa.field(name, pa.float32(), metadata={"meaning": text}) for name, text in FEATURES.items()])

FILES = Table(
    "files",
    "The ledger: every row of raw_files once, with the fate that curation gave it.",
    (
        Column("repo", pa.string(), "repository name"),
        Column("path", pa.string(), "path in the repository, as in raw_files"),
        Column("size", pa.int64(), "bytes in the source, -1 when unknown"),
        Column("sha256", pa.string(), "hex SHA-256 of the source bytes; null when not read", nullable=True),
        Column("encoding", pa.string(), "encoding of the source; null when there is no text", nullable=True),
        Column("converted", pa.string(), "what the text was made from: `notebook` for the script of one; null when it "
               "is the file's own", nullable=True),
        Column("language", pa.string(), "language, one of the 89 names; null when none of them; of a text its natural "
               "language, or `text` when not stated", nullable=True),
        Column("domain", pa.string(), "domain of the document that holds the file; of a dropped file `docs` when its "
               "language is one of prose, else `code`; of a text its own"),
        Column("licence", pa.string(), "SPDX expression that covers the file; null when none was found, "
               "and when another rule than one of licences dropped it", nullable=True),
        Column("fate", pa.string(), "`kept` (in a document) or `dropped` (by `rule`)"),
        Column("rule", pa.string(), "rule that dropped the file; null when kept", nullable=True),
        Column("value", pa.float64(), "what the rule measured; null when it measures nothing", nullable=True),
        Column("threshold", pa.float64(), "limit the value was held against; null when there is none", nullable=True),
        Column("detail", pa.string(), "the finding in words; null when there is nothing to add", nullable=True),
        Column("lines", pa.int32(), "lines of text; null when there is no text", nullable=True),
        Column("parse", pa.string(), "parser outcome, one of pipeline.parsing.STATUSES; null when not parsed",
               nullable=True),
        Column("error_share", pa.float64(), "share of the file's bytes under syntax error nodes, 0 to 1; null when "
               "no grammar read it", nullable=True),
        Column("imports", pa.int32(), "import statements read; null when nothing was read", nullable=True),
        Column("imports_resolved", pa.int32(), "import statements that led to a file of the repository; null when "
               "nothing was read", nullable=True),
        Column("dependents", pa.int32(), "kept files of the repository that depend on the file; null when dropped",
               nullable=True),
        Column("dependencies", pa.int32(), "kept files of the repository that it depends on; null when dropped",
               nullable=True),
        Column("reached_by", pa.float32(), "share of the other kept files of the repository that depend on it, "
               "directly or through others; null when dropped, or tied to more files than are followed", nullable=True),
        Column("quality", pa.float32(), "score of pipeline.quality, 0 to 1, better when higher; null when not "
               "measured, or in a language that the model does not know", nullable=True),
        Column("features", MEASURED, "what is measured of its text and tree, see FEATURES; null when not parsed",
               nullable=True),
        Column("redacted", pa.list_(pa.field("element", REDACTED, nullable=False)), "places in its text where a secret "
               "or personal data was replaced, by kind; null when dropped or not looked for", nullable=True),
        Column("signature", pa.binary(), "low byte of each MinHash value of its text (pipeline.minhash.short); null "
               "when dropped, when dedup.file_threshold is not set, or with too few shingles to be compared",
               nullable=True),
        Column("document_id", pa.string(), "document that holds the file; null when dropped", nullable=True),
        Column("position", pa.int32(), "place of the file in its document from 0; null when dropped", nullable=True),
        KEY,
    ),
)
