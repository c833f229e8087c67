"""Breaks everything on purpose and shows that nothing accepted is lost; see README.md.

    chaos.py --bin DIRECTORY [--tasks 1000] [--minutes 9] [--seed N]
    chaos.py --bin DIRECTORY --short
"""
import argparse
import json
import pathlib
import random
import statistics
import sys
import tempfile
import threading
import time

import clients
import trino
import verdict
from faults import Deaths, Faults, Outages
from stage import Stage

LEASE = 6


class Doom:
    """Kills the worker of a task at each start, until it has died three times."""

    def __init__(self, mark_by_task, deaths):
        self.mark_by_task, self.deaths = mark_by_task, deaths
        self.victims = []

    def watch(self, actor, entry):
        seconds, _, line = entry
        if line.get("message") == "task started" and self.mark_by_task(line["task"]):
            self.victims.append(actor)


def memory_watch(actors, stopped, samples):
    while not stopped.wait(2):
        for actor in actors:
            size = actor.resident()
            if size and not actor.frozen:
                samples.setdefault((actor.name, actor.lives), []).append((time.monotonic(), size))


def plan(arguments):
    """Marks, how long each one's statements take, and the users of those that Trino refuses."""
    chance = random.Random(arguments.seed)
    marks = list(range(1, arguments.tasks + 1))
    seconds = {mark: chance.choice([0, 0, 0.1, 0.2, 0.4, 0.8, 1.5, 3 if mark % 7 == 0 else 0.3]) for mark in marks}
    few = max(1, arguments.tasks // 300)
    early = marks[: len(marks) // 3]
    denied = set(chance.sample(early, few))
    doomed = set(chance.sample([mark for mark in early if mark not in denied], few))
    # Long enough to be killed in.
    seconds |= {mark: 4 for mark in doomed}
    return marks, seconds, denied, doomed


def play(arguments, folder):
    marks, seconds, denied, doomed = plan(arguments)
    scripted = trino.ScriptedTrino(lambda mark: seconds.get(mark, 0), arguments.seed)
    model = trino.scripted_model(arguments.seed)
    stage = Stage(folder, arguments.bin, scripted.port, model.port, arguments.workers, arguments.concurrency, arguments.disk << 20)
    print(f"chaos: {len(marks)} tasks, {arguments.workers} workers of {arguments.concurrency} slots, seed {arguments.seed}, "
          f"{folder}", flush=True)  # fmt: skip
    if not stage.has_small_disk:
        print("chaos: no tmpfs can be mounted here (that needs root), so the disk is not filled", flush=True)
    if not stage.has_clock:
        print("chaos: libfaketime or a C compiler is not installed, so the clock does not jump", flush=True)
    ledger, deaths, outages, stopped, samples = clients.Ledger(), Deaths(), Outages(), threading.Event(), {}
    doom = Doom(lambda task: ledger.ids.get(task) in doomed, deaths)
    elder = stage.workers[0]
    try:
        for actor in [stage.redis, stage.api]:
            actor.start()
        stage.wait_until_ready()
        for worker in stage.workers:
            worker.listeners.append(doom.watch)
            worker.start()
        threading.Thread(target=memory_watch, args=([stage.api, *stage.workers], stopped, samples), daemon=True).start()
        length = arguments.minutes * 60
        users = {mark: "denied" for mark in denied}
        senders = [
            clients.Submitter(ledger, stage.api_port, scripted.port, marks[n :: arguments.clients], users, length * 0.8, n)
            for n in range(arguments.clients)
        ]
        pollers = [clients.Poller(ledger, stage.api_port, stopped, n) for n in range(2)]
        for thread in [*senders, *pollers]:
            thread.start()
        torment(stage, Faults(stage, scripted, model, deaths, outages, LEASE, elder, arguments.seed), doom, length, arguments)
        finish(stage, senders, ledger, arguments, doom)
    finally:
        stopped.set()
        store = stage.strike()
    story = verdict.Story(store, stage.workers, deaths.all, outages)
    return tell(arguments, story, ledger, denied, scripted, model, samples, elder, stage)


def torment(stage, faults, doom, length, arguments):
    begin = time.monotonic()
    queue, done = [], 0
    while time.monotonic() - begin < length or (arguments.short and queue):
        if not queue:
            if arguments.short and done:
                break
            queue = faults.all_once()
        fault = queue.pop()
        print(f"chaos: {time.monotonic() - begin:5.0f} s  {fault.__doc__}", flush=True)
        fault()
        done += 1
        end = time.monotonic() + arguments.pause
        while time.monotonic() < end:
            strike_victims(doom)
            revive(stage)
            time.sleep(0.1)


def strike_victims(doom):
    while doom.victims:
        worker = doom.victims.pop()
        if worker.is_alive:
            print(f"chaos:          {worker.name} is killed for what it began", flush=True)
            doom.deaths.note(worker.kill(), worker, "killed")
            time.sleep(0.5)
            worker.start()


def revive(stage):
    for actor in [stage.redis, stage.api, *stage.workers]:
        if not actor.is_alive:
            raise SystemExit(f"chaos: {actor.name} ended by itself with {actor.process.returncode}; see {actor.log.name}")


def finish(stage, senders, ledger, arguments, doom):
    """No more faults: whatever is left has the time to end."""
    print("chaos: the faults are over", flush=True)
    end = time.monotonic() + arguments.patience
    while time.monotonic() < end:
        strike_victims(doom)
        revive(stage)
        if not any(sender.is_alive() for sender in senders) and all(task in ledger.finished for task in ledger.ids):
            break
        time.sleep(0.2)
    for actor in [*stage.workers, stage.api]:
        status = actor.stop()
        if status != 0:
            ledger.broken.append(f"{actor.name} ended with {status} on SIGTERM; see {actor.log.name}")


def tell(arguments, story, ledger, denied, scripted, model, samples, elder, stage):
    result, failed, times = verdict.judge(story, ledger, denied)
    growth = []
    for (name, life), sizes in samples.items():
        if len(sizes) < 30:
            continue
        middle = statistics.median(size for _, size in sizes[len(sizes) // 4 : len(sizes) // 2])
        last = statistics.median(size for _, size in sizes[-max(5, len(sizes) // 10) :])
        growth.append((name, life, middle, last))
    result.check(
        "memory is flat: no process ends 16 MB above what it had after a quarter of its life",
        (f"{name}, life {life}: {middle / 1e6:.0f} MB, at the end {last / 1e6:.0f} MB" for name, life, middle, last in growth
         if last - middle > 16e6),
    )  # fmt: skip
    print("\n".join(result.lines))
    print(f"\naccepted {len(ledger.ids)}, in the store {len(story.tasks)}, "
          f"done {sum(t['state'] == 'done' for t in story.tasks.values())}, failed {len(failed)}")  # fmt: skip
    for task in failed:
        why = "Trino refuses its user" if verdict.mark_of(task) in denied else f"{story.deaths_of(task['id'])} deaths"
        print(f"  {task['id']}  {task['failure_code']}  ({why})")
    changed = sum(t["result"]["report"]["queries"][0]["changed"] for t in story.tasks.values() if t.get("result"))
    print(f"rewritten {changed}; the others met a fault in a statement and kept their text")
    print(f"refused or unanswered: {ledger.refused}, {sum(ledger.unanswered.values())} without an answer")
    print(f"attempts {sum(len(starts) for starts in story.starts.values())}, worker deaths {len(story.deaths)}; "
          f"faults of Trino {scripted.faults.counts}, of the model {model.faults.counts}; "
          f"statements that nobody ended: {scripted.abandoned()}")  # fmt: skip
    if times:
        print(f"from a worker's death to its task's new start: {len(times)} tasks, median {statistics.median(times):.1f} s, "
              f"maximum {max(times):.1f} s")  # fmt: skip
    for name, life, middle, last in growth:
        print(f"memory of {name}{' (all along)' if name == elder.name and life == 1 else f', life {life}'}: {middle / 1e6:.0f} MB, then {last / 1e6:.0f} MB")
    return result.failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=pathlib.Path, help="the folder of lakewright-api and lakewright-worker")
    parser.add_argument("--short", action="store_true", help="each fault once, 150 tasks: about two minutes and a half")
    parser.add_argument("--tasks", type=int)
    parser.add_argument("--minutes", type=float, help="how long the faults go on")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--concurrency", type=int, default=4)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--pause", type=float, help="seconds between two faults")
    parser.add_argument("--patience", type=float, default=180, help="seconds that tasks get to end after the last fault")
    parser.add_argument("--disk", type=int, default=192, help="MiB of the small disk")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("run/chaos"))
    arguments = parser.parse_args()
    arguments.bin = arguments.bin.resolve()
    arguments.tasks = arguments.tasks or (150 if arguments.short else 1000)
    arguments.minutes = arguments.minutes or (2 if arguments.short else 9)
    arguments.pause = arguments.pause if arguments.pause is not None else (1 if arguments.short else 4)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=time.strftime("%H%M%S-"), dir=arguments.folder.resolve()))
    failures = play(arguments, folder)
    if failures:
        sys.exit(f"\nchaos: {len(failures)} of the promises are broken (seed {arguments.seed}; logs and store in {folder})")
    print("\nchaos: every promise held")


if __name__ == "__main__":
    main()
