"""Recipes for clusters: what they name is there, settings are Spark's, and the compose file fits together."""

import re
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

from pipeline.config import load_run

ROOT = Path(__file__).parents[2]
CONFS = sorted([*(ROOT / "conf" / "spark").glob("*.conf"), ROOT / "conf" / "spark-defaults.conf",
                ROOT / "docker" / "spark.conf"])
SIZE = r"[1-9][0-9]*[kmgt]"
COMPOSE = yaml.safe_load((ROOT / "docker" / "compose.yaml").read_text())


def settings(path: Path) -> dict[str, str]:
    """Settings as java.util.Properties reads them, each given once."""
    found: dict[str, str] = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            key, value = line.split(maxsplit=1)
            assert key not in found, f"{path.name}: {key} twice"
            found[key] = value.strip()
    return found


@pytest.mark.parametrize("path", CONFS, ids=lambda path: path.name)
def test_settings_are_of_spark_and_of_their_kind(path):
    for key, value in settings(path).items():
        assert re.fullmatch(r"spark\.[A-Za-z0-9._-]+", key)
        assert "#" not in value, f"{key}: Spark would take the remark for a part of the value"
        if re.search(r"(memory|memoryOverhead)$", key, re.IGNORECASE):
            assert re.fullmatch(SIZE, value)
        if re.search(r"(cores|instances|maxFailures|partitions)$", key):
            assert int(value) > 0
        if value in ("True", "False", "yes", "no"):
            raise AssertionError(f"{key}: true or false")


@pytest.mark.parametrize("name", ["kubernetes", "yarn"])
def test_executors_have_the_memory_per_core_of_the_defaults(name):
    """The sizing of conf/spark-defaults.conf, wherever executors run."""
    default, there = settings(ROOT / "conf" / "spark-defaults.conf"), settings(ROOT / "conf" / "spark" / f"{name}.conf")
    for key in ("spark.executor.cores", "spark.executor.memory", "spark.executor.memoryOverhead", "spark.speculation"):
        assert there[key] == default[key]


def test_hadoop_aws_is_of_the_hadoop_in_pyspark():
    jars = [file.name for file in distribution("pyspark").files or () if "/jars/hadoop-client-api-" in str(file)]
    version = jars[0].removeprefix("hadoop-client-api-").removesuffix(".jar")
    assert settings(ROOT / "conf" / "spark" / "s3a.conf")["spark.jars.packages"] == (
        f"org.apache.hadoop:hadoop-aws:{version}")


def test_no_recipe_holds_a_key():
    for path in (*CONFS, ROOT / "docker" / "compose.yaml"):
        assert not re.search(r"AKIA|fs\.s3a\.(access|secret)\.key\s+\S", path.read_text())


def test_the_services_of_the_compose_file_find_one_another():
    services = COMPOSE["services"]
    assert set(services) == {"master", "worker-1", "worker-2", "s3", "job"}
    master = services["master"]["command"]
    address = f"spark://{master[master.index('--host') + 1]}:{master[master.index('--port') + 1]}"
    assert address in services["worker-1"]["command"] and address in services["worker-2"]["command"]
    assert address in services["job"]["entrypoint"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
    store = services["s3"]["command"]
    port = next(part.removeprefix("-s3.port=") for part in store if part.startswith("-s3.port="))
    assert services["job"]["environment"]["AWS_ENDPOINT_URL"] == f"${{AWS_ENDPOINT_URL:-http://s3:{port}}}"


def test_every_process_of_the_compose_file_sees_the_same_data():
    services = [service for name, service in COMPOSE["services"].items() if name != "s3"]
    assert len({str(service["volumes"]) for service in services}) == 1
    places = [volume.rpartition("}:")[2].removesuffix(":ro") for volume in services[0]["volumes"]]
    run = load_run(ROOT / "docker" / "run.yaml")
    for path in (*run.input.paths, str(Path(run.output.path).parent)):
        assert path in places


def test_files_that_the_recipes_name_are_there():
    job = COMPOSE["services"]["job"]
    named = [part for part in (*job["entrypoint"], *job["command"]) if "/" in part and "://" not in part]
    copied = re.findall(r"^COPY (\S+)", (ROOT / "docker" / "Dockerfile").read_text(), re.MULTILINE)
    for name in (*named, *copied, "docker/entrypoint.sh"):
        assert (ROOT / name).exists(), name
    for path in CONFS:
        for name in re.findall(r"(?:conf|jobs|docker)/[\w./-]+\w", path.read_text()):
            assert (ROOT / name).exists(), f"{path.name}: {name}"


def test_an_executor_is_started_as_kubernetes_asks(tmp_path):
    """Everything it is told arrives at Java, options with spaces as one."""
    java = tmp_path / "java"
    java.write_text('#!/bin/sh\nfor part; do echo "$part"; done\n')
    java.chmod(0o755)
    told = {"SPARK_JAVA_OPT_0": "-Da=b c", "SPARK_JAVA_OPT_1": "-Dd=e", "SPARK_EXECUTOR_MEMORY": "4g",
            "SPARK_DRIVER_URL": "spark://driver:7078", "SPARK_EXECUTOR_ID": "3", "SPARK_EXECUTOR_CORES": "4",
            "SPARK_APPLICATION_ID": "app", "SPARK_EXECUTOR_POD_IP": "10.0.0.7", "SPARK_RESOURCE_PROFILE_ID": "0",
            "SPARK_EXECUTOR_POD_NAME": "pod"}
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho /opt/pyspark\n")
    python.chmod(0o755)
    said = subprocess.run(
        [ROOT / "docker" / "entrypoint.sh", "executor"], env={"PATH": f"{tmp_path}:/usr/bin:/bin", **told},
        capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[:6] == ["-Da=b c", "-Dd=e", "-Xms4g", "-Xmx4g", "-cp", ":/opt/pyspark/jars/*"]
    pairs = dict(zip(said[7::2], said[8::2], strict=True))
    assert pairs == {"--driver-url": "spark://driver:7078", "--executor-id": "3", "--cores": "4", "--app-id": "app",
                     "--hostname": "10.0.0.7", "--resourceProfileId": "0", "--podName": "pod"}
