"""The rival's API: the same three routes as an experienced Python team would write them in an afternoon.

FastAPI checks the body's shape with pydantic; the row is committed (SQLAlchemy, SQLite in WAL, `RIVAL_SYNCHRONOUS` is FULL or
NORMAL) before the answer; Celery is told after the commit. Routes that touch the database are plain functions, which FastAPI
runs on its threads.
"""
import json
import time
import uuid
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy import select

import store
from store import Task
from tasks import optimise


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
    options: dict = {}


store.Base.metadata.create_all(store.engine)
app = FastAPI()

STATUS = {"queued": "RUNNING", "running": "RUNNING", "done": "DONE"}


@app.post("/new", status_code=202)
def new(submission: Submission):
    if len({query.queryid for query in submission.queries}) != len(submission.queries):
        raise HTTPException(400, "queryid twice")
    task = str(uuid.uuid4())
    with store.write() as session:
        session.add(Task(id=task, state="queued", created=time.time(), request=submission.model_dump_json()))
    optimise.apply_async((task,), ignore_result=True)
    return JSONResponse({"taskid": task}, 202, {"Location": f"/status?task_id={task}"})


@app.get("/status")
def status(task_id: Annotated[str, Query()]):
    with store.read() as session:
        row = session.execute(select(Task.state, Task.created).where(Task.id == task_id)).first()
    if row is None:
        raise HTTPException(404, "unknown task")
    progress = 1 if row.state == "done" else 0
    return JSONResponse(
        {"taskid": task_id, "status": STATUS[row.state], "phase": row.state, "progress": progress, "created_at": row.created}
    )


@app.get("/getresult")
def getresult(task_id: Annotated[str, Query()]):
    with store.read() as session:
        row = session.execute(select(Task.state, Task.result).where(Task.id == task_id)).first()
    if row is None:
        raise HTTPException(404, "unknown task")
    if row.state != "done":
        return JSONResponse({"taskid": task_id, "status": "RUNNING", "result": None})
    return JSONResponse({"taskid": task_id, "status": "DONE", **json.loads(row.result), "result": {"ok": True}})


@app.get("/readyz")
def readyz():
    return {"status": "ok"}
