"""A real S3 server of our own, and a proxy that fails requests as stores on the way of a long job do."""

import http.client
import json
import os
import random
import shutil
import socket
import struct
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

KEY, SECRET = "AKIATESTSOFREPOMILL", "no-secret-of-anybody"
_GRPC = 10_000  # a port of the server and this many more
_WAIT = 120


@dataclass
class Store:
    """A running server.

    Attributes:
        endpoint: its URL.
        client: a client that may write.
    """

    endpoint: str
    client: object


@contextmanager
def store(folder: Path):
    """SeaweedFS on free ports, its data in a folder, with one bucket `dump`."""
    weed = shutil.which("weed", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    (folder / "data").mkdir()
    identity = {"name": "tests", "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
                "actions": ["Admin", "Read", "Write", "List"]}
    (folder / "identities.json").write_text(json.dumps({"identities": [identity]}))
    master, volume, filer, s3 = _ports(4)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [weed, "server", f"-dir={folder / 'data'}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", f"-s3.port={s3}",
             f"-s3.config={folder / 'identities.json'}", f"-master.port={master}", f"-volume.port={volume}",
             f"-filer.port={filer}", "-volume.max=0", "-master.telemetry=false", "-s3.port.iceberg=0",
             "-s3.port.lance=0"], stdout=log, stderr=log)
    try:
        endpoint = f"http://127.0.0.1:{s3}"
        yield Store(endpoint, _ready(endpoint, server, folder / "log"))
    finally:
        server.kill()
        server.wait()


def _ready(endpoint, server, log):
    client = boto3.session.Session().client(
        "s3", endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}))
    said = None
    pause = threading.Event()
    for _ in range(_WAIT * 5):
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            if not any(bucket["Name"] == "dump" for bucket in client.list_buckets()["Buckets"]):
                client.create_bucket(Bucket="dump")
            client.put_object(Bucket="dump", Key="ready", Body=b"1")
            client.delete_object(Bucket="dump", Key="ready")
            return client
        except (BotoCoreError, ClientError) as error:
            said = error
            pause.wait(0.2)
    raise AssertionError(f"no S3 server after {_WAIT} s: {said}")


def _ports(count):
    found = []
    for port in random.SystemRandom().sample(range(20_000, 30_000), 400):
        if _is_free(port) and _is_free(port + _GRPC):
            found.append(port)
        if len(found) == count:
            return found
    raise AssertionError("no free ports")


def _is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@dataclass
class Faults:
    """What a proxy does to requests.

    Attributes:
        share: of all requests that fail.
        seed: of the choice of which and how.
        done: how often each was done.
        requests: requests in all.
        read: keys of the objects of which content was asked for, those of requests that failed, too.
    """

    share: float
    seed: int
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("500", "503", "reset", "truncated"), 0))
    requests: int = 0
    read: list[str] = field(default_factory=list)

    def __post_init__(self):
        self._random, self._lock = random.Random(self.seed), threading.Lock()

    def next(self) -> str | None:
        """What is to become of the next request: None when it goes well."""
        with self._lock:
            self.requests += 1
            if self._random.random() >= self.share:
                return None
            kind = self._random.choice(list(self.done))
            self.done[kind] += 1
            return kind


@contextmanager
def proxy(endpoint: str, faults: Faults):
    """The URL of a proxy before a store."""
    host = endpoint.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.command == "GET" and "?" not in self.path:
                faults.read.append(unquote(self.path).removeprefix("/dump/"))
            kind = faults.next()
            if kind in ("500", "503"):
                code = {"500": "InternalError", "503": "SlowDown"}[kind]
                self._send(int(kind), [], f"<Error><Code>{code}</Code><Message>-</Message></Error>".encode())
                return
            if kind == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()
                return
            way = http.client.HTTPConnection(host)
            way.request(self.command, self.path, headers=dict(self.headers))
            answer = way.getresponse()
            body = answer.read()
            headers = [(name, value) for name, value in answer.getheaders()
                       if name.lower() not in ("content-length", "connection", "transfer-encoding")]
            length = answer.getheader("Content-Length") if self.command == "HEAD" else None
            way.close()
            self._send(answer.status, headers, body, kind == "truncated", length)

        do_HEAD = do_GET  # noqa: N815

        def _send(self, status, headers, body, is_cut=False, length=None):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", length or str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body[: len(body) // 2] if is_cut else body)
            if is_cut:
                self.close_connection = True

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
