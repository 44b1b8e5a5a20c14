"""Times PyTorch's training on request: the peer of io.evenkeel.deploy.bench.TrainingBench, same questions and answers.

A trial draws every weight in place and makes so many steps on one batch: forward, cross-entropy, backward, optimizer.step(), as a training loop
does; then the loss once more. Nothing else is measured.
"""
import json
import sys
import time

import torch
from torch import nn

OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}


def network(depth, width):
    layers = []
    for _ in range(depth):
        layers += [nn.Linear(width, width, bias=False), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(width, 10, bias=False))


def trained(net, batch, width, optimizer, steps):
    """The first and the last loss."""
    with torch.no_grad():
        for weight in net.parameters():
            nn.init.kaiming_normal_(weight, nonlinearity="relu")
    rule = OPTIMIZERS[optimizer](net.parameters(), lr=1e-4)
    x, target = torch.randn(batch, width), torch.randint(10, (batch,))
    losses = []
    for _ in range(steps):
        rule.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(net(x), target)
        loss.backward()
        rule.step()
        losses.append(loss.item())
    with torch.no_grad():
        losses.append(nn.functional.cross_entropy(net(x), target).item())
    return losses[0], losses[-1]


def main():
    torch.set_num_threads(1)
    print(json.dumps({"torch": torch.__version__}), flush=True)
    nets = {}
    for line in sys.stdin:
        depth, width, batch, optimizer, _, steps, first, trials = line.strip().split(" ")
        if (depth, width) not in nets:
            nets = {(depth, width): network(int(depth), int(width))}
        for seed in range(int(first), int(first) + int(trials)):
            start = time.perf_counter()
            torch.manual_seed(seed)
            losses = trained(nets[depth, width], int(batch), int(width), optimizer, int(steps))
            print(f"{time.perf_counter() - start:.9f} {losses[0]:.9f} {losses[1]:.9f}")
        print("end", flush=True)


main()
