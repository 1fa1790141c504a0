"""Texts that a table names by id: read from a store, decoded as stated, and never too much of them."""

import gzip
import http.server
import threading
from hashlib import sha1

import pytest

from pipeline.config import S3, Input, Tables
from pipeline.errors import StoreError
from pipeline.sources.blobs import read_blob
from pipeline.sources.decode import decode
from pipeline.sources.rows import SourceError
from pipeline.sources.table_list import cut, find_tables
from pipeline.sources.tables import read_loose
from tests.pipeline.sources.test_tables import write

TEXT = b"VALUE = 1\n"
ID = sha1(TEXT).hexdigest()


@pytest.fixture
def store(monkeypatch):
    """A server with one text, that first says it is busy and then breaks off in the middle."""
    asked = []

    class Store(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            data, status, length = gzip.compress(TEXT), 200, 0
            if not self.path.endswith(ID):
                data, status = b"<Error><Code>NoSuchKey</Code></Error>", 404
            elif len(asked) == 1:
                data, status = b"<Error><Code>SlowDown</Code></Error>", 503
            elif len(asked) == 2:
                length = 10
            self.send_response(status)
            self.send_header("Content-Length", str(len(data) + length))
            self.end_headers()
            self.wfile.write(data[:-5] if length else data)

        def log_message(self, *_):
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    yield S3(endpoint=f"http://127.0.0.1:{server.server_port}", region="us-east-1"), asked
    server.shutdown()
    server.server_close()


def test_a_store_that_is_busy_or_breaks_off_is_asked_again(store):
    options, asked = store
    assert read_blob("s3://softwareheritage/content/", options, ID, 100) == TEXT
    assert asked == [f"/softwareheritage/content/{ID}"] * 3
    with pytest.raises(SourceError) as error:
        read_blob("s3://softwareheritage/content/", options, "0" * 40, 100)
    assert error.value.problem == "missing_object"


def test_a_store_that_cannot_be_reached_stops_the_run_and_is_no_fate(monkeypatch):
    monkeypatch.setattr("pipeline.sources.s3.client.ATTEMPTS", 1)
    options = S3(endpoint="http://127.0.0.1:9", region="us-east-1", anonymous=True)
    with pytest.raises(StoreError, match="S3 does not give s3://bucket/"):
        read_blob("s3://bucket/", options, ID, 100)


def test_texts_have_fates(tmp_path):
    (tmp_path / ID).write_bytes(gzip.compress(TEXT))
    (tmp_path / ("1" * 40)).write_bytes(gzip.compress(TEXT)[:-9])
    (tmp_path / ("2" * 40)).write_bytes(gzip.compress(b"x" * 5000))
    (tmp_path / ("3" * 40)).write_bytes(gzip.compress("na\u00efve caf\u00e9\u00e9".encode("cp1252")))
    ids = [ID, "1" * 40, "2" * 40, "3" * 40, "4" * 40, "../" + ID, None]
    rows = [{"repo_name": "o/r", "path": f"{n}.py", "blob_id": one, "src_encoding": "windows-1252",
             "length_bytes": 9999 if n == 0 else 1} for n, one in enumerate([ID, *ids])]
    entry = Tables(path=write(tmp_path / "a.jsonl", rows), preset="stack_v2", blobs=str(tmp_path))
    found = [one.file for ref in cut(find_tables([entry]), 1) for one in read_loose(ref, Input(max_file_bytes=4096))]
    assert [(file.problem, file.encoding) for file in found] == [
        ("too_large", None), (None, "utf-8"), ("damaged", None), ("too_large", None), (None, "cp1252"),
        ("missing_object", None), ("bad_row", None), ("bad_row", None)]


@pytest.mark.parametrize(("text", "encoding", "stated"), [
    ("\u043f\u0440\u0438\u0432\u0435\u0442", "cp1251", "windows-1251"), ("\u65e5\u672c", "shift_jis", "Shift_JIS"),
    ("na\u00efve", "utf-16-le", "UTF-16LE"), ("na\u00efve", "utf-8", "ISO-8859-1"),
    ("\u00e9\u00e8\u00ea", "iso8859-1", "latin1"),
])
def test_a_stated_encoding_is_taken_where_the_bytes_leave_it_open(text, encoding, stated):
    found = decode(text.encode(encoding), stated)
    assert (found.text, found.encoding) == (text.encode(), encoding)


@pytest.mark.parametrize("stated", ["idna", "no such", "unicode_escape", "x" * 10_000, "\0", "zip", "utf-16"])
def test_what_is_stated_and_does_not_fit_is_not_taken(stated):
    data = "Vielen Dank f\u00fcr die gr\u00f6\u00dften M\u00fchen".encode("cp1252")
    assert decode(data, stated) == decode(data)
