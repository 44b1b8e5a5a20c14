"""Makes digits.npy, weights.npz and digits.json (NumPy, PyTorch), or with the word parquet digits.parquet (pyarrow), of digits.csv.gz."""
import gzip
import hashlib
import json
import sys

import numpy as np

rows = np.loadtxt(gzip.open("digits.csv.gz"), delimiter=",", dtype=np.uint8)
if sys.argv[1:] == ["parquet"]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {f"pixel_{i}": rows[:, i].astype(np.float32 if i % 2 else np.int32) for i in range(64)}
    columns["digit"] = rows[:, 64].astype(np.int64)
    pq.write_table(pa.table(columns), "digits.parquet", row_group_size=160, compression="zstd")
    sys.exit()

import torch


def measured(x):
    x32 = x.astype("<f4")
    x = x32.astype(np.float64)
    n, width = x.shape
    directions = x / np.linalg.norm(x, axis=1, keepdims=True)
    cosines = directions @ directions.T
    return {
        "rows": n,
        "width": width,
        "mean": x.mean(),
        "std": x.std(),
        "cosine": (cosines.sum() - np.trace(cosines)) / (n * (n - 1)),
        "kurtosis": (width * (x**4).sum(1) / (x**2).sum(1) ** 2).mean(),
        "content": "sha256:" + hashlib.sha256(x32.tobytes()).hexdigest(),
        "first": x[0].tolist(),
    }


pixels = rows[:, :64].astype(np.float64)
std = pixels.std(0)
standard = (pixels - pixels.mean(0)) / np.where(std == 0, 1, std)

# One layer tanh(x) of identity weights, on all rows: any order of them gives the same numbers.
x = torch.tensor(standard.astype(np.float32)).double()
y = torch.tanh(x)
u = torch.nn.functional.normalize(y, dim=1)
c = u @ u.T
n = len(x)
layer = {
    "pre_std": x.std().item(),
    "act_mean": y.mean().item(),
    "act_std": y.std().item(),
    "act_cosine": ((c.sum() - c.trace()) / (n * (n - 1))).item(),
}

# Two layers with PyTorch's default weights, which weights.npz holds; no biases.
torch.manual_seed(7)
first = torch.nn.Linear(64, 32, bias=False)
last = torch.nn.Linear(32, 10, bias=False)
np.savez(
    "weights.npz",
    **{
        "head.weight": last.weight.detach().numpy(),
        "fc.weight": first.weight.detach().numpy(),
        "head.bias": np.zeros(10, dtype=np.float32),
    },
)
w1, w2 = first.weight.detach().double(), last.weight.detach().double()
hidden = torch.relu(x @ w1.T).requires_grad_()
out = hidden @ w2.T
network = {
    "hidden_std": hidden.std().item(),
    "hidden_mean": hidden.mean().item(),
    "out_mean": out.mean().item(),
    "out_std": out.std().item(),
    "weight_std": [w1.std().item(), w2.std().item()],
}
# Five steps of gradient descent on all rows with their labels.
weights = [w.clone().requires_grad_() for w in (w1, w2)]
optimizer = torch.optim.SGD(weights, lr=0.1)
course = []
for _ in range(6):
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(torch.relu(x @ weights[0].T) @ weights[1].T, torch.tensor(rows[:, 64].astype(np.int64)))
    loss.backward()
    optimizer.step()
    course.append(loss.item())
np.save("digits.npy", rows)
json.dump(
    {"pixels": measured(pixels), "standardized": measured(standard), "tanh": layer, "network": network, "course": course},
    open("digits.json", "w"),
    indent=1,
)
