"""What must be true at the end, by the store, by the workers' logs and by what clients were told."""
import collections
import json
import re
import sqlite3
import statistics


class Verdict:
    def __init__(self):
        self.failures = []
        self.lines = []

    def check(self, what, problems):
        """`problems`: what speaks against it, in words."""
        problems = list(problems)
        self.lines.append(f"{'ok    ' if not problems else 'BROKEN'}  {what}")
        for problem in problems[:10]:
            self.lines.append(f"          {problem}")
        if len(problems) > 10:
            self.lines.append(f"          and {len(problems) - 10} more")
        if problems:
            self.failures.append(what)


class Story:
    """The store's tasks and what workers said of them."""

    def __init__(self, path, workers, deaths, outages):
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row
        self.integrity = [row[0] for row in database.execute("PRAGMA integrity_check")]
        self.tasks = {row["id"]: dict(row) for row in database.execute("SELECT * FROM task")}
        for name in ("request", "result"):
            for row in database.execute(f"SELECT id, {name} FROM task_{name}"):
                if row[0] in self.tasks:
                    self.tasks[row[0]][name] = json.loads(row[1]) if row[1] else None
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        self.knows_repeats = "idempotency" in names
        database.close()
        self.starts = collections.defaultdict(list)  # id -> (seconds, token, actor, life)
        self.ends = collections.defaultdict(list)  # id -> (seconds, token, actor, life, outcome)
        for worker in workers:
            for seconds, life, line in worker.lines:
                if line.get("message") == "task started":
                    self.starts[line["task"]].append((seconds, int(line["token"]), worker, life))
                elif line.get("message") == "task ended here":
                    self.ends[line["task"]].append((seconds, int(line["token"]), worker, life, line["outcome"]))
        self.deaths = deaths
        self.outages = outages

    def losses(self):
        """What each death took from whom: (death, task, token)."""
        for death in self.deaths:
            seconds, actor, life, _ = death
            for task, starts in self.starts.items():
                for started, token, worker, its_life in starts:
                    if worker is not actor or its_life != life or started > seconds:
                        continue
                    if not any(e[1] == token and e[0] <= seconds for e in self.ends[task]):
                        yield death, task, token

    def recoveries(self):
        """Seconds from a worker's death to the new start of each task that it had, with the death; nothing for tasks that
        ended before the worker fell silent, though their line was lost with it, or after it woke up in time. Seconds in
        which a frozen process kept the store's lock don't count."""
        for death, task, token in self.losses():
            later = [started for started, its, _, _ in self.starts[task] if its > token]
            if later:
                yield min(later) - death[0] - self.outages.within(death[0], min(later)), death, task

    def deaths_of(self, task):
        return sum(lost == task for _, lost, _ in self.losses())


