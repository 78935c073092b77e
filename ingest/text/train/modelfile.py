"""Writes the model file that ../biaffine/file.go reads; the layout is described there."""

import json
import struct
import zlib

import numpy as np

import network

MAGIC = b"GEOKGDEP"
VERSION = 2


def write(path, header, strings, tensors):
    """Writes header (a dict), strings (name -> list) and tensors (name -> array)."""
    header, body = dict(header, tensors=[]), []

    def add(name, shape, encoding, *parts):
        data = b"".join(parts)
        header["tensors"].append({"name": name, "shape": list(shape), "encoding": encoding, "bytes": len(data)})
        body.append(data)

    for name, values in strings.items():
        add(name, [len(values)], "strings", "".join(v + "\n" for v in values).encode())
    for name, values in tensors.items():
        encoding = _encoding(name, values)
        if encoding == "int8":
            add(name, values.shape, encoding, values.tobytes())
        elif encoding == "float32":
            add(name, values.shape, encoding, np.asarray(values, "<f4").tobytes())
        else:
            scales, q = _quantized(np.asarray(values, np.float32), encoding)
            add(name, values.shape, encoding, scales.astype("<f4").tobytes(), q.astype(np.int8).tobytes())
    head = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    content = MAGIC + struct.pack("<II", VERSION, len(head)) + head + b"".join(body)
    with open(path, "wb") as f:
        f.write(content + struct.pack("<I", zlib.crc32(content)))


def split(p):
    """Returns the weights as the file has them: the arcs' bias apart from their matrix."""
    p = {name: np.asarray(v) for name, v in p.items()}
    p["arc/weight"], p["arc/bias"] = p["arc/weight"][:-1], p["arc/weight"][-1]
    return p


def joined(p):
    """Undoes split, with the values that a reader of the file will see."""
    p = {name: _dequantized(name, v) for name, v in p.items()}
    p["arc/weight"] = np.concatenate([p["arc/weight"], p.pop("arc/bias")[None]])
    return p


def _encoding(name, values):
    """Embeddings are bytes with a float for each row, matrices with one for each column; vectors stay floats."""
    if name == network.VECTOR:
        return "int8"
    if values.ndim < 2 or name == "arc/distance":
        return "float32"
    return "rows" if name.startswith("embed/") else "columns"


def _dequantized(name, values):
    encoding = _encoding(name, values)
    if encoding in ("int8", "float32"):
        return values
    scales, q = _quantized(values, encoding)
    return (q * (scales[:, None] if encoding == "rows" else scales[None])).astype(np.float32)


def _quantized(values, encoding):
    scales = np.abs(values).max(1 if encoding == "rows" else 0) / 127
    scales[scales == 0] = 1
    by = scales[:, None] if encoding == "rows" else scales[None]
    return scales, np.clip(np.round(values / by), -127, 127)
