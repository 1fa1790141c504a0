"""StarCoder's rules written down as their description reads, without regard to speed; shares nothing with ours."""

import re

from bs4 import BeautifulSoup

from pipeline.rules import TextFacts


def facts(text: bytes) -> TextFacts:
    string = text.decode("utf-8", "replace")
    lengths = [len(line) for line in string.splitlines()]
    return TextFacts(
        chars=len(string), lines=len(lengths), longest_line=max(lengths, default=0),
        mean_line=sum(lengths) / len(lengths) if lengths else 0.0,
        letters=sum(1 for character in string if character.isalpha()),
        digits=sum(1 for character in string if character.isalnum() and not character.isalpha()),
        blank=not string.strip(),
    )


def visible(html: str) -> int:
    """Characters that StarCoder's HTML filter counts; 0 where the parser refuses the page."""
    try:
        soup = BeautifulSoup(html, "html.parser")
    except Exception:
        return 0
    for element in soup(["script", "style"]):
        element.extract()
    return len(soup.get_text())


def dropped_by(language: str, text: bytes) -> set[str]:
    """Every rule of the paper on the text that would drop the file, at the published thresholds."""
    string = text.decode("utf-8", "replace")
    lines = string.splitlines()
    rules = set()
    if lines and max(len(line) for line in lines) > 1000:
        rules.add("max_line_length")
    if lines and sum(len(line) for line in lines) / len(lines) > 100:
        rules.add("mean_line_length")
    if len(string) == 0 or len([c for c in string if c.isalpha()]) / len(string) < 0.25:
        rules.add("alphabetic_share")
    if language != "xslt" and "<?xml version=" in string[:100]:
        rules.add("xml")
    if language in ("json", "yaml") and not 50 <= len(string) <= 5000:
        rules.add("data_size")
    if language == "html":
        shown = visible(string)
        if len(string) == 0 or shown / len(string) < 0.2:
            rules.add("html_visible_share")
        if shown < 100:
            rules.add("html_visible_chars")
    return rules


LONG_LINES = {
    *(("markdown", end) for end in ("md", "markdown", "mkd", "mkdn", "ron")),
    *(("tex", end) for end in ("tex", "bib", "sty", "dtx", "ins", "bbx", "cbx", "lbx", "mkii", "mkiv", "mkvi")),
    ("assembly", "asm"), ("bluespec", "bsv"), ("cmake", "cmake"), ("json", "json"), ("mathematica", "ma"),
    ("mathematica", "nb"), ("matlab", "matlab"), ("r", "r"), ("restructuredtext", "rst"), ("rmarkdown", "rmd"),
    ("sql", "sql"), ("stata", "ado"), ("stata", "do"), ("visual-basic", "frm"),
}
ALPHABETIC = {
    ("ada", "ads"): 0.25, ("augeas", "aug"): 0.25, ("glsl", "fp"): 0.25, ("maple", "mpl"): 0.25,
    ("mathematica", "ma"): 0.25, ("mathematica", "nb"): 0.25, ("mathematica", "wl"): 0.25, ("matlab", "matlab"): 0.25,
    ("scheme", "scm"): 0.25, ("scheme", "sld"): 0.25, ("scheme", "sps"): 0.25, ("sql", "prc"): 0.25,
    ("systemverilog", "sv"): 0.25, ("vhdl", "vhd"): 0.25, ("visual-basic", "bas"): 0.25, ("yacc", "y"): 0.25,
    ("json", "json"): 0.5, ("yaml", "yaml"): 0.5, ("yaml", "yml"): 0.5,
}
ANY_CHARACTERS = {("sas", "sas"), ("mathematica", "ma"), ("mathematica", "nb"), ("visual-basic", "frm")}
EXCLUDED = {
    "c.cats", "c.w", "c-sharp.csx", "clojure.cl2", "common-lisp.sexp", "erlang.xrl", "fortran.f77",
    "glsl.frg", "glsl.geo", "glsl.vrx", "groovy.grt", "mathematica.cdf", "mathematica.nbp", "mathematica.wlt",
    "pascal.dpr", "perl.al", "perl.ph", "perl.plx", "racket.rktd", "racket.rktl", "restructuredtext.rest",
    "sql.pck", "sql.pls", "sql.tab", "standard-ml.sig", "stata.ihlp", "stata.sthlp", "tex.aux", "tex.ltx",
    "tex.toc", "vhdl.vhf", "vhdl.vht", "visual-basic.frx", "yacc.bison", "yacc.yy",
}


