"""Requests at once: all of them read first, then write. At that moment a limit that is counted
outside the commit lets several through."""

import threading
from concurrent.futures import ThreadPoolExecutor

from contest.refusals import Refused
from contest_aws.store.protocol import retry_on_conflict
from tests.contest_aws.services.fakes import TableStore


class AtOnce(TableStore):
    """Holds back every thread's first commit until all threads have come to theirs."""

    def __init__(self) -> None:
        super().__init__()
        self._lock, self._came = threading.Lock(), threading.local()
        self.barrier: threading.Barrier | None = None

    def commit(self, *changes):
        if self.barrier and not getattr(self._came, "before", False):
            self._came.before = True
            self.barrier.wait(timeout=5)
        with self._lock:
            super().commit(*changes)


def at_once(store, actions):
    """Runs all at the same moment. The codes of those that were refused."""
    store.barrier = threading.Barrier(len(actions))

    def run(action):
        try:
            retry_on_conflict(action)
        except Refused as refused:
            return refused.refusals[0].code
        return None

    with ThreadPoolExecutor(len(actions)) as pool:
        found = list(pool.map(run, actions))
    store.barrier = None
    return [code for code in found if code]
