"""Kernel time per trial, PyTorch against Evenkeel: interleaved rounds on one core, then the ratios."""
import argparse
import json
import math
import os
import platform
import statistics
import sys

import workers

SHAPE = "100 256 16"
SCHEMES = [("kaiming_normal(nonlinearity=relu)", "relu"), ("xavier_uniform(gain=1.6666666666666667)", "tanh")]
CASES = [f"{SHAPE} {init} {activation} {passes}" for init, activation in SCHEMES for passes in ("forward", "both")]
PASSES = {"forward": "forward", "both": "forward + backward"}


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/bench/run", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="rounds, the two taking turns (default 9)")
    parser.add_argument("--trials", type=int, default=10, help="trials per round and case (default 10)")
    parser.add_argument("--warmup", type=int, default=60, help="untimed trials per case before (default 60)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    if min(options.rounds, options.trials) < 1 or options.warmup < 0:
        parser.error("--rounds and --trials must be at least 1, --warmup at least 0")
    return options


def measure(sides, options):
    """[seconds, log10 std of the output, log10 std of the first layer's gradient] of every trial, by case and side."""
    rows = {case: {side.name: [] for side in sides} for case in CASES}
    for case in CASES:
        for side in sides:
            side.ask(f"{case} 0 {options.warmup}")
        for i in range(options.rounds):
            request = f"{case} {options.warmup + i * options.trials} {options.trials}"
            # Each round the other goes first, so that neither always follows the other.
            for side in sides[:: 1 if i % 2 == 0 else -1]:
                rows[case][side.name].append(side.ask(request))
    return rows


def z_score(left, right):
    """How far two samples' means are apart in standard errors; 0 where there is nothing to compare."""
    if len(left) < 2 or any(math.isnan(x) for x in left + right):
        return 0.0
    error = math.sqrt(statistics.variance(left) / len(left) + statistics.variance(right) / len(right))
    return (statistics.fmean(left) - statistics.fmean(right)) / error if error > 0 else 0.0


def summary(case, rounds):
    """What one case comes to: times in ms, the ratios, and whether the two measured the same thing."""
    flat = {name: [row for part in parts for row in part] for name, parts in rounds.items()}
    ms = {name: [1e3 * row[0] for row in rows] for name, rows in flat.items()}
    per_round = [
        statistics.median(t[0] for t in theirs) / statistics.median(o[0] for o in ours)
        for theirs, ours in zip(rounds["pytorch"], rounds["evenkeel"])
    ]
    depth, width, batch, init, activation, passes = case.split(" ")
    result = {
        "depth": int(depth), "width": int(width), "batch": int(batch),
        "init": init, "activation": activation, "passes": PASSES[passes],
        "ratio_of_medians": statistics.median(ms["pytorch"]) / statistics.median(ms["evenkeel"]),
        "ratio_of_minima": min(ms["pytorch"]) / min(ms["evenkeel"]),
        "ratio_by_round": {"min": min(per_round), "max": max(per_round)},
        "z_output": z_score(*([row[1] for row in flat[name]] for name in ("pytorch", "evenkeel"))),
        "z_gradient": z_score(*([row[2] for row in flat[name]] for name in ("pytorch", "evenkeel"))),
    }
    for name, times in ms.items():
        result[name + "_ms"] = {"median": statistics.median(times), "min": min(times), "trials": len(times)}
    return result


def table(report):
    lines = [
        f"machine   {report['machine']}",
        f"          load average {report['load']:.1f} before the start",
        f"Java      {report['java']}",
        f"PyTorch   {report['pytorch']}, Python {report['python']}; one thread",
        f"BLAS      PyTorch: {report['blas']['openblas'] or 'no OpenBLAS'} ({', '.join(report['blas']['libraries'])})",
        f"          Evenkeel: OpenBLAS 0.3.19; OPENBLAS_CORETYPE={report['coretype'] or '(not set)'} for both",
        "",
        f"{'ms per trial, 100 x 256 x 16':44}{'PyTorch':>16}{'Evenkeel':>16}{'ratio':>8}{'':>4}{'rounds':>13}",
        f"{'':44}{'median    min':>16}{'median    min':>16}{'median    min':>14}",
    ]
    for case in report["cases"]:
        name = f"{case['init'].split('(')[0]}, {case['activation']}, {case['passes']}"
        theirs, ours, by_round = case["pytorch_ms"], case["evenkeel_ms"], case["ratio_by_round"]
        lines.append(
            f"{name:44}{theirs['median']:9.2f}{theirs['min']:7.2f}{ours['median']:9.2f}{ours['min']:7.2f}"
            f"{case['ratio_of_medians']:7.2f}{case['ratio_of_minima']:7.2f}"
            f"{by_round['min']:7.2f}-{by_round['max']:.2f}")
    return "\n".join(lines)


def main():
    options = arguments()
    load = os.getloadavg()[0]
    torch = workers.pytorch("torch_trials.py")
    hello = json.loads(torch.line())
    evenkeel = workers.evenkeel("KernelBench")
    rows = measure([torch, evenkeel], options)
    torch.close()
    evenkeel.close()
    report = {
        "machine": workers.machine(),
        "load": load,
        "java": workers.java(),
        "pytorch": hello["torch"],
        "python": platform.python_version(),
        "blas": hello["blas"],
        "coretype": os.environ.get("OPENBLAS_CORETYPE"),
        "rounds": options.rounds,
        "trials_per_round": options.trials,
        "cases": [summary(case, rows[case]) for case in CASES],
    }
    print(json.dumps(report, indent=2) if options.json else table(report))
    if hello["blas"]["reference"]:
        print("bench: PyTorch runs on the reference BLAS, many times slower than OpenBLAS: the ratios flatter "
              "Evenkeel; apt install libopenblas0-pthread", file=sys.stderr)
    workers.warn_if_busy(load)
    # Eight comparisons in all: |z| > 6 by chance has a probability of about 2e-8.
    for case in report["cases"]:
        if max(abs(case["z_output"]), abs(case["z_gradient"])) > 6:
            sys.exit(f"bench: the two do not measure the same network: {case}")


main()
