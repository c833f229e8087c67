"""The rival: the same routes as an experienced Python team would write them in an afternoon.

FastAPI checks the body's shape with pydantic, the row goes into SQLite (WAL; `RIVAL_SYNCHRONOUS` is FULL or NORMAL) before the
answer, the id onto a Redis list after it. Like ours, it waits for the disk at FULL; unlike ours, it waits for Redis too.
"""
import os
import sqlite3
import threading
import time
import uuid
from typing import Annotated

import redis
from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

local = threading.local()
broker = redis.Redis.from_url(os.environ["RIVAL_REDIS"])


class Statement(BaseModel):
    statement: str


class WorkloadQuery(BaseModel):
    queryid: Annotated[str, Field(min_length=1)]
    query: str
    runquantity: Annotated[int, Field(ge=1)] = 1
    executiontime: Annotated[float, Field(ge=0)] | None = None


class Submission(BaseModel):
    url: str
    ddl: list[Statement]
    queries: Annotated[list[WorkloadQuery], Field(min_length=1)]


def database():
    """One connection a thread."""
    if not hasattr(local, "connection"):
        local.connection = sqlite3.connect(os.environ["RIVAL_DATABASE"], timeout=30, isolation_level=None)
        local.connection.execute("PRAGMA journal_mode = WAL")
        local.connection.execute(f"PRAGMA synchronous = {os.environ['RIVAL_SYNCHRONOUS']}")
    return local.connection


database().execute(
    "CREATE TABLE IF NOT EXISTS tasks (id TEXT PRIMARY KEY, state TEXT NOT NULL, created REAL NOT NULL, request TEXT NOT NULL)"
)
app = FastAPI()


@app.post("/new", status_code=202)
def new(submission: Submission):
    if len({query.queryid for query in submission.queries}) != len(submission.queries):
        raise HTTPException(400, "queryid twice")
    task = str(uuid.uuid4())
    database().execute(
        "INSERT INTO tasks VALUES (?, 'queued', ?, ?)", (task, time.time(), submission.model_dump_json())
    )
    broker.rpush("rival:tasks", task)
    return JSONResponse({"taskid": task}, 202, {"Location": f"/status?task_id={task}"})


@app.get("/status")
def status(task_id: Annotated[str, Query()]):
    row = database().execute("SELECT state, created FROM tasks WHERE id = ?", (task_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "unknown task")
    return {"taskid": task_id, "status": "RUNNING", "phase": row[0], "progress": 0, "created_at": row[1]}


@app.get("/readyz")
def readyz():
    return {"status": "ok"}
