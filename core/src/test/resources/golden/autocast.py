"""Reference values of networks in narrower formats: autocast.json.

Run with PyTorch 1.13.1 (CPU), beside blocks.py: python3 autocast.py > autocast.json

The networks of blocks.py without dropout, as torch.autocast computes them: operands and results of linear maps in the format, products
accumulated in float32; activations, products and sums in the format if their operands are; norms in float32. The loss is multiplied by a loss scale, and
gradients are divided by it in the end. Casts are those of PyTorch's tensors; their backward casts the gradient.
"""

import itertools
import json
import sys

import torch

BATCH, UNITS, OUT, BLOCKS = 5, 4, 3, 2
FORMATS = {"bf16": torch.bfloat16, "fp16": torch.float16}


def draws(stream, count):
    state, values = (stream * 2654435761 + 12345) % 2**31, []
    for _ in range(count + 8):
        state = (1103515245 * state + 12345) % 2**31
        values.append((state >> 7) / 2.0**24)
    return values[8:]


def matrix(stream, rows, columns, scale):
    return torch.tensor([scale * (u - 0.5) for u in draws(stream, rows * columns)]).reshape(rows, columns)


class Rounded(torch.autograd.Function):
    """A result in the format: its value and its gradient are rounded; float32 holds both."""

    @staticmethod
    def forward(ctx, x, dtype):
        ctx.dtype = dtype
        return x.to(dtype).float()

    @staticmethod
    def backward(ctx, gradient):
        return gradient.to(ctx.dtype).float(), None


class Net:
    def __init__(self, case):
        self.case, self.dtype = case, FORMATS[case["format"]]
        self.layer, self.streams, self.layers = 0, [], []

    def cast(self, x):
        return Rounded.apply(x, self.dtype)

    def dense(self, x, units):
        x, narrow = x
        w = self.cast(matrix(1000 + self.layer, units, x.shape[1], 2.0).requires_grad_())
        b = self.cast(matrix(2000 + self.layer, 1, units, 0.5).requires_grad_())
        self.layer += 1
        hidden = 1 < self.layer and units == UNITS
        z = self.cast(self.cast(x) @ w.T + b), True
        return self.norm(z, "before_activation") if hidden else z

    def norm(self, x, place):
        return self.normalise(x) if self.case["place"] == place else x

    def normalise(self, x):
        if self.case["norm"] == "layer_norm":
            return torch.nn.functional.layer_norm(x[0], (x[0].shape[1],), eps=1e-5), False
        return torch.nn.functional.batch_norm(x[0], None, None, training=True, eps=1e-5), False

    def point(self, y, *operands):
        narrow = all(operands)
        return (self.cast(y) if narrow else y), narrow

    def activate(self, x):
        return self.norm(self.point(torch.tanh(x[0]), x[1]), "after_activation")

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
        scale = 2.0 ** self.case["loss_scale_log2"]
        stream = self.dense((matrix(1, BATCH, UNITS, 4.0), False), UNITS)
        for _ in range(BLOCKS):
            h = self.branch(stream)
            if self.case["skip"] == 1:
                stream = self.point(stream[0] + h[0], stream[1], h[1])
            else:
                a, b = self.point(self.case["skip"] * stream[0], stream[1]), self.point(self.case["scale"] * h[0], h[1])
                stream = self.point(a[0] + b[0], a[1], b[1])
            if self.case["order"] == "postact":
                stream = self.point(torch.tanh(stream[0]), stream[1])
            stream = self.norm(stream, "stream")
            stream[0].retain_grad()
            self.streams.append(stream)
        if self.case["place"] == "branch":
            stream = self.normalise(stream)
        output, _ = self.dense(stream, OUT)
        (scale * (output * matrix(2, BATCH, OUT, 2.0)).sum()).backward()
        tensors = {"output": output}
        for i, (s, narrow) in enumerate(self.streams):
            tensors["stream_%d" % i] = s
            grad = s.grad.to(self.dtype).float() if narrow else s.grad
            tensors["grad_stream_%d" % i] = grad / scale
        return {name: t.detach().double().flatten() for name, t in tensors.items()}


def check_against_autocast():
    """Of a plain pre-activation net the emulation is torch.autocast's own result."""
    case = {"format": "bf16", "order": "preact", "branch": 2, "place": "none", "norm": "none", "skip": 1, "scale": 1, "loss_scale_log2": 0}
    ours = Net(case).run()["output"]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        def linear(x, layer, units):
            w, b = matrix(1000 + layer, units, x.shape[1], 2.0), matrix(2000 + layer, 1, units, 0.5)
            return torch.nn.functional.linear(x, w, b.flatten())
        x = linear(matrix(1, BATCH, UNITS, 4.0), 0, UNITS)
        for block in range(BLOCKS):
            h = x
            for i in range(2):
                h = linear(torch.tanh(h), 1 + 2 * block + i, UNITS)
            x = x + h
        theirs = linear(x, 1 + 2 * BLOCKS, OUT)
    assert theirs.dtype == torch.bfloat16
    assert (theirs.double().flatten() - ours).abs().max() <= 2.0**-7 * ours.abs().max(), (theirs, ours)


def cases():
    norms = [("none", "none")] + list(
        itertools.product(["branch", "stream", "before_activation", "after_activation"], ["layer_norm", "batch_norm"]))
    for order, branch, (place, norm), form in itertools.product(["ffn", "preact", "postact"], [1, 2], norms, FORMATS):
        yield {"order": order, "branch": branch, "place": place, "norm": norm, "format": form, "skip": 1, "scale": 1,
               "loss_scale_log2": -16 if form == "fp16" else 0}
    for form in FORMATS:
        yield {"order": "ffn", "branch": 2, "place": "none", "norm": "none", "format": form, "skip": 0.75, "scale": 0.7,
               "loss_scale_log2": 10 if form == "fp16" else 0}


def main():
    check_against_autocast()
    result = []
    for case in cases():
        result.append({**case, "tensors": {name: [float(v) for v in values] for name, values in Net(case).run().items()}})
    json.dump({"torch": torch.__version__, "batch": BATCH, "units": UNITS, "out": OUT, "blocks": BLOCKS, "cases": result},
              sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


main()
