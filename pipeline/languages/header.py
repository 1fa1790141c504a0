"""The comment with a file's path that stands before the file in a document."""

import re

from pipeline.languages.language import Comment

# Backslashes continue a comment onto the next line in C, make and others, and begin an escape in Java's.
_UNSAFE = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\]"


def path_comment(path: str, comment: Comment) -> str:
    r"""Write `path` as one line of comment, without a newline: `# pkg/a.py`, `<!-- docs/x.html -->`.

    Whatever could end the line or the comment, open a nested one, or continue it on the next line is written as its
    UTF-8 bytes in the form `\xNN`, backslashes too, so that the path can be read back.
    """
    unsafe = [_UNSAFE]
    if comment.close:
        # Two characters of the closing mark are enough: XML wants no `--` in a comment. OCaml and its kin nest
        # comments, and read string literals in them.
        unsafe += [re.escape(comment.close[:2]), re.escape(comment.open), '"']
    safe = re.sub("|".join(unsafe), lambda found: _escaped(found.group()), path)
    return f"{comment.open} {safe} {comment.close}" if comment.close else f"{comment.open} {safe}"


def _escaped(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
