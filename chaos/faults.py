"""Everything that is broken on purpose. Each fault begins, lasts and ends within its own call; the play has pauses between."""
import random
import time


class Deaths:
    """When which worker was taken from its tasks, by kill or by freezing past the lease."""

    def __init__(self):
        self.all = []  # (seconds, actor, life, how)

    def note(self, seconds, actor, how):
        self.all.append((seconds, actor, actor.lives, how))


class Outages:
    """When a process that stood still kept the store's lock, so that nobody could take up a task."""

    def __init__(self):
        self.all = []  # (begin, end)

    def note(self, begin, end):
        self.all.append((begin, end))

    def within(self, begin, end):
        """Seconds of outage between the two."""
        return sum(max(0, min(end, its_end) - max(begin, its_begin)) for its_begin, its_end in self.all)


class Faults:
    def __init__(self, stage, trino, model, deaths, outages, lease, elder, seed):
        self.stage, self.trino, self.model, self.lease = stage, trino, model, lease
        self.deaths, self.outages = deaths, outages
        # Never killed, so that its memory can be watched from beginning to end.
        self.elder = elder
        self.random = random.Random(seed)

    @property
    def mortals(self):
        return [worker for worker in self.stage.workers if worker is not self.elder]

    def kill_worker(self):
        """a worker is killed"""
        worker = self.random.choice(self.mortals)
        self.deaths.note(worker.kill(), worker, "killed")
        time.sleep(self.random.uniform(0.5, 3))
        worker.start()

    def kill_all_workers(self):
        """all workers but one are killed at once"""
        for worker in self.mortals:
            self.deaths.note(worker.kill(), worker, "killed")
        time.sleep(1)
        for worker in self.mortals:
            worker.start()

    def freeze_worker(self):
        """a worker stands still for longer than its lease"""
        worker = self.random.choice(self.stage.workers)
        begin = worker.freeze()
        self.deaths.note(begin, worker, "frozen")
        # In the midst of a write it keeps the store's lock, which nobody can take from a process that lives.
        is_writing = self.stage.is_store_locked()
        time.sleep(max(0, begin + self.lease * 2 + 4 - time.monotonic()))
        worker.thaw()
        if is_writing:
            print(f"chaos:          {worker.name} stood still in the midst of a write, so nobody could write", flush=True)
            self.outages.note(begin, time.monotonic())

    def freeze_worker_briefly(self):
        """a worker stands still for less than its lease"""
        worker = self.random.choice(self.stage.workers)
        worker.freeze()
        time.sleep(self.lease / 3)
        worker.thaw()

    def kill_api(self):
        """the API is killed"""
        self.stage.api.kill()
        time.sleep(self.random.uniform(0.2, 2))
        self.stage.api.start()
        self.stage.wait_until_ready()

    def freeze_api(self):
        """the API stands still for longer than a lease"""
        self.stage.api.freeze()
        time.sleep(self.lease + 3)
        self.stage.api.thaw()

    def restart_worker(self):
        """a worker is told to stop and started again"""
        worker = self.random.choice(self.mortals)
        worker.stop()
        worker.start()

    def restart_redis(self):
        """Redis is killed, and comes back empty"""
        self.stage.redis.kill()
        time.sleep(self.random.uniform(2, 6))
        self.stage.redis.start()

    def flush_redis(self):
        """Redis loses its data"""
        self.stage.flush_redis()

    def cut_redis_off(self):
        """Redis answers nobody"""
        self.stage.redis.freeze()
        time.sleep(8)
        self.stage.redis.thaw()

    def fill_disk(self):
        """the disk is full"""
        if not self.stage.has_small_disk:
            return
        self.stage.fill_disk()
        try:
            time.sleep(self.lease + 4)
        finally:
            self.stage.free_disk()

    def jump_clock(self):
        """the clock jumps ahead, then far back, then to the truth"""
        if not self.stage.has_clock:
            return
        for seconds in (3000, -5400, 0):
            self.stage.set_clock(seconds)
            time.sleep(5)

    def trino_fails(self):
        """Trino answers 502 and 429, drops connections and hangs"""
        self.trino.faults.set(bad_gateway=0.04, overloaded=0.03, drop=0.04, hang=0.01)
        time.sleep(12)
        self.trino.faults.set()

    def model_fails(self):
        """the language model answers 502 and 429, drops connections and hangs"""
        self.model.faults.set(bad_gateway=0.2, overloaded=0.2, drop=0.2, hang=0.05)
        time.sleep(8)
        self.model.faults.set()

    def all_once(self):
        """Every fault, in an order of chance, but the API's last ones early, so that its memory can be watched too."""
        faults = [
            self.kill_worker, self.freeze_worker, self.kill_api, self.restart_redis, self.flush_redis, self.cut_redis_off,
            self.fill_disk, self.jump_clock, self.trino_fails, self.model_fails, self.freeze_api, self.kill_all_workers,
            self.freeze_worker_briefly, self.restart_worker,
        ]  # fmt: skip
        self.random.shuffle(faults)
        return faults
