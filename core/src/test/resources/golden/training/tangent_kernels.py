"""Writes tangent_kernels.json: neural tangent kernels from explicit Jacobians of PyTorch, in float64.

Run with PyTorch 1.13:  python3 tangent_kernels.py > tangent_kernels.json

Parameters are listed layer by layer in the order in which a signal meets them: weights [out][in] row-major, then the
biases if there are any. `kernel` is J J^T of all outputs, output c of row t in place t C + c. `lr_max` is 2 over the
largest eigenvalue of J^T H J, H the Hessian of the loss with respect to the outputs, by torch.autograd.
"""
import json
import torch

torch.set_default_dtype(torch.float64)


def linear(x, w, b):
    return x @ w.T + (b if b is not None else 0)


def plain(activation):
    def forward(x, p):
        for w, b in p[:-1]:
            x = activation(linear(x, w, b))
        return linear(x, *p[-1])
    return forward


def residual(x, p):
    """Stem; a block x + 0.5 V tanh(W LN(x)); a layer norm; the readout."""
    x = linear(x, *p[0])
    x = x + 0.5 * linear(torch.tanh(linear(torch.nn.functional.layer_norm(x, x.shape[1:]), *p[1])), *p[2])
    return linear(torch.nn.functional.layer_norm(x, x.shape[1:]), *p[3])


CASES = [
    ("plain_tanh", plain(torch.tanh), [3, 4, 4, 2], True, 5),
    ("plain_relu_scalar", plain(torch.relu), [4, 6, 6, 1], False, 6),
    ("plain_gelu", plain(torch.nn.functional.gelu), [5, 7, 3], False, 4),
    ("residual", residual, [3, 5, 5, 5, 2], True, 4),
]


def main():
    cases = []
    for seed, (id, forward, widths, biased, rows) in enumerate(CASES):
        g = torch.Generator().manual_seed(seed)
        draw = lambda *s: torch.randn(s, generator=g, dtype=torch.float32).double()
        p = [(draw(o, i) * (1.5 / i) ** 0.5, draw(o) * 0.3 if biased else None) for i, o in zip(widths, widths[1:])]
        flat = [t.requires_grad_() for layer in p for t in layer if t is not None]
        x = draw(rows, widths[0])
        y = forward(x, p)
        jacobian = []
        for out in y.flatten():
            grads = torch.autograd.grad(out, flat, retain_graph=True)
            jacobian.append(torch.cat([t.flatten() for t in grads]))
        j = torch.stack(jacobian)
        kernel = j @ j.T
        losses = {
            "mse": lambda o: torch.nn.functional.mse_loss(o, torch.zeros_like(o)),
            "cross_entropy": lambda o: torch.nn.functional.cross_entropy(o, torch.zeros(rows, dtype=torch.long)),
            "bce_with_logits": lambda o: torch.nn.functional.binary_cross_entropy_with_logits(o, torch.ones_like(o)),
        }
        rates = {}
        for name, loss in losses.items():
            if name == "cross_entropy" and widths[-1] == 1:
                continue
            h = torch.autograd.functional.hessian(loss, y.detach()).reshape(j.shape[0], j.shape[0])
            rates[name] = (2 / torch.linalg.eigvalsh(j.T @ h @ j)[-1]).item()
        eigenvalues = torch.linalg.eigvalsh(kernel)
        cases.append({
            "id": id, "widths": widths, "biased": biased, "rows": rows, "x": x.flatten().tolist(),
            "parameters": [v for t in flat for v in t.detach().flatten().tolist()],
            "kernel": kernel.detach().flatten().tolist(),
            "max": eigenvalues[-1].item(), "min": eigenvalues[0].item(), "lr_max": rates,
        })
    print(json.dumps({"family": "tangent_kernels", "torch": torch.__version__})[:-1] + ', "cases": [')
    print(",\n".join(json.dumps(c) for c in cases))
    print("]}")


main()
