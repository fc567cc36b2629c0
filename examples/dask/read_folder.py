#!/usr/bin/env python3
"""Reads a folder of reports with Dask: any number of workers, on this machine or on many, and a Parquet file a chunk.

    read_folder.py FOLDER OUT                         workers on this machine
    read_folder.py FOLDER OUT --scheduler HOST:8786   those of a cluster; they see both folders and have the command

Each task runs the command `certdelta` once on a chunk of files, so what it costs to start is paid once a chunk. A chunk
whose worker dies is read again by another one: its file gets its name only when it is whole, and the same documents give
the same bytes. What could not be read is listed in OUT/errors.txt; the exit status is then 2.
"""
import argparse
import os
import shutil
import subprocess
import sys
import uuid

from distributed import Client, LocalCluster, as_completed


def read_chunk(command, files, unfinished, target):
    """Writes the rows of one chunk; gives the lines that say what could not be read."""
    part = os.path.join(unfinished, uuid.uuid4().hex + ".parquet")
    done = subprocess.run([*command, "parse", "--out", part, *files], capture_output=True, text=True)
    if done.returncode not in (0, 2) or not os.path.exists(part):
        raise RuntimeError(f"{command[-1]} exited with {done.returncode}: {done.stderr}")
    os.replace(part, target)
    return done.stderr.splitlines()


def files_of(folder):
    found = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    return sorted(os.path.abspath(path) for path in found if not os.path.basename(path).startswith("."))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--scheduler", help="address of a cluster's scheduler")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="on this machine (default: one a core)")
    parser.add_argument("--chunk", type=int, default=500, help="files a task (default: 500)")
    parser.add_argument("--command", nargs="+", default=["certdelta"], help="how workers start certdelta")
    return parser.parse_args()


def main():
    options = arguments()
    out = os.path.abspath(options.out)
    unfinished = os.path.join(out, ".unfinished")
    os.makedirs(unfinished, exist_ok=True)
    files = files_of(options.folder)
    chunks = [files[start : start + options.chunk] for start in range(0, len(files), options.chunk)]
    cluster = None
    if not options.scheduler:
        cluster = LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
    client = Client(options.scheduler or cluster)
    targets = [os.path.join(out, f"part-{number:05}.parquet") for number in range(len(chunks))]
    tasks = [
        client.submit(read_chunk, options.command, chunk, unfinished, target, pure=False)
        for chunk, target in zip(chunks, targets)
    ]
    for count, task in enumerate(as_completed(tasks), 1):
        task.result()
        print(f"{count} of {len(tasks)} chunks", file=sys.stderr)
    errors = [line for task in tasks for line in task.result()]
    client.close()
    if cluster:
        cluster.close()
    # What a worker that died had begun.
    shutil.rmtree(unfinished)
    with open(os.path.join(out, "errors.txt"), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in errors)
    return 2 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
