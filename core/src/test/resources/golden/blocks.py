"""Reference values of residual blocks, norms and dropout: blocks.json.

Run with PyTorch 1.13.1 (CPU): python3 blocks.py > blocks.json

Every net: a linear stem, BLOCKS residual blocks, a readout; biases everywhere; loss = sum(output * cotangent). Weights, biases, input, cotangent
and masks are made of draws(stream, count): a linear congruential generator whose values are exact in float32. Values are those of float64;
beside each tensor stands the largest error that the same net makes in float32.
"""

import itertools
import json
import sys

import torch

BATCH, UNITS, OUT, BLOCKS = 5, 4, 3, 2
SKIP, SCALE, P = 0.75, 0.5, 0.25
EPS = {"layer_norm": 1e-5, "batch_norm": 1e-5, "rms_norm": 2.0**-23}


def draws(stream, count):
    state, values = (stream * 2654435761 + 12345) % 2**31, []
    for _ in range(count + 8):
        state = (1103515245 * state + 12345) % 2**31
        values.append((state >> 7) / 2.0**24)
    return values[8:]


def matrix(stream, rows, columns, scale, dtype):
    flat = [scale * (u - 0.5) for u in draws(stream, rows * columns)]
    return torch.tensor(flat, dtype=dtype).reshape(rows, columns)


def normalise(kind, x):
    eps = EPS[kind]
    if kind == "layer_norm":
        return torch.nn.functional.layer_norm(x, (x.shape[1],), eps=eps)
    if kind == "batch_norm":
        return torch.nn.functional.batch_norm(x, None, None, training=True, eps=eps)
    return x * torch.rsqrt(x.pow(2).mean(1, keepdim=True) + eps)


class Net:
    def __init__(self, case, dtype):
        self.case, self.dtype = case, dtype
        self.layer, self.dropout = 0, 0
        self.weights, self.biases, self.streams = [], [], []

    def dense(self, x, units):
        w = matrix(1000 + self.layer, units, x.shape[1], 2.0, self.dtype).requires_grad_()
        b = matrix(2000 + self.layer, 1, units, 0.5, self.dtype).requires_grad_()
        self.layer += 1
        self.weights.append(w)
        self.biases.append(b)
        z = x @ w.T + b
        hidden = 1 < self.layer and units == UNITS
        return self.norm(z, "before_activation") if hidden else z

    def norm(self, x, place):
        return normalise(self.case["norm"], x) if self.case["place"] == place else x

    def activate(self, x):
        a = torch.tanh(x)
        if self.case["dropout"]:
            u = torch.tensor(draws(3000 + self.dropout, a.numel()), dtype=self.dtype)
            self.dropout += 1
            a = a * ((u >= P) / (1 - P)).to(self.dtype).reshape(a.shape)
        return self.norm(a, "after_activation")

    def branch(self, x):
        order, count = self.case["order"], self.case["branch"]
        h = self.norm(x, "branch")
        if order == "preact":
            for _ in range(count):
                h = self.dense(self.activate(h), UNITS)
            return h
        h = self.dense(h, UNITS)
        if count == 2:
            h = self.dense(self.activate(h), UNITS)
        elif order == "ffn":
            h = self.activate(h)
        return h

    def run(self):
        x = matrix(1, BATCH, UNITS, 4.0, self.dtype).requires_grad_()
        stream = self.dense(x, UNITS)
        for _ in range(BLOCKS):
            stream = SKIP * stream + SCALE * self.branch(stream)
            if self.case["order"] == "postact":
                stream = torch.tanh(stream)
            stream = self.norm(stream, "stream")
            stream.retain_grad()
            self.streams.append(stream)
        if self.case["place"] == "branch":
            stream = normalise(self.case["norm"], stream)
        output = self.dense(stream, OUT)
        (output * matrix(2, BATCH, OUT, 2.0, self.dtype)).sum().backward()
        tensors = {"output": output, "grad_input": x.grad}
        for i, s in enumerate(self.streams):
            tensors["stream_%d" % i] = s
            tensors["grad_stream_%d" % i] = s.grad
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            tensors["grad_weight_%d" % i] = w.grad
            tensors["grad_bias_%d" % i] = b.grad
        return {name: t.detach().double().flatten() for name, t in tensors.items()}


def cases():
    places = [("none", "none")] + list(
        itertools.product(["branch", "stream", "before_activation", "after_activation"], EPS))
    for order, branch, (place, norm), dropout in itertools.product(
            ["ffn", "preact", "postact"], [1, 2], places, [False, True]):
        yield {"order": order, "branch": branch, "place": place, "norm": norm, "dropout": dropout}


def main():
    result = []
    for case in cases():
        exact, single = Net(case, torch.float64).run(), Net(case, torch.float32).run()
        tensors = {
            name: {"float32_error": float("%.3g" % (single[name] - values).abs().max()),
                   "values": [float("%.12g" % v) for v in values]}
            for name, values in exact.items()}
        result.append({**case, "tensors": tensors})
    json.dump({"torch": torch.__version__, "batch": BATCH, "units": UNITS, "out": OUT, "blocks": BLOCKS,
               "skip": SKIP, "scale": SCALE, "p": P, "cases": result}, sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


main()
