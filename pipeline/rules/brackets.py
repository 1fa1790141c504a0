"""Brackets of C and its kin, counted in the text: macros and conditional sections mislead the parser."""

import re

# Comments (one that nothing closes goes to the end), strings, characters, conditions, brackets. Possessive: nothing is
# tried again. A digit before a quote makes it a separator of digits.
_TOKEN = re.compile(
    rb"//(?:[^\n\\]|\\.)*+|/\*(?P<block>(?:[^*]|\*(?!/))*+(?P<closed>\*/)?)"
    rb'|R"(?P<mark>[^(\s"\\]{0,16})\((?:(?!\)(?P=mark)").)*+(?:\)(?P=mark)")?|"(?:[^"\\\n]|\\.)*+["\n]?'
    rb"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)*+['\n]?"
    rb"|^[ \t]*+\#[ \t]*+(?P<directive>if|ifdef|ifndef|elif|elifdef|elifndef|else|endif|error|warning)\b"
    rb"(?:(?<=error)[^\n]*+|(?<=warning)[^\n]*+)?|[\[\](){}]",
    re.DOTALL | re.MULTILINE,
)
_PLACES = {b"(": (0, 1), b")": (0, -1), b"[": (1, 1), b"]": (1, -1), b"{": (2, 1), b"}": (2, -1)}
_STARTS = frozenset({b"if", b"ifdef", b"ifndef"})
_BRANCHES = frozenset({b"elif", b"elifdef", b"elifndef", b"else"})


def unbalanced(text: bytes) -> bool:
    """Whether the text has brackets, conditional sections or comments that nothing closes, or closes what is not open.

    Of a condition's branches one is read, once the first of every condition and once the last.
    """
    first, last = [0, 0, 0], [0, 0, 0]
    before: list[tuple[int, int, int]] = []  # what `last` was where each open condition started
    past_first: list[bool] = []
    skipping = 0  # open conditions of which the first branch is over
    for token in _TOKEN.finditer(text):
        place, step = _PLACES.get(token[0], (-1, 0))
        if place >= 0:
            last[place] += step
            if not skipping:
                first[place] += step
        elif token["block"] is not None and token["closed"] is None:
            return True
        elif (word := token["directive"]) in _STARTS:
            before.append((last[0], last[1], last[2]))
            past_first.append(False)
        elif word in _BRANCHES and before:
            last = list(before[-1])
            skipping += not past_first[-1]
            past_first[-1] = True
        elif word == b"endif":
            if not before:
                return True
            before.pop()
            skipping -= past_first.pop()
    return bool(before) or any(first) or any(last)
