"""What is tried again, what is told, and that no credentials are in it."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, IncompleteReadError, NoCredentialsError

from pipeline.config import build_run
from pipeline.errors import ConfigError, InputError, StoreError
from pipeline.sources.s3.client import ATTEMPTS, asked
from pipeline.sources.s3.place import S3Place


def refused(status, code):
    return ClientError({"Error": {"Code": code, "Message": "key AKIASECRET is wrong"},
                        "ResponseMetadata": {"HTTPStatusCode": status}}, "GetObject")


class Store:
    def __init__(self, *errors):
        self.errors, self.pauses, self.asked = list(errors), [], 0

    def __call__(self):
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return "answer"

    def ask(self):
        return asked(self, "s3://dump/a.tar", self.pauses.append)


PASSING = (refused(500, "InternalError"), refused(503, "SlowDown"), refused(400, "RequestTimeout"),
           refused(429, "TooManyRequests"), ConnectionResetError(),
           EndpointConnectionError(endpoint_url="http://localhost"),
           IncompleteReadError(actual_bytes=1, expected_bytes=2))


def test_what_passes_is_tried_again_later_each_time():
    store = Store(*PASSING)
    assert store.ask() == "answer"
    assert store.asked == 8
    assert all(0.05 * 2 ** number <= pause <= 0.1 * 2 ** number for number, pause in enumerate(store.pauses))
    assert len(store.pauses) == 7


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_does_not_pass_ends_in_words(error):
    store = Store(*[error] * (ATTEMPTS + 1))
    with pytest.raises(StoreError, match=r"S3 does not give s3://dump/a.tar: .*given up after 9 attempts"):
        store.ask()
    assert (store.asked, len(store.pauses)) == (ATTEMPTS, ATTEMPTS - 1)


@pytest.mark.parametrize(("error", "words"), [
    (refused(403, "AccessDenied"), "requester_pays"), (refused(403, "InvalidAccessKeyId"), "credentials"),
    (refused(404, "NoSuchBucket"), "no such bucket"), (refused(301, "PermanentRedirect"), "input.s3.region"),
    (refused(403, "InvalidObjectState"), "restore"), (NoCredentialsError(), "AWS_PROFILE"),
    (refused(400, "Bad\x1b[31m"), r"Bad\\x1b"),
], ids=str)
def test_what_is_refused_is_told_at_once(error, words):
    store = Store(error)
    with pytest.raises(StoreError, match=words) as raised:
        store.ask()
    assert (store.asked, store.pauses) == (1, [])
    assert "AKIA" not in str(raised.value)


@pytest.mark.parametrize("error", [refused(404, "NoSuchKey"), refused(404, "404"), refused(412, "PreconditionFailed")],
                         ids=str)
def test_an_object_that_is_gone_or_another_is_for_the_reader_to_tell(error):
    with pytest.raises(ClientError):
        Store(error).ask()


@pytest.mark.parametrize("url", ["s3://AKIAX:sesame@dump/a", "s3://AKIAX@dump", "s3://AKIAX:ses/ame@dump/a",
                                 "s3://", "s3:///a", "s3://-/a", "s3://du mp/a", "s3://dump/\udcff"])
def test_what_names_no_object_is_refused_without_what_may_be_secret(url):
    with pytest.raises(InputError, match=r"credentials do not belong|s3://bucket/key") as raised:
        S3Place.parse(url)
    assert "@" not in url or "sesame" not in str(raised.value)
    str(raised.value).encode()


def test_places_come_back_from_locations():
    for key in ("", "a/b.tar", "odd\n/\\x0a.zip", "caf\u00e9/#?%.zip", "a//b"):
        place = S3Place("dump", key)
        assert S3Place.at(str(place)) == place
        assert str(place).isprintable()


@pytest.mark.parametrize("endpoint", ["http://a:b@host", "host:1", "ftp://host", "http://host?x=secret"])
def test_endpoints_with_credentials_are_refused_without_repeating_them(endpoint):
    with pytest.raises(ConfigError, match="no credentials") as raised:
        build_run({"input": {"s3": {"endpoint": endpoint}}}, "run.yaml")
    assert endpoint not in str(raised.value)
