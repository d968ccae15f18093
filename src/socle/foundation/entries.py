"""What is kept of a page, and the memory of one process for it."""

import threading
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    stamps: dict[str, str]
    headers: dict[str, str]
    compressed: bytes
    etag: str


class Memory:
    """The entries this process used last; right because stamps are asked for at every use."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.entries: OrderedDict[str, Entry] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: str) -> Entry | None:
        with self.lock:
            entry = self.entries.get(key)
            if entry is not None:
                self.entries.move_to_end(key)
            return entry

    def put(self, key: str, entry: Entry) -> None:
        with self.lock:
            self.forget(key)
            self.entries[key] = entry
            self.size += len(entry.compressed)
            while self.size > self.limit:
                self.forget(next(iter(self.entries)))

    def drop(self, key: str) -> None:
        with self.lock:
            self.forget(key)

    def forget(self, key: str) -> None:
        entry = self.entries.pop(key, None)
        if entry is not None:
            self.size -= len(entry.compressed)
