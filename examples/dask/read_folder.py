#!/usr/bin/env python3
"""Reads a folder of reports with Dask: any number of workers, on this machine or on many, and a Parquet file a chunk.

    read_folder.py FOLDER OUT                         workers on this machine
    read_folder.py FOLDER OUT --scheduler HOST:8786   those of a cluster; they see both folders and have the command

Each task runs the command `certdelta` once on a chunk of files, so what it costs to start is paid once a chunk. A chunk
whose worker dies is read again by another one: its file gets its name only when it is whole, and the same documents give
the same bytes. What gave no rows is listed in OUT/errors.txt with the reason; where that is an error, the exit status
is 2.
"""
import argparse
import os
import shutil
import subprocess
import sys
import uuid

from distributed import Client, LocalCluster, as_completed


def read_chunk(command, files, unfinished, target):
    """Writes the rows of one chunk; gives the lines that say what has none, and whether that is because of errors."""
    part = os.path.join(unfinished, uuid.uuid4().hex + ".parquet")
    fatal = []
    done = run(command, files, part)
    if ended_badly(done):
        # One document costs no other one its rows.
        fatal = find_fatal(command, files, part)
        if len(fatal) == len(files):
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode} on every document: {done.stderr}")
        done = run(command, [file for file in files if file not in fatal], part)
    os.replace(part, target)
    lines = [f"certdelta: {file}: the command ends when it reads this (trap)" for file in fatal]
    return lines + done.stderr.splitlines(), done.returncode != 0 or fatal != []


def run(command, files, part):
    return subprocess.run([*command, "parse", "--out", part, *files], capture_output=True, text=True)


def ended_badly(done):
    return done.returncode not in (0, 2)


def find_fatal(command, files, part):
    """Those of the files that end the command: halves of them until each is alone."""
    if not ended_badly(run(command, files, part)):
        return []
    if len(files) == 1:
        return files
    middle = len(files) // 2
    return find_fatal(command, files[:middle], part) + find_fatal(command, files[middle:], part)


def files_of(folder, out):
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if os.path.join(place, name) != out]
        found += [os.path.join(place, name) for name in names if not name.startswith(".")]
    return sorted(found)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("out", help="a new folder, or an empty one")
    parser.add_argument("--scheduler", help="address of a cluster's scheduler")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="on this machine (default: one a core)")
    parser.add_argument("--chunk", type=int, default=500, help="files a task (default: 500)")
    parser.add_argument("--command", nargs="+", default=["certdelta"], help="how workers start certdelta")
    options = parser.parse_args()
    options.folder, options.out = os.path.abspath(options.folder), os.path.abspath(options.out)
    if not os.path.isdir(options.folder):
        parser.error(f"{options.folder} is no folder")
    # Rows of an earlier run beside those of this one would be counted twice.
    if os.path.isdir(options.out) and os.listdir(options.out):
        parser.error(f"{options.out} is not empty")
    if options.chunk < 1 or options.workers < 1:
        parser.error("--chunk and --workers are numbers from 1")
    return options


def main():
    options = arguments()
    files = files_of(options.folder, options.out)
    if not files:
        sys.exit(f"there are no files in {options.folder}")
    unfinished = os.path.join(options.out, ".unfinished")
    os.makedirs(unfinished)
    chunks = [files[start : start + options.chunk] for start in range(0, len(files), options.chunk)]
    cluster = None
    if not options.scheduler:
        cluster = LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
    client = Client(options.scheduler or cluster)
    targets = [os.path.join(options.out, f"part-{number:05}.parquet") for number in range(len(chunks))]
    tasks = [
        client.submit(read_chunk, options.command, chunk, unfinished, target, pure=False)
        for chunk, target in zip(chunks, targets)
    ]
    for count, task in enumerate(as_completed(tasks), 1):
        task.result()
        print(f"{count} of {len(tasks)} chunks", file=sys.stderr)
    results = [task.result() for task in tasks]
    client.close()
    if cluster:
        cluster.close()
    # What a worker that died had begun.
    shutil.rmtree(unfinished)
    with open(os.path.join(options.out, "errors.txt"), "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for lines, _ in results for line in lines)
    return 2 if any(has_failed for _, has_failed in results) else 0


if __name__ == "__main__":
    sys.exit(main())
