"""Trains the tagger and parser on treebanks and writes the model file that ../biaffine runs. See README.md."""

import argparse
import os
import random
import time

# One core: a training run shares its machine. To be set before jax is imported.
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import numpy as np
import optax

import data
import evaluate
import features
import modelfile
import network

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
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--word", type=int, default=96, help="size of a word's embedding")
    a.add_argument("--hidden", type=int, default=96, help="size of each LSTM")
    a.add_argument("--arc", type=int, default=96, help="size of the vectors that score arcs")
    a.add_argument("--label", type=int, default=48, help="size of the vectors that score relations")
    a.add_argument("--longest", type=int, default=90, help="words of the longest sentence to train on")
    return a.parse_args()


def learning_rate(peak, step, steps):
    """Rises over the first twentieth, then falls along half a cosine to almost nothing."""
    done = step / steps
    return peak * min(1.0, done / 0.05 + 0.02) * max(0.003, 0.5 * (1 + np.cos(np.pi * min(1.0, done))))


def make_step(optimizer):
    @jax.jit
    def step(p, state, batch, key, rate):
        value, gradient = jax.value_and_grad(network.loss)(p, batch, key)
        update, state = optimizer.update(gradient, state, p)
        return optax.apply_updates(p, jax.tree.map(lambda u: -rate * u, update)), state, value

    return step


def train(args, coder, sentences, dev):
    rng = random.Random(args.seed)
    key, first = jax.random.split(jax.random.PRNGKey(args.seed))
    sizes = (args.word, args.hidden, args.arc, args.label)
    p = network.init(first, coder.vocabulary, coder.tags, coder.relations, *sizes)
    optimizer = optax.chain(
        optax.clip_by_global_norm(5.0),
        optax.scale_by_adam(b1=0.9, b2=0.95),
        optax.add_decayed_weights(args.decay),
    )
    state, step, began = optimizer.init(p), make_step(optimizer), time.time()
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
        if epoch % 4 == 3 and epoch + 1 < args.epochs:
            report(p, coder, dev)
    return p


def report(p, coder, treebanks):
    out = {}
    for name, sentences in treebanks.items():
        s = evaluate.scores(p, coder, sentences)
        print("   ", name, *(f"{k} {v:.2f}" for k, v in s.items()), flush=True)
        out |= {f"{name} {k}": v for k, v in s.items()}
    return out


def main():
    args = arguments()
    sentences = [s for name in TRAIN for s in data.read(args.data, name)]
    dev = {name: data.read(args.data, name) for name in DEV}
    test = {name: data.read(args.data, name) for name in TEST}
    coder = data.Coder(sentences)
    print(len(sentences), "sentences", sum(map(len, sentences)), "words", len(coder.tags), "tags",
          len(coder.relations), "relations", flush=True)  # fmt: skip
    p = train(args, coder, [s for s in sentences if len(s) <= args.longest], dev)
    p = {name: modelfile.dequantized(v) for name, v in p.items()}  # score what will be in the file
    header = {
        "architecture": "bilstm2-biaffine",
        "licence": "CC BY-SA 4.0",
        "data": ["UD_English-EWT train", "UD_English-GUM train, genres with open texts"],
        "options": {k: v for k, v in vars(args).items() if k not in ("data", "out")},
        "scores": report(p, coder, dev | test),
        "features": features.NAMES,
        "vocabulary": coder.vocabulary,
        "tags": coder.tags,
        "relations": coder.relations,
    }
    modelfile.write(args.out, header, p)
    print("wrote", args.out, os.path.getsize(args.out), "bytes")


if __name__ == "__main__":
    main()
