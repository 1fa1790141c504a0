import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.decode import decode

LINES = {
    "cp1252": "/* Fu\u00dfg\u00e4nger\u00fcberg\u00e4nge, caf\u00e9 \u2014 d\u00e9j\u00e0 vu */",
    "cp1251": "// \u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440. \u042d\u0442\u043e "
              "\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439",
    "koi8_r": "// \u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440. \u042d\u0442\u043e "
              "\u043a\u043e\u043c\u043c\u0435\u043d\u0442\u0430\u0440\u0438\u0439",
    "shift_jis": "// \u3053\u308c\u306f\u30b3\u30e1\u30f3\u30c8\u3067\u3059\u3002\u95a2\u6570\u306e\u8aac\u660e",
    "euc_jp": "// \u3053\u308c\u306f\u30b3\u30e1\u30f3\u30c8\u3067\u3059\u3002\u95a2\u6570\u306e\u8aac\u660e",
    "euc_kr": "// \uc774\uac83\uc740 \uc8fc\uc11d\uc785\ub2c8\ub2e4 \ud568\uc218 \uc124\uba85",
    "gb18030": "// \u8fd9\u662f\u4e00\u4e2a\u6ce8\u91ca,\u7528\u4e8e\u8bf4\u660e\u51fd\u6570\u7684\u4f5c\u7528",
    "big5": "// \u9019\u662f\u4e00\u500b\u8a3b\u89e3,\u7528\u65bc\u8aaa\u660e\u51fd\u6578\u7684\u4f5c\u7528",
}


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda t: t.encode("utf-16")))
def test_output_is_always_clean_utf8_or_a_problem(data: bytes) -> None:
    decoded = decode(data)
    assert decode(data) == decoded
    if decoded.problem is None:
        assert decoded.text is not None and decoded.encoding is not None
        assert b"\0" not in decoded.text
        decoded.text.decode("utf-8")
    else:
        assert decoded.text is None and decoded.encoding is None
        assert decoded.problem in ("binary", "undecodable", "lfs_pointer")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=100))
def test_unicode_text_comes_back_in_every_unicode_encoding(text: str) -> None:
    if text.startswith("\ufeff"):
        return  # looks like a mark, and is taken for one
    utf8 = text.encode()
    assert decode(utf8).text == utf8
    assert decode(b"\xef\xbb\xbf" + utf8).text == utf8
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        decoded = decode(f"\ufeff{text}".encode(encoding))
        assert (decoded.text, decoded.encoding) == (utf8, encoding)


@pytest.mark.parametrize("encoding", LINES)
def test_old_encodings_are_found(encoding: str) -> None:
    source = f"int main(void) {{\n  {LINES[encoding]}\n  return 0;\n}}\n" * 3
    decoded = decode(source.encode(encoding))
    assert (decoded.encoding, decoded.text) == (encoding, source.encode())


def test_a_lone_copyright_sign_is_western() -> None:
    source = "# \u00a9 2004 Someone\n" + "x = 1\n" * 50
    assert decode(source.encode("cp1252")).text == source.encode()


def test_the_sample_finds_letters_far_from_the_start() -> None:
    source = "x = 1\n" * 20_000 + LINES["shift_jis"] + "\n"
    assert decode(source.encode("shift_jis")).text == source.encode()


def test_one_mark_is_taken_off() -> None:
    assert decode("\ufeff\ufeffa".encode()).text == "\ufeffa".encode()


@pytest.mark.parametrize(("data", "problem"), [
    (b"a\0b", "binary"),
    (b"\xff\xfea", "undecodable"),  # half a character
    (b"\xff\xfe\x00\xd8", "binary"),  # a lone surrogate, and NUL among the bytes
    (b"\xff\xfe\xff\xd8a\x61", "undecodable"),
    ("\ufeffa\0b".encode("utf-16-le"), "binary"),
    (bytes(range(1, 256)) * 20, "undecodable"),
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 3\n", "lfs_pointer"),
])
def test_problems(data: bytes, problem: str) -> None:
    assert decode(data).problem == problem


def test_text_about_pointers_is_no_pointer() -> None:
    assert decode(b"version https://git-lfs.github.com/spec/v1\nis how a pointer begins\n").problem is None
