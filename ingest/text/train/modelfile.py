"""Writes the model file that ../biaffine/file.go reads; the layout is described there."""

import gzip
import json
import struct

import numpy as np

MAGIC = b"GEOKGDEP"
VERSION = 1


def write(path, header, tensors):
    """Writes header (a dict) and tensors (name -> float array)."""
    header = dict(header, tensors=[])
    body = []
    for name, values in tensors.items():
        values = np.asarray(values, np.float32)
        encoding = "int8" if _by_rows(values) else "float32"
        header["tensors"].append({"name": name, "shape": list(values.shape), "encoding": encoding})
        if _by_rows(values):
            scales, q = _quantized(values)
            body += [scales.astype("<f4").tobytes(), q.astype(np.int8).tobytes()]
        else:
            body.append(values.astype("<f4").tobytes())
    head = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    content = struct.pack("<I", len(head)) + head + b"".join(body)
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<I", VERSION) + gzip.compress(content, 9, mtime=0))


def dequantized(values):
    """Returns the values that a reader of the file will see."""
    values = np.asarray(values, np.float32)
    if not _by_rows(values):
        return values
    scales, q = _quantized(values)
    return (q * scales[:, None]).astype(np.float32).reshape(values.shape)


def _by_rows(values):
    """Reports whether a tensor is worth bytes with one scale a row; vectors and tiny tables stay floats."""
    return values.ndim > 1 and values.size > 1000


def _quantized(values):
    rows = values.reshape(-1, values.shape[-1])
    scales = np.abs(rows).max(1) / 127
    scales[scales == 0] = 1
    return scales, np.clip(np.round(rows / scales[:, None]), -127, 127)
