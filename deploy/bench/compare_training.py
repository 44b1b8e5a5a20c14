"""Time of a step of training, PyTorch eager against Evenkeel: interleaved rounds on one core, then the ratios."""
import argparse
import json
import math
import os
import statistics
import sys

import workers

# depth, width, batch, optimiser, engine, steps
CASES = ["100 256 16 sgd explicit 10", "100 256 16 adam explicit 10", "4 4096 16 sgd matrix_free 3"]
# 17 billion weights: PyTorch cannot.
WIDE = "4 65536 16 sgd matrix_free 3"
# Of fewer trials a mean says too little.
LEAST_SAMPLE = 10


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/bench/run training", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds, the two taking turns (default 5)")
    parser.add_argument("--trials", type=int, default=3, help="trials per round and case (default 3)")
    parser.add_argument("--warmup", type=int, default=5, help="untimed trials per case before (default 5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    if min(options.rounds, options.trials) < 1 or options.warmup < 0:
        parser.error("--rounds and --trials must be at least 1, --warmup at least 0")
    return options


def measure(case, sides, options):
    """[seconds, first loss, last loss] of every trial by side."""
    rows = {side.name: [] for side in sides}
    # A trial of PyTorch takes seconds where that of the other takes milliseconds.
    slow = " matrix_free " in case
    for side in sides:
        few = slow and side.name == "pytorch"
        side.ask(f"{case} 0 {1 if few else options.warmup}")
    for i in range(options.rounds):
        for side in sides[:: 1 if i % 2 == 0 else -1]:
            rows[side.name] += side.ask(f"{case} {options.warmup + i * options.trials} {options.trials}")
    return rows


def z_score(left, right):
    """How far two samples' means are apart in standard errors; 0 where there is too little to compare."""
    if min(len(left), len(right)) < LEAST_SAMPLE:
        return 0.0
    error = math.sqrt(statistics.variance(left) / len(left) + statistics.variance(right) / len(right))
    return (statistics.fmean(left) - statistics.fmean(right)) / error


def summary(case, rows):
    depth, width, batch, optimizer, engine, steps = case.split(" ")
    result = {
        "depth": int(depth), "width": int(width), "batch": int(batch), "optimizer": optimizer, "engine": engine,
        "steps": int(steps),
    }
    for name, trials in rows.items():
        ms = [1e3 * row[0] / int(steps) for row in trials]
        result[name + "_ms"] = {"median": statistics.median(ms), "min": min(ms), "trials": len(ms)}
    if "pytorch" in rows:
        result["ratio_of_medians"] = result["pytorch_ms"]["median"] / result["evenkeel_ms"]["median"]
        result["ratio_of_minima"] = result["pytorch_ms"]["min"] / result["evenkeel_ms"]["min"]
        # Losses of one law have logarithms of one mean.
        result["z"] = [
            z_score(*([math.log(row[i]) for row in rows[name]] for name in ("pytorch", "evenkeel"))) for i in (1, 2)]
    return result


def peak_mib(side):
    """Most memory that a process has held so far, MiB."""
    with open(f"/proc/{side.process.pid}/status", encoding="utf-8") as status:
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024


def wide():
    """Time and memory of a process that trains one wide net."""
    side = workers.evenkeel("TrainingBench")
    rows = side.ask(f"{WIDE} 0 3")
    result = summary(WIDE, {"evenkeel": rows[1:]})
    result["seconds_per_trial"] = statistics.median(row[0] for row in rows[1:])
    result["peak_mib"] = peak_mib(side)
    side.close()
    return result


def table(report):
    lines = [
        f"machine   {report['machine']}",
        f"          load average {report['load']:.1f} before the start",
        f"Java      {report['java']}",
        f"PyTorch   {report['pytorch']}; one thread",
        "",
        f"{'ms per step, depth x width x batch':50}{'PyTorch':>18}{'Evenkeel':>18}{'ratio':>8}",
        f"{'':50}{'median     min':>18}{'median     min':>18}{'median    min':>14}",
    ]
    for case in report["cases"]:
        name = f"{case['depth']} x {case['width']} x {case['batch']} {case['optimizer']}, {case['engine']}, {case['steps']} steps"
        theirs, ours = case["pytorch_ms"], case["evenkeel_ms"]
        lines.append(
            f"{name:50}{theirs['median']:9.2f}{theirs['min']:9.2f}{ours['median']:9.2f}{ours['min']:9.2f}"
            f"{case['ratio_of_medians']:7.2f}{case['ratio_of_minima']:7.2f}")
    last = report["wide"]
    lines += ["", f"4 x 65536 x 16 sgd, matrix_free, 3 steps: {last['seconds_per_trial']:.1f} s a trial, at most "
              f"{last['peak_mib']:.0f} MiB in the process; its weights would take 69 GB"]
    return "\n".join(lines)


def main():
    options = arguments()
    load = os.getloadavg()[0]
    torch = workers.pytorch("torch_training.py")
    hello = json.loads(torch.line())
    evenkeel = workers.evenkeel("TrainingBench")
    cases = [summary(case, measure(case, [torch, evenkeel], options)) for case in CASES]
    torch.close()
    evenkeel.close()
    report = {
        "machine": workers.machine(),
        "load": load,
        "java": workers.java(),
        "pytorch": hello["torch"],
        "rounds": options.rounds,
        "trials_per_round": options.trials,
        "cases": cases,
        "wide": wide(),
    }
    print(json.dumps(report, indent=2) if options.json else table(report))
    workers.warn_if_busy(load)
    # A few comparisons: |z| > 6 by chance has a probability of about 1e-8 each.
    for case in cases:
        if max(abs(z) for z in case["z"]) > 6:
            sys.exit(f"bench: the two do not train the same network: {case}")


main()
