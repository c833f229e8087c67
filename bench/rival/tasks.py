"""The rival's worker: Celery over Redis, without a result backend, since the result has its place in the database.

Its task is the least that one can do: hand the queries back as they came. Ours reads, resolves and optimises them.
"""
import json
import os
import time

from celery import Celery
from celery.signals import worker_ready
from sqlalchemy import update

import store
from store import Task

celery = Celery("rival", broker=os.environ["RIVAL_REDIS"])
celery.conf.update(
    task_ignore_result=True,
    task_acks_late=True,  # as ours: a task whose worker dies is given to another
    worker_prefetch_multiplier=4,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
)


@worker_ready.connect
def tell(**_):
    print("the worker is ready", flush=True)


@celery.task(name="optimise")
def optimise(task_id):
    with store.write() as session:
        claimed = session.execute(
            update(Task).where(Task.id == task_id, Task.state == "queued").values(state="running").returning(Task.request)
        ).scalar()
    if claimed is None:
        return
    request = json.loads(claimed)
    queries = [{"queryid": query["queryid"], "query": query["query"]} for query in request["queries"]]
    result = json.dumps({"ddl": [], "migrations": [], "queries": queries})
    with store.write() as session:
        session.execute(
            update(Task).where(Task.id == task_id).values(state="done", finished=time.time(), result=result)
        )
