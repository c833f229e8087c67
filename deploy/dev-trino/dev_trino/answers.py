"""A query's answers in Trino's client protocol."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Optional

from .errors import ERRORS, I

if TYPE_CHECKING:
    from .query import Query


def stats_json(q: "Query", state: Optional[str] = None) -> dict:
    """The `stats` object."""
    state = state or q.state
    done, total = q.splits
    if state in ("RUNNING",) and q.cur is not None and total:
        try:
            done = int(max(0.0, q.cur.query_progress()) / 100 * total)
        except Exception:
            pass
    end = q.ended or time.time()
    out = {
        "state": state,
        "queued": state == "QUEUED",
        "scheduled": state not in ("QUEUED", "PLANNING"),
        "nodes": 1 if q.started else 0,
        "totalSplits": total,
        "queuedSplits": 0,
        "runningSplits": max(0, total - done) if state == "RUNNING" else 0,
        "completedSplits": total if state == "FINISHED" else done,
        "planningTimeMillis": int(q.plan_ms),
        "analysisTimeMillis": 0,
        "queuedTimeMillis": int(q.queued_ms if q.started else (time.time() - q.created) * 1000),
        "elapsedTimeMillis": int((end - q.created) * 1000),
    }
    out.update(
        {
            k: v
            for k, v in q.stats.items()
            if k not in ("filesScanned", "filesTotal", "rowGroupsScanned", "rowGroupsTotal")
        }
    )
    if out["scheduled"] and total:
        out["progressPercentage"] = 100.0 * out["completedSplits"] / total
    return out


def base_json(q: "Query", base: str) -> dict:
    """What every answer about a query begins with."""
    return {"id": q.id, "infoUri": f"{base}/ui/query.html?{q.id}"}


def queued_json(q: "Query", base: str, token: int) -> dict:
    """The answer to GET queued/{id}/{slug}/{token}."""
    out = base_json(q, base)
    if q.state == "QUEUED":
        out["nextUri"] = f"{base}/v1/statement/queued/{q.id}/{q.slug}/{token + 1}"
    else:
        out["nextUri"] = f"{base}/v1/statement/executing/{q.id}/{q.slug}/0"
    out["stats"] = stats_json(q, "QUEUED" if q.state == "QUEUED" else q.state if q.state != "FINISHED" else "FINISHING")
    out["warnings"] = []
    return out


def result(q: "Query", token: int, base: str, wait: float, target: int):
    """(status, json) for GET executing/{id}/{slug}/{token}"""
    with q.cond:
        q.touched = time.time()
        end = time.time() + wait
        while True:
            if q.last_result is not None and token == q.last_token:
                return 200, q.last_result
            if token <= q.last_token:
                return 410, None
            if q.next_token is None or token != q.next_token:
                return 404, None
            left = end - time.time()
            if q.pages or q.produced or left <= 0:
                break
            q.cond.wait(left)  # and then anew: the same page may have been asked for and given meanwhile
        taken, size = 0, 0
        while taken < len(q.pages) and size < target:
            size += q.pages[taken][1]
            taken += 1
        rows = [row for page, _ in q.pages[:taken] for row in page]
        last = (
            q.produced and taken == len(q.pages) and (not rows or q.error is not None)
        )  # as Trino: a page of rows has a nextUri
        out = base_json(q, base)
        if not last:
            out["nextUri"] = f"{base}/v1/statement/executing/{q.id}/{q.slug}/{token + 1}"
        if q.columns is not None and not q.error:
            out["columns"] = [{"name": n, "type": str(t), "typeSignature": t.signature()} for n, t in q.columns]
        if rows:
            out["data"] = rows
        out["stats"] = stats_json(q, "FINISHING" if q.state == "FINISHED" and not last else None)
        if q.error and last:
            out["error"] = q.error.to_json()
        out["warnings"] = []
        if q.update_type:
            out["updateType"] = q.update_type
            if q.update_count is not None:
                out["updateCount"] = q.update_count
        # Only now that the answer is whole: one that broke off can be asked for again, and has lost no rows.
        del q.pages[:taken]
        q.buffered -= size
        q.last_token, q.next_token, q.last_result = token, None if last else token + 1, out
        q.cond.notify_all()
        return 200, out


def info_json(q: "Query", base: str) -> dict:
    """The answer to GET /v1/query/{id}."""
    s = stats_json(q)
    return {
        "queryId": q.id,
        "session": {
            "user": q.session.user,
            "source": q.session.source,
            "catalog": q.session.catalog,
            "schema": q.session.schema,
            "timeZoneKey": q.session.tz,
        },
        "state": q.state,
        "self": f"{base}/v1/query/{q.id}",
        "query": q.sql,
        "updateType": q.update_type,
        "queryStats": {
            "createTime": dt.datetime.fromtimestamp(q.created, dt.timezone.utc).isoformat().replace("+00:00", "Z"),
            "elapsedTime": f"{s['elapsedTimeMillis']}.00ms",
            "queuedTime": f"{s['queuedTimeMillis']}.00ms",
            "planningTime": f"{q.plan_ms:.2f}ms",
            "executionTime": f"{((q.ended or time.time()) - (q.started or time.time())) * 1000:.2f}ms",
            "totalCpuTime": f"{s['cpuTimeMillis']}.00ms",
            "physicalInputDataSize": f"{s['physicalInputBytes']}B",
            "physicalInputPositions": s["processedRows"],
            "processedInputDataSize": f"{s['processedBytes']}B",
            "processedInputPositions": s["processedRows"],
            "peakUserMemoryReservation": f"{s['peakMemoryBytes']}B",
            "physicalWrittenDataSize": f"{s['physicalWrittenBytes']}B",
        },
        "lab": {k: q.stats.get(k) for k in ("filesScanned", "filesTotal", "rowGroupsScanned", "rowGroupsTotal")},
        **(
            {
                "errorCode": {
                    "code": ERRORS.get(q.error.name, (65536, I))[0],
                    "name": q.error.name,
                    "type": ERRORS.get(q.error.name, (65536, I))[1],
                },
                "failureInfo": q.error.to_json()["failureInfo"],
            }
            if q.error
            else {}
        ),
    }
