"""Times PyTorch losses on request: the peer of io.evenkeel.deploy.bench.LossBench, same inputs, questions and answers.

The argument is a folder; the inputs are drawn and written there first. A run is the loss and its backward pass.
"""
import json
import os
import sys
import time

import torch
from torch.nn import functional as F

ROWS, CLASSES = 4096, 1000
SEQUENCES, FRAMES, SYMBOLS, LABELS = 16, 200, 50, 40


def inputs(folder):
    torch.manual_seed(0)
    tensors = {
        "logits": torch.randn(ROWS, CLASSES),
        "targets": torch.randint(0, 2, (ROWS, CLASSES)).float(),
        "labels": torch.randint(0, CLASSES, (ROWS,)),
        "ctc_logits": torch.randn(SEQUENCES, FRAMES, SYMBOLS),
        "ctc_labels": torch.randint(1, SYMBOLS, (SEQUENCES, LABELS)),
    }
    for name, tensor in tensors.items():
        kind = "<f4" if tensor.is_floating_point() else "<i4"
        tensor.numpy().astype(kind).tofile(os.path.join(folder, name))
    return tensors


def losses(given):
    x = given["logits"].requires_grad_()
    frames_first = given["ctc_logits"].transpose(0, 1).contiguous().requires_grad_()
    lengths = torch.full((SEQUENCES,), FRAMES), torch.full((SEQUENCES,), LABELS)
    return {
        "cross_entropy": (x, lambda: F.cross_entropy(x, given["labels"])),
        "bce_with_logits": (x, lambda: F.binary_cross_entropy_with_logits(x, given["targets"])),
        "mse": (x, lambda: F.mse_loss(x, given["targets"])),
        "multi_margin": (x, lambda: F.multi_margin_loss(x, given["labels"])),
        "ctc": (frames_first, lambda: F.ctc_loss(F.log_softmax(frames_first, -1), given["ctc_labels"], *lengths)),
    }


def answer(line, known):
    name, runs = line.split(" ")
    x, loss = known[name]
    for _ in range(int(runs)):
        x.grad = None
        start = time.perf_counter()
        value = loss()
        value.backward()
        seconds = time.perf_counter() - start
        print(f"{seconds:.9f} {value.item():.9g} {x.grad.double().square().mean().sqrt().item():.9g}")
    print("end", flush=True)


def main():
    torch.set_num_threads(1)
    known = losses(inputs(sys.argv[1]))
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        answer(line.strip(), known)


main()
