"""A Dask cluster on this machine, for tests; run as a program, it prints the scheduler's address.

    python cluster.py [WORKERS [PRELOAD]]

It ends when its standard input does. PRELOAD is a file of Python that each worker runs first.
"""

from __future__ import annotations

import sys

from distributed import LocalCluster


def main(workers: int = 2, preload: str = "") -> None:
    with LocalCluster(
        n_workers=workers,
        processes=True,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=":0",
        preload=[preload] if preload else [],
    ) as cluster:
        print(cluster.scheduler_address.removeprefix("tcp://"), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*(int(word) if word.isdigit() else word for word in sys.argv[1:]))
