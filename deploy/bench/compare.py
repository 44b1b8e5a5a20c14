"""Kernel time per trial, PyTorch against Evenkeel: interleaved rounds on one core, then the ratios."""
import argparse
import json
import math
import os
import platform
import statistics
import sys

import workers

KAIMING = "kaiming_normal(nonlinearity=relu) relu"
XAVIER = "xavier_uniform(gain=1.6666666666666667) tanh"
NETWORKS = [
    f"100 256 16 {KAIMING} explicit",
    f"100 256 16 {XAVIER} explicit",
    f"100 256 16 {KAIMING} matrix_free",
    f"100 1024 16 {KAIMING} matrix_free",
    f"50 4096 16 {KAIMING} matrix_free",
    "100 256 16 orthogonal tanh matrix_free",
    "20 1024 64 orthogonal tanh matrix_free",
]
CASES = [f"{network} plain none 0 {passes}" for network in NETWORKS for passes in ("forward", "both")]
# Residual nets of 50 blocks of two layers behind a stem, bare and with norms and dropout; a plain net with BatchNorm.
BLOCKS = [
    f"{network} {passes}"
    for network in (
        f"101 256 16 {KAIMING} explicit residual none 0",
        f"101 256 16 {KAIMING} explicit residual layer_norm 0",
        f"101 256 16 {KAIMING} explicit residual rms_norm 0",
        f"101 256 16 {KAIMING} explicit residual layer_norm 0.1",
        f"101 256 16 {KAIMING} explicit plain none 0",
        f"101 256 16 {KAIMING} explicit plain batch_norm 0",
        f"101 256 16 {KAIMING} matrix_free residual layer_norm 0",
        f"101 1024 16 {KAIMING} matrix_free residual layer_norm 0",
    )
    for passes in ("forward", "both")
]
# PyTorch takes up to seconds for a trial of these: it makes one per round, in at most this many rounds.
SLOW = [case for case in CASES + BLOCKS if " 1024 " in case or " 4096 " in case or " orthogonal " in case]
SLOW_ROUNDS = 3
PASSES = {"forward": "forward", "both": "forward + backward"}


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/bench/run", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="rounds, the two taking turns (default 9)")
    parser.add_argument("--trials", type=int, default=10, help="trials per round and case (default 10)")
    parser.add_argument("--warmup", type=int, default=60, help="untimed trials per case before (default 60)")
    parser.add_argument("--all", action="store_true", help="the matrix-free engine too, some minutes in all")
    parser.add_argument("--blocks", action="store_true", help="residual blocks, norms and dropout instead")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    if min(options.rounds, options.trials) < 1 or options.warmup < 0:
        parser.error("--rounds and --trials must be at least 1, --warmup at least 0")
    if options.all and options.blocks:
        parser.error("--all and --blocks exclude each other")
    plain = CASES if options.all else [case for case in CASES if " explicit " in case]
    options.cases = BLOCKS if options.blocks else plain
    return options


def measure(sides, options):
    """[seconds, log10 std of the output, log10 std of the first layer's gradient] of every trial, by case and side."""
    rows = {case: {side.name: [] for side in sides} for case in options.cases}
    for case in options.cases:
        slow = case in SLOW
        trials = {side.name: 1 if slow and side.name == "pytorch" else options.trials for side in sides}
        warmup = {side.name: 1 if slow and side.name == "pytorch" else options.warmup for side in sides}
        for side in sides:
            side.ask(f"{case} 0 {warmup[side.name]}")
        for i in range(min(options.rounds, SLOW_ROUNDS) if slow else options.rounds):
            # Each round the other goes first, so that neither always follows the other.
            for side in sides[:: 1 if i % 2 == 0 else -1]:
                request = f"{case} {options.warmup + i * options.trials} {trials[side.name]}"
                rows[case][side.name].append(side.ask(request))
    return rows


# Of fewer trials a variance says too little.
LEAST_SAMPLE = 20


def z_score(left, right):
    """How far two samples' means are apart in standard errors; 0 where there is nothing to compare."""
    if min(len(left), len(right)) < LEAST_SAMPLE or any(math.isnan(x) for x in left + right):
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
    depth, width, batch, init, activation, engine, block, norm, dropout, passes = case.split(" ")
    floor = statistics.median(1e3 * row[3] for row in flat["evenkeel"])
    result = {
        "depth": int(depth), "width": int(width), "batch": int(batch),
        "init": init, "activation": activation, "engine": engine, "block": block, "norm": norm,
        "dropout": float(dropout), "passes": PASSES[passes],
        "floor_ms": floor,
        "over_floor": statistics.median(ms["evenkeel"]) / floor,
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
        f"{'ms per trial, depth x width x batch':74}{'PyTorch':>18}{'Evenkeel':>16}{'ratio':>8}{'':>6}{'rounds':>13}"
        f"{'over floor':>13}",
        f"{'':74}{'median     min':>18}{'median    min':>16}{'median    min':>14}",
    ]
    for case in report["cases"]:
        shape = f"{case['depth']} x {case['width']} x {case['batch']}"
        extras = [case["engine"], case["block"], case["norm"], f"dropout {case['dropout']:g}"]
        shown = [word for word in extras if word not in ("explicit", "plain", "none", "dropout 0")]
        name = ", ".join([f"{shape} {case['init'].split('(')[0]}/{case['activation']}", *shown, case["passes"]])
        theirs, ours, by_round = case["pytorch_ms"], case["evenkeel_ms"], case["ratio_by_round"]
        lines.append(
            f"{name.replace('forward + backward', 'both'):74}{theirs['median']:9.2f}{theirs['min']:9.2f}"
            f"{ours['median']:9.2f}{ours['min']:7.2f}{case['ratio_of_medians']:7.2f}{case['ratio_of_minima']:7.2f}"
            f"{by_round['min']:8.2f}-{by_round['max']:.2f}{case['over_floor']:9.1f}")
    lines.append("both: forward and backward; floor: of explicit trials the matrix products on ready weights, of "
                 "matrix-free ones the normal draws")
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
        "cases": [summary(case, rows[case]) for case in options.cases],
    }
    print(json.dumps(report, indent=2) if options.json else table(report))
    if hello["blas"]["reference"]:
        print("bench: PyTorch runs on the reference BLAS, many times slower than OpenBLAS: the ratios flatter "
              "Evenkeel; apt install libopenblas0-pthread", file=sys.stderr)
    workers.warn_if_held_back(report["coretype"])
    workers.warn_if_busy(load)
    # A few comparisons: |z| > 6 by chance has a probability of about 1e-8 each.
    for case in report["cases"]:
        if max(abs(case["z_output"]), abs(case["z_gradient"])) > 6:
            sys.exit(f"bench: the two do not measure the same network: {case}")


main()
