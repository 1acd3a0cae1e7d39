"""A Dask cluster on this machine, for tests; run as a program, it prints the scheduler's address.

    python cluster.py WORKERS [PRELOAD]

For each line that it reads it prints how many tasks the scheduler knows. It ends when its standard
input does. PRELOAD is a file of Python that each worker runs first.
"""

from __future__ import annotations

import sys

from distributed import LocalCluster


def main(workers: str, *preload: str) -> None:
    with LocalCluster(
        n_workers=int(workers),
        processes=True,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=":0",
        preload=list(preload),
    ) as cluster:
        print(cluster.scheduler_address.removeprefix("tcp://"), flush=True)
        for _ in sys.stdin:
            print(len(cluster.scheduler.tasks), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
