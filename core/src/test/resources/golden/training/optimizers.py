"""Writes optimizers.json: courses of torch.optim on small nets, in float64.

Run with PyTorch 1.13:  python3 optimizers.py > optimizers.json

Each case trains a net 3 -> 4 -> 2 (tanh, then linear, both with biases) for 20 full-batch steps. `start` are the
parameters before the first step, in the order W0 [4][3], b0 [4], W1 [2][4], b1 [2], row-major; `gradients` those
that backward() gave before each step, before clipping; `parameters` those after each step. `float32_error` is, for
each step, the largest distance of any parameter between the same course in float32 and in float64.
"""
import json
import torch

STEPS = 20


def net(dtype):
    generator = torch.Generator().manual_seed(7)
    shapes = [(4, 3), (4,), (2, 4), (2,)]
    tensors = [torch.randn(s, generator=generator, dtype=torch.float32) * 0.7 for s in shapes]
    x = torch.randn((5, 3), generator=generator, dtype=torch.float32)
    target = torch.randn((5, 2), generator=generator, dtype=torch.float32)
    labels = torch.tensor([0, 1, 1, 0, 1])
    return [t.to(dtype).requires_grad_() for t in tensors], x.to(dtype), target.to(dtype), labels


def course(case, dtype):
    p, x, target, labels = net(dtype)
    rates = case.get("rates", [1.0, 1.0, 1.0, 1.0])
    groups = [{"params": [t], "lr": case["lr"] * r} for t, r in zip(p, rates)]
    optimizer = case["make"](groups)
    start, gradients, parameters = flat(p), [], []
    for _ in range(STEPS):
        optimizer.zero_grad()
        y = torch.tanh(x @ p[0].T + p[1]) @ p[2].T + p[3]
        if case["loss"] == "mse":
            loss = torch.nn.functional.mse_loss(y, target)
        else:
            loss = torch.nn.functional.cross_entropy(y, labels)
        (loss * case.get("scale", 1.0)).backward()
        gradients.append([g for t in p for g in t.grad.flatten().tolist()])
        if "clip" in case:
            torch.nn.utils.clip_grad_norm_(p, case["clip"])
        optimizer.step()
        parameters.append(flat(p))
    return start, gradients, parameters, x, target


def flat(p):
    return [v for t in p for v in t.detach().flatten().tolist()]


def sgd(**kw):
    return lambda g: torch.optim.SGD(g, lr=1.0, **kw)


def adam(**kw):
    return lambda g: torch.optim.Adam(g, **kw)


def adamw(**kw):
    return lambda g: torch.optim.AdamW(g, **kw)


def rmsprop(**kw):
    return lambda g: torch.optim.RMSprop(g, **kw)


def case(id, optimizer, make, lr, loss="mse", decay=0.0, **more):
    return dict(id=id, optimizer=optimizer, make=make, lr=lr, loss=loss, weight_decay=decay, **more)


CASES = [
    case("sgd", "sgd", sgd(), 0.1),
    case("sgd_decay", "sgd", sgd(weight_decay=0.05), 0.1, "cross_entropy", 0.05),
    case("sgd_clip", "sgd", sgd(), 0.3, clip=0.05),
    case("sgd_rates", "sgd", sgd(), 0.1, rates=[4.0, 4.0, 0.25, 1.0]),
    case("momentum", "momentum", sgd(momentum=0.9), 0.05),
    case("momentum_decay", "momentum(beta=0.5)", sgd(momentum=0.5, weight_decay=0.1), 0.1, "mse", 0.1),
    case("momentum_decay_clip", "momentum", sgd(momentum=0.9, weight_decay=0.1), 0.1, "cross_entropy", 0.1, clip=0.1),
    case("nesterov", "nesterov", sgd(momentum=0.9, nesterov=True), 0.05),
    case("nesterov_decay", "nesterov(beta=0.8)", sgd(momentum=0.8, nesterov=True, weight_decay=0.02), 0.1,
         "cross_entropy", 0.02),
    case("adam", "adam", adam(), 0.01),
    case("adam_decay", "adam", adam(weight_decay=0.1), 0.02, "mse", 0.1),
    case("adam_other", "adam(beta1=0.8,beta2=0.95,eps=0.0001)", adam(betas=(0.8, 0.95), eps=1e-4), 0.02, "cross_entropy"),
    case("adam_tiny", "adam", adam(), 0.01, scale=1e-9),
    case("adam_vanishing", "adam", adam(), 0.01, scale=1e-24),
    case("adam_clip", "adam", adam(), 0.02, clip=0.01),
    case("adam_rates", "adam", adam(), 0.02, rates=[1.0, 1.0, 0.125, 1.0]),
    case("adamw", "adamw", adamw(weight_decay=0.0), 0.01),
    case("adamw_decay", "adamw", adamw(weight_decay=0.2), 0.05, "cross_entropy", 0.2),
    case("adamw_decay_tiny", "adamw", adamw(weight_decay=0.2), 0.05, "mse", 0.2, scale=1e-9),
    case("rmsprop", "rmsprop", rmsprop(), 0.005),
    case("rmsprop_decay", "rmsprop(alpha=0.9,eps=0.000001)", rmsprop(alpha=0.9, eps=1e-6, weight_decay=0.05), 0.005,
         "cross_entropy", 0.05),
    case("rmsprop_tiny", "rmsprop", rmsprop(), 0.005, scale=1e-9),
]


def main():
    lines = []
    for c in CASES:
        start, gradients, parameters, x, target = course(c, torch.float64)
        single = course(c, torch.float32)[2]
        error = [max(abs(a - b) for a, b in zip(s, d)) for s, d in zip(single, parameters)]
        record = {k: v for k, v in c.items() if k != "make"}
        record.update(start=start, x=x.flatten().tolist(), target=target.flatten().tolist(), gradients=gradients,
                      parameters=parameters, float32_error=error)
        lines.append(json.dumps(record))
    head = {"family": "optimizers", "torch": torch.__version__, "labels": [0, 1, 1, 0, 1]}
    print(json.dumps(head)[:-1] + ', "cases": [')
    print(",\n".join(lines))
    print("]}")


main()
