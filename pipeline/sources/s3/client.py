"""Talking to the store: one client per process, requests that are tried again, errors in words without credentials."""

import random
import time
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pipeline.config import S3
from pipeline.errors import StoreError
from pipeline.sources.paths import detail

ATTEMPTS = 9
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 20.0  # seconds; about 25 in all
_CONNECTIONS = 8
# Codes of answers below 500 that another attempt may mend.
_PASSING = {"RequestTimeout", "Throttling", "ThrottlingException", "TooManyRequests", "SlowDown",
            "RequestLimitExceeded", "BandwidthLimitExceeded", "OperationAborted", "429"}
_ADVICE = {
    "AccessDenied": "the credentials do not allow it (a requester-pays bucket needs input.s3.requester_pays)",
    "403": "the credentials do not allow it (a requester-pays bucket needs input.s3.requester_pays)",
    "InvalidAccessKeyId": "the store does not know the credentials",
    "SignatureDoesNotMatch": "the credentials are wrong",
    "ExpiredToken": "the credentials are not valid any more",
    "NoSuchBucket": "there is no such bucket",
    "PermanentRedirect": "the bucket is in another region: set input.s3.region",
    "301": "the bucket is in another region: set input.s3.region",
    "AuthorizationHeaderMalformed": "the bucket is in another region: set input.s3.region",
    "InvalidObjectState": "the object is archived: restore it, or put the repository on the opt-out list",
    "NoCredentialsError": "boto3 finds no credentials (AWS_PROFILE, AWS_ACCESS_KEY_ID, a role); a public bucket can be "
                          "read without, with input.s3.anonymous",
    "EndpointConnectionError": "nothing answers there: see input.s3.endpoint",
}

Answer = TypeVar("Answer")


@cache
def client(options: S3) -> Any:
    """The boto3 client of this process; its credentials come from where boto3 looks for them."""
    import boto3  # half a second, which only those pay who read from S3
    from botocore import UNSIGNED
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError

    config = Config(
        retries={"total_max_attempts": 1},  # `asked` tries again, with bodies as well
        connect_timeout=10, read_timeout=60, max_pool_connections=_CONNECTIONS,
        response_checksum_validation="when_required",
        s3={"addressing_style": "path"} if options.endpoint else None,
        signature_version=UNSIGNED if options.anonymous else None,
    )
    try:
        return boto3.session.Session().client("s3", region_name=options.region, endpoint_url=options.endpoint,
                                              config=config)
    except (BotoCoreError, ValueError) as error:
        raise StoreError(f"S3 cannot be used: {type(error).__name__}: see input.s3 and AWS_PROFILE") from None


def payer(options: S3) -> dict[str, str]:
    """The parameter of every request that says who pays for it."""
    return {"RequestPayer": "requester"} if options.requester_pays else {}


def asked(call: Callable[[], Answer], place: object, pause: Callable[[float], None] = time.sleep) -> Answer:
    """Answer of a request, which is made again, later each time, while the store or the way to it fails.

    Args:
        call: makes the request and reads all of its answer.
        place: what it is about, for messages.
        pause: waits for so many seconds.

    Raises:
        ClientError: (botocore) there is no such object (404), or it is another one now (412).
        StoreError: anything else that the store refuses, or that still fails after ATTEMPTS attempts.
    """
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    for attempt in range(ATTEMPTS):
        if attempt:
            pause(min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (attempt - 1)) * random.uniform(0.5, 1))  # noqa: S311
        try:
            return call()
        except ClientError as error:
            status, code = status_of(error), str(error.response.get("Error", {}).get("Code", ""))
            if status == 412 or (status == 404 and code != "NoSuchBucket"):
                raise
            if status < 500 and code not in _PASSING:
                raise StoreError(_words(place, code, status)) from None
            last = _words(place, code, status)
        except (BotoCoreError, ResponseParserError, OSError) as error:
            name = type(error).__name__
            if name in ("NoCredentialsError", "PartialCredentialsError", "ParamValidationError"):
                raise StoreError(_words(place, name)) from None
            last = _words(place, name)
    raise StoreError(f"{last}; given up after {ATTEMPTS} attempts")


def status_of(error: Any) -> int:
    """HTTP status of an answer that botocore raised."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _words(place: object, code: str, status: int | None = None) -> str:
    """What went wrong. Nothing that the store wrote is in it but its code: messages of stores can hold key ids."""
    known = f"; {_ADVICE[code]}" if code in _ADVICE else ""
    return f"S3 does not give {place}: {detail(code or 'no code')}{f' ({status})' if status else ''}{known}"
