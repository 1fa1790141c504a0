"""The examples in conf/schedule: each names what is there, and agrees with the statuses that a refresh ends with."""

import configparser
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import yaml

from pipeline.config import load_run
from pipeline.errors import BusyError, UserError

ROOT = Path(__file__).parents[1]
SCHEDULE = ROOT / "conf" / "schedule"
COMMAND = re.compile(r"python (jobs/\w+\.py) (\S+)")


def unit(name):
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str
    parser.read_string((SCHEDULE / name).read_text())
    return parser


def require_there(command):
    job, run_file = COMMAND.search(command).groups()
    assert (ROOT / job).is_file()
    assert run_file.startswith("/etc/") or (ROOT / run_file).is_file()


def test_the_run_file_is_one():
    run = load_run(SCHEDULE / "refresh.yaml")
    assert run.refresh.timeout_seconds == 6 * 3600 and run.refresh.notify and run.refresh.prometheus.endswith(".prom")


def test_cron():
    lines = [line for line in (SCHEDULE / "crontab").read_text().splitlines() if line[:1].isdigit()]
    assert len(lines) == 1
    *times, command = lines[0].split(None, 5)
    assert times == ["17", "3", "*", "*", "*"] and f"$? -eq {BusyError.status}" in command and "%" not in command
    require_there(command)


def test_systemd():
    service, timer = unit("repomill-refresh.service"), unit("repomill-refresh.timer")
    require_there(service["Service"]["ExecStart"])
    assert service["Service"]["SuccessExitStatus"] == str(BusyError.status)
    assert service["Service"]["Type"] == "oneshot" and timer["Install"]["WantedBy"] == "timers.target"
    limit = load_run(SCHEDULE / "refresh.yaml").refresh.timeout_seconds
    assert int(service["Service"]["TimeoutStartSec"].removesuffix("h")) * 3600 > limit


def test_kubernetes():
    job = yaml.safe_load((SCHEDULE / "cronjob.yaml").read_text())
    assert (job["apiVersion"], job["kind"], job["spec"]["concurrencyPolicy"]) == ("batch/v1", "CronJob", "Forbid")
    spec = job["spec"]["jobTemplate"]["spec"]
    assert spec["activeDeadlineSeconds"] > load_run(SCHEDULE / "refresh.yaml").refresh.timeout_seconds
    assert spec["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"] == [UserError.status]
    pod = spec["template"]["spec"]
    require_there(" ".join(pod["containers"][0]["command"]))
    mounts = {mount["name"] for mount in pod["containers"][0]["volumeMounts"]}
    assert mounts == {volume["name"] for volume in pod["volumes"]}


def test_spark_operator():
    job = yaml.safe_load((SCHEDULE / "scheduled-spark-application.yaml").read_text())
    assert job["apiVersion"].startswith("sparkoperator.k8s.io/") and job["kind"] == "ScheduledSparkApplication"
    template = job["spec"]["template"]
    assert (ROOT / "jobs" / Path(template["mainApplicationFile"]).name).is_file()
    pins = (ROOT / "conf" / "requirements.txt").read_text()
    assert f"pyspark=={template['sparkVersion']}" in pins
    names = {volume["name"] for volume in template["volumes"]}
    assert {mount["name"] for who in ("driver", "executor") for mount in template[who]["volumeMounts"]} == names


@pytest.fixture
def airflow(monkeypatch):
    """The names of Airflow that the DAG imports, as stand-ins that keep what they are given: a check of our own file.

    That these names are Airflow's and take these arguments was seen by importing the file into Airflow itself, once.
    """
    made = []

    class Dag(SimpleNamespace):
        def __enter__(self):
            made.append(self)
            return self

        def __exit__(self, *_):
            return None

    parts = {"airflow": {}, "airflow.sdk": {"DAG": Dag}, "airflow.providers": {}, "airflow.providers.standard": {},
             "airflow.providers.standard.operators": {},
             "airflow.providers.standard.operators.bash": {"BashOperator": lambda **given: made.append(given)}}
    for name, members in parts.items():
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    return made


def test_airflow(airflow):
    text = (SCHEDULE / "airflow_dag.py").read_text()
    exec(compile(text, "airflow_dag.py", "exec"), {"__name__": "airflow_dag"})
    dag, task = airflow
    assert (dag.catchup, dag.max_active_runs, dag.schedule) == (False, 1, "17 3 * * *")
    assert task["skip_on_exit_code"] == BusyError.status
    assert task["execution_timeout"].total_seconds() > load_run(SCHEDULE / "refresh.yaml").refresh.timeout_seconds
    require_there(task["bash_command"])
