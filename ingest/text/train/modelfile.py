"""Writes the model file that ../biaffine/file.go reads; the layout is described there."""

import gzip
import json
import struct

import numpy as np

MAGIC = b"GEOKGDEP"
VERSION = 1


def write(path, header, tensors):
    """Writes header (a dict) and tensors (name -> float array): matrices as one scale a row and signed bytes,
    vectors as floats."""
    header = dict(header, tensors=[])
    body = []
    for name, values in tensors.items():
        values = np.asarray(values, np.float32)
        encoding = "int8" if values.ndim > 1 and values.size > 1000 else "float32"
        header["tensors"].append({"name": name, "shape": list(values.shape), "encoding": encoding})
        body.append(quantized(values) if encoding == "int8" else values.astype("<f4").tobytes())
    head = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    content = struct.pack("<I", len(head)) + head + b"".join(body)
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<I", VERSION) + gzip.compress(content, 9, mtime=0))


def quantized(values):
    """Returns the scales of all rows, then the rows as bytes."""
    rows = values.reshape(-1, values.shape[-1])
    scales = np.abs(rows).max(1) / 127
    scales[scales == 0] = 1
    q = np.clip(np.round(rows / scales[:, None]), -127, 127).astype(np.int8)
    return scales.astype("<f4").tobytes() + q.tobytes()


def dequantized(values):
    """Returns what a reader of the file will see of values."""
    values = np.asarray(values, np.float32)
    if values.ndim <= 1 or values.size <= 1000:
        return values
    rows = values.reshape(-1, values.shape[-1])
    scales = np.abs(rows).max(1) / 127
    scales[scales == 0] = 1
    q = np.clip(np.round(rows / scales[:, None]), -127, 127)
    return (q * scales[:, None]).astype(np.float32).reshape(values.shape)
