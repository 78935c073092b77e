"""Scores of a network on treebanks with their own tokens; all words count, punctuation too."""

import jax
import numpy as np

import data
import network
import tree

_forward = jax.jit(network.forward)


def scores(p, coder, sentences, longest=200):
    """Returns percentages: UPOS, XPOS, UAS, and LAS without subtypes of relations."""
    universal = [r.split(":")[0] for r in coder.relations]
    root = coder.relations.index("root")
    parts = [t.split("|", 1) for t in coder.tags]
    gold = [s for s in sentences if len(s) <= longest]
    right = dict.fromkeys(("UPOS", "XPOS", "UAS", "LAS"), 0)
    coded = [coder.code(s) + (s,) for s in gold]
    for batch, width, size in data.batches(coded):
        x, _, _, _, mask = data.padded([c[:4] for c in batch], width, size)
        tags, arcs, label_head, label_dependent = map(np.asarray, _forward(p, x, mask))
        for i, (sx, _, _, _, words) in enumerate(batch):
            n = len(sx)
            heads = tree.best(arcs[i, :n, :n])
            labels = np.einsum("dc,crh,dh->dr", label_dependent[i, :n], p["label/weight"], label_head[i, heads])
            labels[:, root] = -np.inf
            labels[heads == 0, root] = np.inf
            for d, w in enumerate(words, 1):
                upos, xpos = parts[tags[i, d].argmax()]
                right["UPOS"] += upos == w.tag.split("|", 1)[0]
                right["XPOS"] += xpos == w.tag.split("|", 1)[1]
                right["UAS"] += heads[d] == w.head
                right["LAS"] += heads[d] == w.head and universal[labels[d].argmax()] == w.relation.split(":")[0]
    total = sum(map(len, gold))
    return {k: round(100 * n / total, 2) for k, n in right.items()}
