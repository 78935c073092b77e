"""The network: two layers of bidirectional LSTM over embeddings of each word's form, affixes and shape and its
pretrained vector; tags and names read off the layers; heads scored by biaffine attention, relations by a bilinear form
of low rank (Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing", ICLR 2017)."""

import jax
import jax.numpy as jnp
import numpy as np

import features
import vectors

DISTANCES = 16  # arc lengths that are told apart, in each direction
SLOPE = 0.1  # of the activation below zero
MLPS = ("arc-head", "arc-dependent", "label-head", "label-dependent")
VECTOR = "vector/table"  # the pretrained vectors, as bytes; not trained


def init(key, vocabulary, table, tags, relations, names, word, hidden, arc, label):
    """Returns the initial weights, a dict by the names of the model file. table is of the pretrained vectors; tags,
    relations and names are numbers of classes; the rest are sizes: of the word's embedding, of each LSTM, of the arc's
    and the label's vectors."""
    keys = iter(jax.random.split(key, 64))

    def glorot(rows, cols):
        return jax.random.normal(next(keys), (rows, cols)) * np.sqrt(2.0 / (rows + cols))

    p = {"embed/root": 0.3 * jax.random.normal(next(keys), (word,))}
    for name, values in zip(features.NAMES, vocabulary):
        p["embed/" + name] = 0.3 / np.sqrt(len(features.NAMES)) * jax.random.normal(next(keys), (len(values) + 2, word))
    p["vector/weight"] = glorot(table.shape[1], word)
    size = word
    for layer in range(2):
        for way in ("forward", "backward"):
            lstm = f"lstm/{layer}/{way}/"
            p[lstm + "input"] = glorot(size, 4 * hidden)
            p[lstm + "recurrent"] = glorot(hidden, 4 * hidden)
            p[lstm + "bias"] = jnp.zeros(4 * hidden).at[hidden : 2 * hidden].set(1.0)  # remember at first
        size = 2 * hidden
    p["tag/weight"], p["tag/bias"] = glorot(size, tags), jnp.zeros(tags)
    p["name/weight"], p["name/bias"] = glorot(2 * size, names), jnp.zeros(names)
    for name, n in zip(MLPS, (arc, arc, label, label)):
        p[f"mlp/{name}/weight"], p[f"mlp/{name}/bias"] = glorot(size, n), jnp.zeros(n)
    p["arc/weight"] = jnp.zeros((arc + 1, arc))
    p["arc/distance"] = jnp.zeros((2, DISTANCES))
    p["label/weight"] = glorot(3 * label, relations)
    p["label/bias"] = jnp.zeros(relations)
    return p


def lstm(p, name, x, mask, backward):
    """Returns the outputs [B, L, H] of one LSTM. Beyond a sentence's end, state and output are zero, so that the
    backward LSTM begins afresh at its last word."""
    if backward:
        x, mask = x[:, ::-1], mask[:, ::-1]
    gates = x @ p[name + "input"] + p[name + "bias"]
    hidden = p[name + "recurrent"].shape[0]

    def step(state, now):
        h, c = state
        gate, m = now
        i, f, o, u = jnp.split(gate + h @ p[name + "recurrent"], 4, -1)
        c = (jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(u)) * m[:, None]
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zero = jnp.zeros((x.shape[0], hidden))
    _, out = jax.lax.scan(step, (zero, zero), (gates.swapaxes(0, 1), mask.swapaxes(0, 1)))
    out = out.swapaxes(0, 1)
    return out[:, ::-1] if backward else out


class Dropout:
    """Hands out dropout masks in training and none in use (key None)."""

    def __init__(self, key, count=40):
        self._keys = None if key is None else iter(jax.random.split(key, count))

    def units(self, x, rate, whole_sentence=False):
        """Drops values, or with whole_sentence the same values at all words of a sentence."""
        if self._keys is None:
            return x
        shape = (x.shape[0], 1, x.shape[2]) if whole_sentence else x.shape
        return x * jax.random.bernoulli(next(self._keys), 1 - rate, shape) / (1 - rate)

    def to_unknown(self, rows, rate):
        """Replaces rows of an embedding by the one of the unknown value."""
        if self._keys is None:
            return rows
        return jnp.where(jax.random.bernoulli(next(self._keys), rate, rows.shape) & (rows > 1), 1, rows)


