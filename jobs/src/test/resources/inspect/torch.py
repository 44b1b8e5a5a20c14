"""Weights drawn by PyTorch, and what numpy says of them: torch.safetensors, torch.json.

Run with PyTorch 1.13 (CPU) in this folder: python3 torch.py
"""

import json
import struct
import sys

sys.path.pop(0)  # this file is not the module torch
import numpy as np
import torch
from torch import nn

torch.manual_seed(7)
UNITS, INPUTS = 48, 80


def drawn(init, units=UNITS, inputs=INPUTS, dtype=torch.float32):
    w = torch.empty(units, inputs)
    init(w)
    return w.to(dtype)


arrays = {
    "kaiming_uniform": drawn(lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu")),
    "kaiming_normal": drawn(lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu")),
    "xavier_uniform": drawn(nn.init.xavier_uniform_),
    "linear.weight": nn.Linear(INPUTS, UNITS).weight.data,
    "linear.bias": nn.Linear(INPUTS, UNITS).bias.data,
    "orthogonal": drawn(lambda w: nn.init.orthogonal_(w, gain=2)),
    "gpt2": drawn(lambda w: nn.init.normal_(w, std=0.02)),
    "half": drawn(lambda w: nn.init.normal_(w, std=0.02), dtype=torch.float16),
    "bfloat": drawn(nn.init.xavier_normal_, dtype=torch.bfloat16),
    "double": drawn(nn.init.xavier_normal_, dtype=torch.float64),
    "none of them": drawn(lambda w: nn.init.normal_(w, std=0.37)),
    "zeros": torch.zeros(UNITS, INPUTS),
}
arrays["copy"] = arrays["kaiming_normal"].clone()
arrays["half as large"] = 0.5 * arrays["xavier_uniform"]
tied = drawn(nn.init.xavier_normal_)
tied[5] = tied[1]
tied[9] = 0
arrays["tied"] = tied

header, values, expected = {"__metadata__": {"made": "by torch.py"}}, b"", {}
types = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64"}
for name, w in arrays.items():
    raw = (w.view(torch.int16) if w.dtype == torch.bfloat16 else w).numpy().tobytes()
    header[name] = {"dtype": types[w.dtype], "shape": list(w.shape), "data_offsets": [len(values), len(values) + len(raw)]}
    values += raw
    if w.dim() == 2:
        exact = w.double().numpy()
        s = np.linalg.svd(exact, compute_uv=False)
        expected[name] = {"std": float(exact.std()), "norm": float(s[0]), "smallest": float(s[-1])}
text = json.dumps(header).encode()
open("torch.safetensors", "wb").write(struct.pack("<Q", len(text)) + text + values)
json.dump(expected, open("torch.json", "w"), indent=1)
