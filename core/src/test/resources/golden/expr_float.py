"""Reference values of formulas as activations in float32: expr_float.json.

Run with PyTorch 1.13 (CPU): python3 expr_float.py > expr_float.json

Each case is a formula as a sweep file has it, computed operation by operation in float32. Numbers are float32, written as the doubles that they are.
"""

import json

import torch

FORMULAS = {
    "x/(1+abs(x))": lambda x: x / (1 + x.abs()),
    "x/(abs(x)+1)": lambda x: x / (x.abs() + 1),
    "2*x/(1+4*abs(x))": lambda x: 2 * x / (1 + 4 * x.abs()),
    "x/(1+relu(x))": lambda x: x / (1 + x.relu()),
    "where(x>0,x,0.01*x)": lambda x: torch.where(x > 0, x, 0.01 * x),
    "max(x,0)+0.3*min(x,0)": lambda x: x.clamp(min=0) + 0.3 * x.clamp(max=0),
    "where(x>0.5,x-0.5,where(x<-0.5,x+0.5,0))": lambda x: torch.where(x > 0.5, x - 0.5, torch.where(x < -0.5, x + 0.5, torch.zeros_like(x))),
    "0.5*(x+abs(x))": lambda x: 0.5 * (x + x.abs()),
    "hardtanh(2*x)": lambda x: torch.nn.functional.hardtanh(2 * x),
}

torch.manual_seed(1)
special = torch.tensor([0.0, 1.0, -1.0, 0.5, -0.5, 3.0, -3.0, 1e-30, -1e-30, 1e30, -1e30, 0.1, -0.1])
x = torch.cat([special, torch.randn(60), 100 * torch.randn(20), 1e-3 * torch.randn(20)])
cases = []
for formula, function in FORMULAS.items():
    y = function(x)
    assert y.dtype == torch.float32
    cases.append({"id": "expr_float/" + formula, "op": "expr", "params": {"formula": formula}, "inputs": {"x": x.double().tolist()}, "expected": {"y": y.double().tolist()}})
print('{"torch":"%s","cases":[' % torch.__version__)
print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
print("]}")