def embed(p, table, x, drop, rates):
    """Returns the words' embeddings [B, L, word]. Of rates, the first is how often a form is unknown in training, the
    second an affix or shape, the third a pretrained vector."""
    form, affix, vector = rates
    e = 0
    for k, name in enumerate(features.NAMES):
        e = e + p["embed/" + name][drop.to_unknown(x[:, :, k], form if k == 0 else affix)]
    known = table[drop.to_unknown(x[:, :, len(features.NAMES)], vector)].astype(jnp.float32) * (vectors.LIMIT / vectors.STEPS)
    return (e + known @ p["vector/weight"]).at[:, 0].set(p["embed/root"])


def forward(p, table, x, mask, key=None, dropout=0.33, rates=(0.2, 0.05, 0.1)):
    """Returns for a batch: scores of tags [B, L, T], of names [B, L, N] and of arcs [B, dependent, head], and the label
    vectors of heads and of dependents [B, L, label]."""
    drop = Dropout(key)
    e = drop.units(embed(p, table, x, drop, rates), 0.2)
    layers = []
    for layer in range(2):
        both = [lstm(p, f"lstm/{layer}/{way}/", e, mask, way == "backward") for way in ("forward", "backward")]
        layers.append(jnp.concatenate(both, -1))
        e = drop.units(layers[-1], dropout, whole_sentence=True)
    tags = drop.units(layers[0], dropout) @ p["tag/weight"] + p["tag/bias"]
    names = drop.units(jnp.concatenate(layers, -1), dropout) @ p["name/weight"] + p["name/bias"]

    def mlp(name):
        y = jax.nn.leaky_relu(e @ p[f"mlp/{name}/weight"] + p[f"mlp/{name}/bias"], SLOPE)
        return drop.units(y, dropout, whole_sentence=True)

    arc_head, arc_dependent, label_head, label_dependent = map(mlp, MLPS)
    one = jnp.ones(e.shape[:2] + (1,))
    arcs = jnp.einsum("bda,ac,bhc->bdh", jnp.concatenate([arc_dependent, one], -1), p["arc/weight"], arc_head)
    length = x.shape[1]
    offset = jnp.arange(length)[:, None] - jnp.arange(length)[None, :]  # dependent − head
    distance = jnp.clip(jnp.abs(offset), 0, DISTANCES - 1)
    arcs = arcs + jnp.where(offset > 0, p["arc/distance"][0][distance], p["arc/distance"][1][distance])
    arcs = jnp.where(mask[:, None, :] > 0, arcs, -1e9) - 1e9 * jnp.eye(length)
    return tags, names, arcs, label_head, label_dependent


def relations(p, head, dependent, product=np.concatenate):
    """Returns the scores of relations between label vectors of heads and of dependents."""
    return product([head * dependent, head, dependent], -1) @ p["label/weight"] + p["label/bias"]


def loss(p, table, batch, key, **options):
    """Returns the sum of the mean cross entropies of tags, heads, relations given the right heads, and names."""
    x, heads, relation, tags, names, mask = batch
    word = mask.at[:, 0].set(0)
    tag_scores, name_scores, arcs, label_head, label_dependent = forward(p, table, x, mask, key, **options)
    at_head = jnp.take_along_axis(label_head, heads[:, :, None], 1)
    labels = relations(p, at_head, label_dependent, jnp.concatenate)

    def entropy(scores, gold):
        chosen = jnp.take_along_axis(jax.nn.log_softmax(scores), jnp.maximum(gold, 0)[:, :, None], 2)[:, :, 0]
        return -(chosen * word * (gold >= 0)).sum()

    total = entropy(tag_scores, tags) + entropy(arcs, heads) + entropy(labels, relation) + entropy(name_scores, names)
    return total / word.sum()
