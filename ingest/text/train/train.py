"""Trains the tagger and parser on treebanks and writes the model file that ../biaffine runs. See README.md."""

import argparse
import os
import random
import time

# Compiled steps are kept, since there is one for each length of sentences. To be set before jax is imported.
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", os.path.expanduser("~/.cache/geokg-train"))

import jax
import jax.numpy as jnp
import numpy as np
import optax

import data
import evaluate
import features
import modelfile
import network
import vectors

TRAIN = ("ewt-train", "gum-open-train")
DEV = ("ewt-dev", "gum-news-dev")
TEST = ("ewt-test", "gum-news-test", "pud")


def arguments():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--data", default="../../../../shared/data/ud", help="folder of the treebanks (.conllu.gz)")
    a.add_argument("--out", default="../model/parser.bin", help="model file to write")
    a.add_argument("--epochs", type=int, default=32)
    a.add_argument("--batch", type=int, default=1500, help="words in a batch, padding included")
    a.add_argument("--rate", type=float, default=3e-3, help="peak of the learning rate")
    a.add_argument("--decay", type=float, default=1e-3, help="weight decay")
    a.add_argument("--seed", type=int, default=2)
    a.add_argument("--word", type=int, default=128, help="size of a word's embedding")
    a.add_argument("--hidden", type=int, default=128, help="size of each LSTM")
    a.add_argument("--arc", type=int, default=128, help="size of the vectors that score arcs")
    a.add_argument("--label", type=int, default=64, help="size of the vectors that score relations")
    a.add_argument("--vectors", type=int, default=60000, help="words with a pretrained vector")
    a.add_argument("--dropout", type=float, default=0.33, help="of the LSTMs' outputs and of what is read off them")
    a.add_argument("--form-dropout", type=float, default=0.2, help="how often a word's form counts as unknown")
    a.add_argument("--longest", type=int, default=90, help="words of the longest sentence to train on")
    return a.parse_args()


def learning_rate(peak, step, steps):
    """Rises over the first twentieth, then falls along half a cosine to almost nothing."""
    done = step / steps
    return peak * min(1.0, done / 0.05 + 0.02) * max(0.003, 0.5 * (1 + np.cos(np.pi * min(1.0, done))))


def make_step(optimizer, table, **options):
    @jax.jit
    def step(p, state, batch, key, rate):
        value, gradient = jax.value_and_grad(lambda p: network.loss(p, table, batch, key, **options))(p)
        update, state = optimizer.update(gradient, state, p)
        return optax.apply_updates(p, jax.tree.map(lambda u: -rate * u, update)), state, value

    return step


def train(args, coder, table, sentences, dev):
    rng, sentences = random.Random(args.seed), list(sentences)
    key, first = jax.random.split(jax.random.PRNGKey(args.seed))
    sizes = (args.word, args.hidden, args.arc, args.label)
    classes = (len(coder.tags), len(coder.relations), len(data.NAMES))
    p = network.init(first, coder.vocabulary, table, *classes, *sizes)
    optimizer = optax.chain(
        optax.clip_by_global_norm(5.0),
        optax.scale_by_adam(b1=0.9, b2=0.95),
        optax.add_decayed_weights(args.decay),
    )
    options = {"dropout": args.dropout, "rates": (args.form_dropout, 0.05, 0.1)}
    state, step, began = optimizer.init(p), make_step(optimizer, table, **options), time.time()
    varier = data.Varier(sentences)
    print("parameters", sum(x.size for x in p.values()), flush=True)
    for epoch in range(args.epochs):
        rng.shuffle(sentences)
        coded = [coder.code(varier.vary(s, rng)) for s in sentences]
        epoch_batches = list(data.batches(coded, args.batch))
        rng.shuffle(epoch_batches)
        total = 0.0
        for i, b in enumerate(epoch_batches):
            key, now = jax.random.split(key)
            rate = learning_rate(args.rate, epoch + i / len(epoch_batches), args.epochs)
            p, state, value = step(p, state, data.padded(*b), now, jnp.float32(rate))
            total += float(value)
            if epoch == 0 and i % 50 == 0:
                print(f"  batch {i}/{len(epoch_batches)} loss {float(value):.3f} {time.time() - began:.0f} s", flush=True)
        print(
            f"epoch {epoch + 1}/{args.epochs} loss {total / len(epoch_batches):.4f} minutes {(time.time() - began) / 60:.1f}"
            f" cpu {time.process_time() / 60:.1f}",
            flush=True,
        )
        if epoch % 6 == 5 and epoch + 1 < args.epochs:
            report(p, table, coder, dev)
    return p


def report(p, table, coder, treebanks):
    out = {}
    for name, sentences in treebanks.items():
        s = evaluate.scores(p, table, coder, sentences)
        print("   ", name, *(f"{k} {v:.2f}" for k, v in s.items()), flush=True)
        out |= {f"{name} {k}": v for k, v in s.items()}
    return out


def main():
    args = arguments()
    sentences = [s for name in TRAIN for s in data.read(args.data, name)]
    dev = {name: data.read(args.data, name) for name in DEV}
    test = {name: data.read(args.data, name) for name in TEST}
    known, bytes_ = vectors.read(args.vectors)
    coder = data.Coder(sentences, known)
    table = jnp.asarray(np.concatenate([np.zeros((2, bytes_.shape[1]), np.int8), bytes_]))
    print(len(sentences), "sentences", sum(map(len, sentences)), "words", len(coder.tags), "tags",
          len(coder.relations), "relations", flush=True)  # fmt: skip
    p = train(args, coder, table, [s for s in sentences if len(s) <= args.longest], dev)
    save(args, coder, known, table, p, dev | test)


def save(args, coder, known, table, p, treebanks):
    """Writes the model file, with the scores of just what is in it."""
    p = modelfile.split(p)
    header = {
        "architecture": "bilstm2-biaffine-names",
        "licence": "CC BY-SA 4.0",
        "data": [
            "UD_English-EWT train",
            "UD_English-GUM train, genres with open texts",
            "GloVe 6B, 50 dimensions (PDDL 1.0), the most frequent words",
        ],
        "options": {k: v for k, v in vars(args).items() if k not in ("data", "out")},
        "scores": report(modelfile.joined(p), table, coder, treebanks),
        "features": features.NAMES,
        "tags": coder.tags,
        "relations": coder.relations,
        "names": data.NAMES,
    }
    strings = {"values/" + name: values for name, values in zip(features.NAMES, coder.vocabulary)}
    strings["vector/words"] = known
    modelfile.write(args.out, header, strings, p | {network.VECTOR: np.asarray(table)})
    print("wrote", args.out, os.path.getsize(args.out), "bytes")


if __name__ == "__main__":
    main()
