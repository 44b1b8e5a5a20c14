"""Time of a loss and its gradient, PyTorch against Evenkeel: interleaved rounds on one core, then the ratios."""
import argparse
import json
import math
import os
import statistics
import sys
import tempfile

import workers

SHAPES = {
    "cross_entropy": "[4096, 1000]",
    "bce_with_logits": "[4096, 1000]",
    "mse": "[4096, 1000]",
    "multi_margin": "[4096, 1000]",
    "ctc": "T=200 N=16 C=50 S=40",
}
# PyTorch adds four million float32 numbers in float32.
AGREEMENT = 1e-4


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/bench/run losses", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds, the two taking turns (default 7)")
    parser.add_argument("--runs", type=int, default=5, help="runs per round and loss (default 5)")
    parser.add_argument("--warmup", type=int, default=20, help="untimed runs per loss before (default 20)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    if min(options.rounds, options.runs) < 1 or options.warmup < 0:
        parser.error("--rounds and --runs must be at least 1, --warmup at least 0")
    return options


def measure(loss, sides, options):
    """What one loss comes to: times in ms, their ratios, and whether value and gradient agree."""
    rows = {side.name: [] for side in sides}
    for side in sides:
        side.ask(f"{loss} {options.warmup}")
    for i in range(options.rounds):
        for side in sides[:: 1 if i % 2 == 0 else -1]:
            rows[side.name] += side.ask(f"{loss} {options.runs}")
    ms = {name: [1e3 * row[0] for row in found] for name, found in rows.items()}
    theirs, ours = rows["pytorch"][0], rows["evenkeel"][0]
    result = {
        "loss": loss,
        "shape": SHAPES[loss],
        "ratio_of_medians": statistics.median(ms["pytorch"]) / statistics.median(ms["evenkeel"]),
        "ratio_of_minima": min(ms["pytorch"]) / min(ms["evenkeel"]),
        "agree": all(math.isclose(t, o, rel_tol=AGREEMENT) for t, o in zip(theirs[1:], ours[1:])),
    }
    for name, times in ms.items():
        result[name + "_ms"] = {"median": statistics.median(times), "min": min(times), "runs": len(times)}
    return result


def table(report):
    lines = [
        f"machine   {report['machine']}",
        f"          load average {report['load']:.1f} before the start",
        f"Java      {report['java']}",
        f"PyTorch   {report['pytorch']}; one thread",
        "",
        f"{'ms per loss and gradient':44}{'PyTorch':>16}{'Evenkeel':>16}{'ratio':>8}",
        f"{'':44}{'median    min':>16}{'median    min':>16}{'median    min':>14}",
    ]
    for case in report["losses"]:
        theirs, ours = case["pytorch_ms"], case["evenkeel_ms"]
        lines.append(
            f"{case['loss'] + ', ' + case['shape']:44}{theirs['median']:9.2f}{theirs['min']:7.2f}"
            f"{ours['median']:9.2f}{ours['min']:7.2f}{case['ratio_of_medians']:7.2f}{case['ratio_of_minima']:7.2f}")
    return "\n".join(lines)


def main():
    options = arguments()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        torch = workers.pytorch("torch_losses.py", folder)
        hello = json.loads(torch.line())
        evenkeel = workers.evenkeel("LossBench", folder)
        found = [measure(loss, [torch, evenkeel], options) for loss in SHAPES]
        torch.close()
        evenkeel.close()
    report = {
        "machine": workers.machine(),
        "load": load,
        "java": workers.java(),
        "pytorch": hello["torch"],
        "losses": found,
    }
    print(json.dumps(report, indent=2) if options.json else table(report))
    workers.warn_if_busy(load)
    for case in found:
        if not case["agree"]:
            sys.exit(f"bench: the two do not compute the same loss: {case}")


main()
