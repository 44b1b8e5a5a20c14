"""The road of a trial through Spark: sweeps run by the real launcher in a temporary folder, and where their time and memory go."""
import argparse
import glob
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from workers import BENCH, java, machine, warn_if_busy

LAUNCHER = os.path.join(os.path.dirname(BENCH), "bin", "evenkeel")
BEGUN = re.compile(r"(\w+): (\d+) trials in (\d+) shards")
DONE = re.compile(r"\d+ of \d+ trials done")
MIB = 1024


def sweep(name):
    return os.path.join(BENCH, "sweeps", name + ".yaml")


class Memory(threading.Thread):
    """The resident memory of a process in MiB, once a second."""

    def __init__(self, pid, began):
        super().__init__(daemon=True)
        self.pid = pid
        self.began = began
        self.samples = []
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(1.0):
            resident = self.resident()
            if resident:
                self.samples.append((time.monotonic() - self.began, resident))

    def resident(self):
        try:
            with open(f"/proc/{self.pid}/status", encoding="utf-8") as status:
                return next((int(line.split()[1]) // MIB for line in status if line.startswith("VmRSS:")), None)
        except OSError:  # the process has just ended
            return None

    def between(self, begin, end):
        return [resident for at, resident in self.samples if begin <= at <= end]


class Run:
    """One `evenkeel run`, watched from outside; times in seconds since the command."""

    def __init__(self, name, cores, folder):
        began = time.monotonic()
        self.out = os.path.join(folder, name)
        command = [LAUNCHER, "run", sweep(name), "--out", self.out]
        if cores:
            command += ["--master", f"local[{cores}]"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
        self.memory = Memory(process.pid, began)  # the launcher becomes the Java VM
        self.memory.start()
        self.up = self.done = None
        said = []
        for line in process.stdout:
            said.append(line)
            if self.up is None and BEGUN.match(line):
                self.up = time.monotonic() - began
            elif self.done is None and DONE.match(line):
                self.done = time.monotonic() - began
        _, status, usage = os.wait4(process.pid, 0)
        self.exit = time.monotonic() - began
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory.ended.set()
        self.memory.join()
        if status != 0 or self.up is None or self.done is None:
            sys.exit("bench: the run went wrong:\n" + "".join(said))

    def timings(self):
        """What each shard says of itself."""
        found = []
        for path in glob.glob(os.path.join(self.out, "_evenkeel", "timings", "*.json")):
            with open(path, encoding="utf-8") as file:
                found.append(json.load(file))
        return found


def share(seconds, whole):
    return f"{seconds:8.2f} s {100 * seconds / whole:6.1f} %"


def report(run, cores):
    timings = run.timings()
    total = {key: sum(shard[key] for shard in timings)
             for key in ("trials", "kernel_seconds", "compute_seconds", "publish_seconds")}
    wall = run.done - run.up
    whole = cores * wall
    encoding = total["compute_seconds"] - total["kernel_seconds"]
    busy = total["compute_seconds"] + total["publish_seconds"]
    shortest = min(shard["shortest_trial_seconds"] for shard in timings)
    longest = max(shard["longest_trial_seconds"] for shard in timings)
    print(f"trials            {total['trials']:,} in {len(timings)} shards; one takes {1e3 * shortest:.3f} to {1e3 * longest:.1f} ms")
    print(f"wall              {wall:.2f} s from Spark being up to the last shard: {total['trials'] / wall:,.0f} trials/s")
    print(f"before and after  Spark up at {run.up:.2f} s, report {run.exit - run.done:.2f} s, exit at {run.exit:.2f} s")
    print(f"efficiency        {total['kernel_seconds'] / whole:.3f} = trials' own time / ({cores} cores x wall); the whole went to")
    print(f"  trials          {share(total['kernel_seconds'], whole)}")
    print(f"  encoding        {share(encoding, whole)}   rows to Parquet pages")
    print(f"  publishing      {share(total['publish_seconds'], whole)}   check, write, fsync, move")
    print(f"  waiting         {share(whole - busy, whole)}   scheduling, start of the first tasks, end of the last")
    print(f"processor         {run.cpu:.1f} s of CPU time in all, JIT compilers and garbage collection included")
    for title, begin, end in (("resident, trials", run.up, run.done), ("resident, report", run.done, run.exit)):
        memory = run.memory.between(begin, end)
        if memory:
            print(f"{title}  MiB: first {memory[0]}, median {statistics.median(memory):.0f}, last {memory[-1]}, most {max(memory)}; "
                  "each second: " + " ".join(map(str, memory)))


def once(name, arguments, folder):
    cores = arguments.cores or len(os.sched_getaffinity(0))
    for number in range(arguments.rounds):
        print(f"-- {name}, round {number + 1}; load average {os.getloadavg()[0]:.1f}", flush=True)
        run = Run(name, arguments.cores, folder)
        report(run, cores)
        sys.stdout.flush()
        shutil.rmtree(run.out)


def seconds_of(command):
    began = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


def coldstart(arguments, folder):
    rows = {"run: Spark up": [], "run: trial done": [], "run: exit": [], "run: CPU time": []}
    commands = {
        "--help": ["--help"],
        "list inits": ["list", "inits"],
        "plan, 1 trial": ["plan", sweep("coldstart")],
        "plan, 10^7 trials in 10^6 cells": ["plan", sweep("large")],
    }
    rows.update({name: [] for name in commands})
    for _ in range(arguments.rounds):
        run = Run("coldstart", arguments.cores, folder)
        shutil.rmtree(run.out)
        for name, value in zip(list(rows)[:4], (run.up, run.done, run.exit, run.cpu)):
            rows[name].append(value)
        for name, words in commands.items():
            rows[name].append(seconds_of([LAUNCHER, *words]))
    print(f"{'seconds from the command':34}{'median':>8}{'least':>8}{'most':>8}   of {arguments.rounds}")
    for name, values in rows.items():
        print(f"{name:34}{statistics.median(values):8.2f}{min(values):8.2f}{max(values):8.2f}")


def main():
    parser = argparse.ArgumentParser(prog="deploy/bench/run", description=__doc__)
    parser.add_argument("what", choices=["small", "fanout", "cells", "morecells", "coldstart"])
    parser.add_argument("--cores", type=int, help="cores for trials; all by default")
    parser.add_argument("--rounds", type=int, help="how often; coldstart 5 times by default, the others once")
    arguments = parser.parse_args()
    arguments.rounds = arguments.rounds or (5 if arguments.what == "coldstart" else 1)
    load = os.getloadavg()[0]
    print(f"machine           {machine()}; load average {load:.1f} before the start")
    print(f"Java              {java()}", flush=True)
    folder = tempfile.mkdtemp(prefix="evenkeel-bench-")
    try:
        if arguments.what == "coldstart":
            coldstart(arguments, folder)
        else:
            once(arguments.what, arguments, folder)
    finally:
        shutil.rmtree(folder)
    warn_if_busy(load)


if __name__ == "__main__":
    main()