def judge(story, ledger, denied):
    verdict = Verdict()
    tasks, ids = story.tasks, ledger.ids
    verdict.check("the file passes integrity_check", [] if story.integrity == ["ok"] else story.integrity)
    verdict.check("every accepted task is in the store", (f"{task} (mark {ids[task]})" for task in ids if task not in tasks))
    strangers = {}
    for task in tasks:
        if task not in ids:
            strangers.setdefault(mark_of(tasks[task]), []).append(task)
    verdict.check(
        "what else is there comes from requests whose answer was lost",
        (f"{t}" for mark, t in strangers.items() if mark not in ledger.unanswered),
    )
    per_mark = collections.Counter(mark_of(task) for task in tasks.values())
    if story.knows_repeats:
        verdict.check(
            "one Idempotency-Key made one task, however often it was sent",
            (f"mark {mark} has {count} tasks" for mark, count in per_mark.items() if count > 1),
        )
    verdict.check("every task is finished", (f"{t['id']} is {t['state']}" for t in tasks.values()
                                             if t["state"] not in ("done", "failed")))  # fmt: skip
    failed = [task for task in tasks.values() if task["state"] == "failed"]
    verdict.check(
        "only tasks with an unrecoverable fault, or killed three times, are FAILED",
        (f"{t['id']} (mark {mark_of(t)}): {t['failure_code']}, {t['crashes']} crashes: {t['failure_message']}" for t in failed
         if mark_of(t) not in denied and not (t["failure_code"] == "worker_crashed" and story.deaths_of(t["id"]) >= 3)),
    )  # fmt: skip
    verdict.check(
        "no task with an unrecoverable fault is DONE",
        (t["id"] for t in tasks.values() if mark_of(t) in denied and t["state"] != "failed"),
    )
    verdict.check("every DONE task has its own rows, written by the last holder of its lease",
                  filter(None, (wrong(t) for t in tasks.values() if t["state"] == "done")))  # fmt: skip
    verdict.check(
        "no task was completed twice",
        (f"{task}: {ends}" for task, all_ends in story.ends.items()
         if len(ends := [(e[1], e[4]) for e in all_ends if e[4] in ("done", "failed")]) > 1),
    )  # fmt: skip
    verdict.check(
        "no write of a stale holder is in the store",
        (f"{task}: {token} wrote the end, the store has token {tasks[task]['token']}" for task, all_ends in story.ends.items()
         for _, token, _, _, outcome in all_ends
         if outcome in ("done", "failed") and task in tasks and token != tasks[task]["token"]),
    )  # fmt: skip
    verdict.check("what clients were told held", [
        *ledger.broken,
        *(f"{task} was {status} for a client and is {tasks[task]['state']} in the store"
          for task, (status, _) in ledger.finished.items() if task in tasks and tasks[task]["state"] != status.lower()),
    ])  # fmt: skip
    verdict.check(
        "who was refused was told to try again: 429, 503 or 507",
        (f"{count} answers of {status}" for status, count in ledger.refused.items()
         if status not in ("no connection", 429, 503, 507)),
    )  # fmt: skip
    recoveries = sorted(story.recoveries(), key=lambda r: r[0])
    times = [seconds for seconds, _, _ in recoveries]
    verdict.check(
        "a task starts again within 30 s of its worker's death, half of them within 10 s, the store's lock being free",
        [f"{seconds:.1f} s for {task} after {death[1].name} was {death[3]}" for seconds, death, task in recoveries if seconds > 30]
        + ([f"median {statistics.median(times):.1f} s"] if times and statistics.median(times) >= 10 else []),
    )
    return verdict, failed, times


def mark_of(task):
    found = re.search(r"\bid > (\d+)", task["request"]["queries"][0]["query"]) if task.get("request") else None
    return int(found[1]) if found else None


def wrong(task):
    """Why a DONE task's result isn't its own, or nothing."""
    mark, result = mark_of(task), task.get("result")
    if not result:
        return f"{task['id']} has no result"
    queries = result["queries"]
    if [query["queryid"] for query in queries] != [f"q{mark}"]:
        return f"{task['id']} answers {[query['queryid'] for query in queries]} instead of q{mark}"
    report = result["report"]["queries"][0]
    if not report["changed"]:
        # A statement met a fault to its end, so the query keeps its text: what the task promises then.
        return None if f"id > {mark} " in queries[0]["query"] else f"{task['id']} kept another text than its own"
    if report["evidence"]["label"] != "equal on data" or report["evidence"].get("rows_compared") != 2:
        return f"{task['id']} was rewritten on the evidence {report['evidence']}"
    if not any(f"id > {mark}" in migration["statement"] for migration in result["migrations"]):
        return f"{task['id']} fills its table with the rows of another task"
    # The schema's name holds the end of the task's id and the fencing token of the attempt that wrote it.
    holder = f"{task['id'].replace('-', '')[-10:]}t{task['token']}"
    if holder not in result["ddl"][0]["statement"]:
        return f"{task['id']} has a result that another attempt than {holder} wrote: {result['ddl'][0]['statement']}"
    return None