def dropped_by_starcoder(language: str, name: str, text: bytes) -> set[str]:
    """The same for StarCoder's code with its table."""
    string = text.decode("utf-8", "replace")
    lines = string.splitlines()
    kind = (language, name.split(".")[-1].lower() if "." in name[1:] else "")
    rules = set()
    if ".".join(kind) in EXCLUDED:
        rules.add("excluded_extension")
    if kind not in LONG_LINES:
        if any(len(line) > (500 if kind == ("glsl", "fsh") else 1000) for line in lines):
            rules.add("max_line_length")
        if lines and sum(len(line) for line in lines) / len(lines) > 100:
            rules.add("mean_line_length")
    if kind not in ANY_CHARACTERS and (not string or len([c for c in string if c.isalnum()]) / len(string) < 0.25):
        rules.add("alphanumeric_share")
    least = ALPHABETIC.get(kind, 0)
    if least and (not string or len([c for c in string if c.isalpha()]) / len(string) < least):
        rules.add("alphabetic_share")
    if language != "xslt" and "<?xml version=" in string[:100]:
        rules.add("xml")
    if language in ("json", "yaml") and not 100 <= len(string) <= 5000:
        rules.add("data_size")
    if language == "html":
        shown = visible(string)
        if len(string) == 0 or not shown / len(string) > 0.2:
            rules.add("html_visible_share")
        if not shown > 100:
            rules.add("html_visible_chars")
    return rules


MARKERS = ("auto-generated", "autogenerated", "automatically generated", "generated automatically",
           "this file is generated")
IN_BASE64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n")
HEX_BYTE = re.compile(r"(?<!\w)(?:0x)?[0-9a-f]{2}(?!\w)|\\x[0-9a-f]{2}(?!\w)", re.ASCII | re.IGNORECASE)
GAP = re.compile(r"[,\s]*", re.ASCII)


def encoded(string: str) -> list[int]:
    """Lengths of encoded runs, by walking over the characters."""
    runs = [len(run) for run in "".join(c if c in IN_BASE64 else "\0" for c in string).split("\0") if len(run) >= 64]
    for first, least in ((HEX_BYTE, 8), (re.compile(r"\\u[0-9a-fA-F]{4}"), 8)):
        place, start, count = 0, 0, 0
        while True:
            found = first.match(string, place) if count else first.search(string, place)
            if found:
                start = start if count else found.start()
                gap = GAP.match(string, found.end()) if first is HEX_BYTE else None
                place, count = gap.end() if gap else found.end(), count + 1
            elif count:
                runs += [place - start] if count >= least else []
                count = 0
            else:
                break
    return runs


def dropped_by_starcoder2(language: str, generated: bool, text: bytes) -> set[str]:
    """Every rule that StarCoder2 has beyond those of StarCoder, given what Linguist says."""
    string = text.decode("utf-8", "replace")
    rules = set()
    if len(string.splitlines()) > 100_000:
        rules.add("max_lines")
    if language in ("json", "yaml") and len(string.splitlines()) > 512:
        rules.add("data_lines")
    if generated or any(marker in line.lower() for line in string.split("\n")[:5] for marker in MARKERS):
        rules.add("generated")
    runs = encoded(string)
    if any(run > 1024 for run in runs) or sum(runs) > len(string) / 2:
        rules.add("encoded_data")
    return rules
