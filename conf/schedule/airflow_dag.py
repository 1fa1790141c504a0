"""Airflow: a refresh every night. Put this file into the folder of DAGs; needs the `standard` provider (Airflow 3)."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

ROOT = "/opt/repomill"
BUSY = 75  # another run has the corpus: the task is skipped, the next night's will do

with DAG(
    dag_id="repomill_refresh",
    description="The next version of the corpus, from what changed in the mirrors",
    schedule="17 3 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,  # one refresh takes in all that changed
    max_active_runs=1,
    tags=["repomill"],
) as dag:
    refresh = BashOperator(
        task_id="refresh",
        bash_command=f"cd {ROOT} && exec .venv/bin/python jobs/refresh.py conf/schedule/refresh.yaml",
        skip_on_exit_code=BUSY,
        retries=1,
        retry_delay=timedelta(minutes=30),
        execution_timeout=timedelta(hours=7),  # later than refresh.timeout_seconds, which ends it with metrics
    )
