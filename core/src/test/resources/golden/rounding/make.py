"""Golden tables of rounding, by PyTorch: prints where it wrote them. Usage: golden.py FOLDER"""
import gzip, sys
import numpy as np
import torch

def conversions(dtype, mask_inf):
    patterns = torch.arange(65536, dtype=torch.int32).to(torch.int16).view(dtype)
    wide = patterns.float().numpy().astype(np.float32)
    sign = np.where(np.arange(65536) < 32768, 1.0, -1.0)
    magnitude = np.abs(wide).astype(np.float64)
    following = np.concatenate([np.abs(wide[1:]), [np.float32(0)]]).astype(np.float64)
    finite = np.isfinite(wide)
    # The step beyond the largest finite value is as long as the one before it.
    largest = finite & ~np.isfinite(following)
    before = np.concatenate([[0.0], magnitude[:-1]])
    step = np.where(largest, magnitude - before, following - magnitude)
    middle = np.where(finite, magnitude + np.where(finite, step, 0) / 2, np.abs(wide))
    middle = middle.astype(np.float32)
    inputs = np.stack([middle, np.where(finite, np.nextafter(middle, np.float32(0)), middle),
                       np.where(finite, np.nextafter(middle, np.float32(np.inf)), middle)], axis=1)
    inputs = np.copysign(inputs, sign[:, None]).astype(np.float32)
    rounded = torch.from_numpy(inputs).to(dtype).view(torch.int16).numpy()
    return wide, inputs, rounded

for name, dtype in (("fp16", torch.float16), ("bf16", torch.bfloat16)):
    with np.errstate(all="ignore"):
        wide, inputs, rounded = conversions(dtype, None)
    path = f"{sys.argv[1]}/{name}.gz"
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as out:
        out.write(wide.view("<u4").tobytes())
        out.write(rounded.astype("<i2").tobytes())
    print(path, np.isnan(wide).sum(), inputs[31743], rounded[31743])
