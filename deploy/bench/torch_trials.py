"""Times PyTorch trials on request: the peer of io.evenkeel.deploy.bench.KernelBench, same questions and answers.

A trial draws every weight in place, feeds a Gaussian batch through without autograd and takes the standard deviation
of each layer's output in float64; for `both` it also carries sum(out * c), c ~ N(0, 1), back to every layer's output
and takes those gradients' standard deviations. No weight gradient is computed or paid for.

Residual nets are those of `block: residual`: a linear stem, then blocks x + V dropout(phi(W norm(x))), and one norm more
behind the last. Plain nets take the norm before the activation.
"""
import ctypes
import json
import math
import os
import re
import sys
import time

import torch
from torch import nn

INITS = {
    "kaiming_normal(nonlinearity=relu)": lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu"),
    "orthogonal": nn.init.orthogonal_,
    "xavier_uniform(gain=1.6666666666666667)": lambda w: nn.init.xavier_uniform_(w, gain=5 / 3),
}
ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh}


NORMS = {
    "none": lambda width: None,
    "layer_norm": nn.LayerNorm,
    "rms_norm": getattr(nn, "RMSNorm", None) or (lambda width: RmsNorm()),
    "batch_norm": nn.BatchNorm1d,
}


class RmsNorm(nn.Module):
    """nn.RMSNorm, which PyTorch has since 2.4."""

    def forward(self, x):
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + torch.finfo(x.dtype).eps)


class Net:
    """Weights of one shape, made once and redrawn for each trial."""

    def __init__(self, depth, width, init, activation, block, norm, dropout):
        self.width = width
        self.weights = [torch.empty(width, width) for _ in range(depth)]
        self.init = INITS[init]
        self.activation = ACTIVATIONS[activation]
        self.residual = block == "residual"
        norms = (depth + 1) // 2 if self.residual else depth
        self.norms = [NORMS[norm](width) for _ in range(norms)]
        self.dropout = float(dropout)

    def draw(self):
        for weight in self.weights:
            self.init(weight)

    def outputs(self, x):
        """Each weight layer's output; the signal behind the last one comes last."""
        return self.blocks(x) if self.residual else self.layers(x)

    def layers(self, x):
        outputs = []
        for weight, norm in zip(self.weights, self.norms):
            x = nn.functional.linear(x, weight)
            x = self.activated(x if norm is None else norm(x))
            outputs.append(x)
        return outputs, x

    def blocks(self, x):
        x = nn.functional.linear(x, self.weights[0])
        outputs = [x]
        *inner, last = self.norms
        for i, norm in enumerate(inner):
            h = self.activated(nn.functional.linear(x if norm is None else norm(x), self.weights[2 * i + 1]))
            branch = nn.functional.linear(h, self.weights[2 * i + 2])
            x = x + branch
            outputs += [h, branch]
        return outputs, x if last is None else last(x)

    def activated(self, x):
        x = self.activation(x)
        return nn.functional.dropout(x, self.dropout) if self.dropout else x

    def forward(self, batch):
        """The standard deviation of each layer's output."""
        with torch.no_grad():
            outputs, _ = self.outputs(torch.randn(batch, self.width))
            return torch.stack([x.double().std() for x in outputs]), None

    def both(self, batch):
        """The standard deviations of each layer's output and of the gradient with respect to it."""
        outputs, x = self.outputs(torch.randn(batch, self.width, requires_grad=True))
        with torch.no_grad():
            stds = [x.double().std() for x in outputs]
        gradients = torch.autograd.grad(x, outputs, grad_outputs=torch.randn_like(x))
        return torch.stack(stds), torch.stack([g.double().std() for g in gradients])


def log10(value):
    return math.log10(value) if value > 0 else -math.inf


def answer(line, nets):
    depth, width, batch, init, activation, _, block, norm, dropout, passes, first, trials = line.split(" ")
    key = (depth, width, init, activation, block, norm, dropout)
    if key not in nets:
        nets.clear()
        nets[key] = Net(int(depth), int(width), *key[2:])
    net = nets[key]
    for seed in range(int(first), int(first) + int(trials)):
        start = time.perf_counter()
        torch.manual_seed(seed)
        net.draw()
        stds, gradients = net.both(int(batch)) if passes == "both" else net.forward(int(batch))
        seconds = time.perf_counter() - start
        gradient = math.nan if gradients is None else log10(gradients[0].item())
        print(f"{seconds:.9f} {log10(stds[-1].item()):.9f} {gradient:.9f}")
    print("end", flush=True)


def blas():
    """The BLAS this process has loaded: path, and what OpenBLAS says of itself."""
    torch.randn(64, 64) @ torch.randn(64, 64)
    with open("/proc/self/maps", encoding="utf-8") as maps:
        mapped = {line.split(maxsplit=5)[5].strip() for line in maps if line.count("/")}
    paths = sorted(path for path in mapped if re.search(r"blas|mkl_core|mkl_rt", os.path.basename(path)))
    found = {"libraries": paths, "openblas": None, "reference": False}
    if torch.backends.mkl.is_available():
        found["openblas"] = "(MKL is built in)"
        return found
    for path in paths:
        try:
            library = ctypes.CDLL(path)
            library.openblas_get_config.restype = ctypes.c_char_p
            library.openblas_get_corename.restype = ctypes.c_char_p
        except (OSError, AttributeError):
            continue  # a BLAS that is no OpenBLAS has no such function
        config = library.openblas_get_config().decode().split()
        found["openblas"] = f"{config[0]} {config[1]}, kernels {library.openblas_get_corename().decode()}"
    found["reference"] = found["openblas"] is None and any("/blas/libblas" in path for path in paths)
    return found


def main():
    torch.set_num_threads(1)
    print(json.dumps({"torch": torch.__version__, "blas": blas()}), flush=True)
    nets = {}
    for line in sys.stdin:
        answer(line.strip(), nets)


main()
