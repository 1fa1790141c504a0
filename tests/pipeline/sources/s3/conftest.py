"""One S3 server for the tests of this folder, and the credentials where boto3 looks for them."""

import os

import pytest

from tests.pipeline.sources.s3.store import KEY, SECRET, store


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """A running store with the bucket `dump`."""
    with store(tmp_path_factory.mktemp("store")) as found:
        yield found


@pytest.fixture
def credentials(monkeypatch):
    """Ours, in the environment, and none from the machine."""
    for name, value in {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_DEFAULT_REGION": "us-east-1",
                        "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def workers(spark, credentials):
    """The credentials in the environment of Python workers, as a cluster has them on every machine."""
    given = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    spark.sparkContext.environment.update(given)
    yield
    for name in given:
        del spark.sparkContext.environment[name]
