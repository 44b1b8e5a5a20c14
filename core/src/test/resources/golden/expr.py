"""Reference values of formulas as activations: expr.json.

Run with PyTorch 1.13 (CPU): python3 expr.py > expr.json

Each case is a formula as a sweep file has it. Python reads it with ^ for powers; min, max and where are torch's, the activations torch.nn.functional's.
Values and derivatives are float64, the derivatives autograd's; the points hold the kinks and both sides of them.
"""

import json
import math

import torch
import torch.nn.functional as F

FORMULAS = [
    "x*tanh(softplus(x))",
    "x*sigmoid(x)",
    "x/(1+exp(-x))",
    "x*(1+erf(x/sqrt(2)))/2",
    "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
    "max(x,0)",
    "min(max(x,-1),1)",
    "max(x,0.01*x)",
    "abs(x)",
    "abs(x-1)-abs(x+1)",
    "where(x>0,x,0.01*x)",
    "where(x>=1,2*x-1,where(x<-1,-2*x-1,x^2))",
    "where(x>0.5,x,-3)",
    "(x>0)*x",
    "(x>-1)*(x<=1)*x^3",
    "(x==0)*2+(x!=1)*x",
    "relu(x)^2",
    "relu6(x+3)*x/6",
    "leaky_relu(x,0.2)+elu(x,0.5)",
    "hardtanh(x,-2,0.5)*selu(x)",
    "log(1+exp(-abs(x)))+max(x,0)",
    "log1p(x^2)*sign(x)",
    "sqrt(1+square(x))-1",
    "sqrt(abs(x)+0.25)",
    "x*cos(x)+sin(x)^2",
    "atan(x)/(1+expm1(x/10)^2)",
    "exp(-x^2/2)",
    "2^x/(1+2^x)",
    "(1+x^2)^-1.5",
    "(1.5+sin(x))^x",
    "-x^2/(3+abs(x))",
    "softsign(x)-tanhshrink(x)+logsigmoid(-x)",
    "celu(gelu(x))+mish(x)*silu(x)",
    "threshold(x,0.1,20)+hardshrink(x)-softshrink(x,1)",
    "1-2/(exp(2*x)+1)",
]


def points():
    near = [k / 2 + d for k in range(-8, 9) for d in (-1e-3, 0.0, 1e-3)]
    return sorted(set(near + [k * 0.61803 - 12 for k in range(40)] + [1e-8, -1e-8, 25.0, -25.0, 0.1]))


def tensor(v, like):
    return v if torch.is_tensor(v) else torch.full_like(like, float(v))


def names(x):
    t = lambda v: tensor(v, x)
    functions = {n: getattr(F, n) for n in ("softplus", "relu", "relu6", "leaky_relu", "elu", "hardtanh", "selu", "celu", "softsign", "tanhshrink", "logsigmoid",
                                            "gelu", "mish", "silu", "threshold", "hardshrink", "softshrink")}
    functions |= {n: getattr(torch, n) for n in ("tanh", "sigmoid", "erf", "exp", "log", "abs", "log1p", "sign", "square", "cos", "sin", "atan", "expm1")}
    return functions | {
        "x": x,
        "pi": math.pi,
        "sqrt": lambda v: torch.sqrt(v) if torch.is_tensor(v) else math.sqrt(v),
        "min": lambda a, b: torch.minimum(t(a), t(b)),
        "max": lambda a, b: torch.maximum(t(a), t(b)),
        "where": lambda c, a, b: torch.where(c, t(a), t(b)),
        "logsigmoid": F.logsigmoid,
    }


def number(v):
    return v if math.isfinite(v) else {math.inf: "Infinity", -math.inf: "-Infinity"}.get(v, "NaN")


cases = []
for formula in FORMULAS:
    x = torch.tensor(points(), dtype=torch.float64, requires_grad=True)
    y = eval(formula.replace("^", "**"), {"__builtins__": {}}, names(x))
    y.sum().backward()
    expected = {"y": [number(v) for v in y.tolist()], "dy": [number(v) for v in x.grad.tolist()]}
    cases.append({"id": "expr/" + formula, "op": "expr", "params": {"formula": formula}, "inputs": {"x": points()}, "expected": expected})
print('{"torch":"%s","cases":[' % torch.__version__)
print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
print("]}")
