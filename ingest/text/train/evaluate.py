"""Scores of a network on treebanks with their own tokens; all words count, punctuation too."""

import jax
import numpy as np

import data
import network
import tree

_forward = jax.jit(network.forward)


def scores(p, table, coder, sentences, longest=200):
    """Returns percentages: UPOS, XPOS, features, UAS, LAS without subtypes of relations, and where the treebank marks
    names the F1 of their spans, whatever their type."""
    universal = [r.split(":")[0] for r in coder.relations]
    root = coder.relations.index("root")
    parts = [t.split("|", 2) for t in coder.tags]
    gold = [s for s in sentences if len(s) <= longest]
    right = dict.fromkeys(("UPOS", "XPOS", "FEATS", "UAS", "LAS"), 0)
    coded = [coder.code(s) + (s,) for s in gold]
    names = np.zeros(3, int)  # in the treebank, found, both
    for batch, width, size in data.batches(coded):
        x, *_, mask = data.padded([c[:5] for c in batch], width, size)
        tags, name, arcs, label_head, label_dependent = map(np.asarray, _forward(p, table, x, mask))
        for i, (sx, _, _, _, _, words) in enumerate(batch):
            n = len(sx)
            heads = tree.best(arcs[i, :n, :n])
            labels = np.array(network.relations(p, label_head[i, heads], label_dependent[i, :n]))
            labels[:, root] = -np.inf
            labels[heads == 0, root] = np.inf
            for d, w in enumerate(words, 1):
                found, tag = parts[tags[i, d].argmax()], w.tag.split("|", 2)
                right["UPOS"] += found[0] == tag[0]
                right["XPOS"] += found[1] == tag[1]
                right["FEATS"] += found[2:] == tag[2:]
                right["UAS"] += heads[d] == w.head
                right["LAS"] += heads[d] == w.head and universal[labels[d].argmax()] == w.relation.split(":")[0]
            if words[0].name is not None:
                a, b = spans([w.name for w in words]), spans([data.NAMES[k] for k in name[i, 1:n].argmax(1)])
                names += len(a), len(b), len(a & b)
    total = sum(map(len, gold))
    out = {k: round(100 * n / total, 2) for k, n in right.items()}
    if names[0]:
        out["names"] = round(float(200 * names[2] / (names[0] + names[1])), 2)
    return out


def spans(labels):
    """Returns the runs of words that are names: a B or a change of type begins one."""
    out, first = set(), None
    for i, label in enumerate(labels + ["O"]):
        begins = label[0] == "B" or label[0] == "I" and (first is None or labels[i - 1][2:] != label[2:])
        if first is not None and (label == "O" or begins):
            out.add((first, i))
            first = None
        if begins:
            first = i
    return out
