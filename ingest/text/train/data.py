"""Treebanks: reading them, varying their sentences, and making batches of numbers of them."""

import calendar
import collections
import gzip
import os
import typing

import numpy as np

import features
import names


class Word(typing.NamedTuple):
    form: str
    tag: str  # UPOS|XPOS|features
    head: int  # 0 is the root, i the i-th word
    relation: str
    space: bool  # white space follows
    name: str | None  # of a name "B-" or "I-" with its type, of no name "O"; None where the treebank doesn't mark names


# The features of a word that are learned with its tag; they are those of a verb's form, and number.
FEATURES = ("Mood", "Number", "Tense", "VerbForm", "Voice")


def read(folder, name):
    """Returns the sentences, lists of Word, of folder/name.conllu.gz."""
    sentences, words, misc, marked = [], [], [], False
    with gzip.open(os.path.join(folder, name + ".conllu.gz"), "rt", encoding="utf8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line and words:
                sentences.append(with_names(words, misc) if marked else words)
                words, misc = [], []
            if not line or line[0] == "#":
                marked = marked or line.startswith("# global.Entity")
                continue
            c = line.split("\t")
            if c[0].isdigit():
                tag = "|".join((c[3], c[4], *(f for f in c[5].split("|") if f.split("=")[0] in FEATURES)))
                words.append(Word(c[1], tag, int(c[6]), c[7], "SpaceAfter=No" not in c[9], None))
                misc.append(c[9])
    return sentences


def with_names(words, misc):
    labels = ["O"] * len(words)
    for first, last, kind in names.spans(words, misc):
        labels[first:last] = ["B-" + kind] + ["I-" + kind] * (last - first - 1)
    return [w._replace(name=label) for w, label in zip(words, labels)]


class Varier:
    """Prints sentences as another newsroom might have, of other people: now and then without the final stop or without
    articles, as in headlines, with long dashes, and with names that nobody has. Case stays as it is: sentences in
    capitals are brought back to normal case before they are parsed, and variants would teach that capitals mean little."""

    def __init__(self, sentences):
        calendar_words = set(calendar.month_name) | set(calendar.day_name)
        self.names = sorted({w.form for s in sentences for w in s if _is_name(w)} - calendar_words)

    def vary(self, words, rng):
        words = [w._replace(form=self.new_name(rng)) if _is_name(w) and rng.random() < 0.15 else w for w in words]
        if rng.random() < 0.08:
            words = without_final_stop(words)
        if rng.random() < 0.03:
            words = without_articles(words)
        if rng.random() < 0.5:
            words = with_long_dashes(words, "—" if rng.random() < 0.5 else "–")
        return words

    def new_name(self, rng):
        """Returns the beginning of one name with the end of another."""
        a, b = rng.choice(self.names), rng.choice(self.names)
        return a[: rng.randint(2, 4)] + b[-rng.randint(2, 4) :]


def _is_name(word):
    f = word.form
    return word.tag.startswith("PROPN|NNP|") and len(f) > 3 and f[0].isupper() and f[1:].islower() and f.isalpha()


def without_articles(words):
    """Returns the sentence without "the", "a" and "an", as headlines are written."""
    heads = {w.head for w in words}
    keep = [i for i, w in enumerate(words, 1) if i in heads or w.form.lower() not in ("the", "a", "an")]
    place = {0: 0} | {old: new for new, old in enumerate(keep, 1)}
    return [words[i - 1]._replace(head=place[words[i - 1].head]) for i in keep]


def without_final_stop(words):
    last = len(words)
    if last < 3 or words[-1].form not in (".", "!", "?") or any(w.head == last for w in words):
        return words
    return words[:-1]


def with_long_dashes(words, dash):
    out, space_before = [], True
    for w in words:
        if w.form == "--" or w.form == "-" and space_before and w.space:
            out.append(w._replace(form=dash))
        else:
            out.append(w)
        space_before = w.space
    return out


NAMES = ["O"] + [p + kind for kind in names.TYPES for p in ("B-", "I-")]


class Coder:
    """Maps words to numbers. Of every embedding row 0 is padding and row 1 the unknown value; of the vectors too."""

    def __init__(self, sentences, vectors, least=2):
        counts = [collections.Counter() for _ in features.NAMES]
        for words in sentences:
            for w in words:
                for k, v in enumerate(features.of(w.form)):
                    counts[k][v] += 1
        self.vocabulary = [sorted(v for v, n in c.items() if n >= least) for c in counts]
        self.tags = sorted({w.tag for words in sentences for w in words})
        self.relations = sorted({w.relation for words in sentences for w in words})
        self._rows = [{v: i + 2 for i, v in enumerate(vocabulary)} for vocabulary in self.vocabulary]
        self._tag = {t: i for i, t in enumerate(self.tags)}
        self._relation = {r: i for i, r in enumerate(self.relations)}
        self._name = {n: i for i, n in enumerate(NAMES)}
        self._vector = {w: i + 2 for i, w in enumerate(vectors)}
        self._cache = {}

    def features(self, form):
        """Returns the rows of a form's features, and as the last value the row of its vector."""
        if form not in self._cache:
            rows = [rows.get(v, 1) for rows, v in zip(self._rows, features.of(form))]
            self._cache[form] = rows + [self._vector.get(features.vector_key(form), 1)]
        return self._cache[form]

    def code(self, words):
        """Returns features [n+1, F], heads, relations, tags and names [n+1] of the root and the words; -1 is no known class."""
        n = len(words) + 1
        x, heads = np.ones((n, len(features.NAMES) + 1), np.int32), np.zeros(n, np.int32)
        relations, tags, names = (np.full(n, -1, np.int32) for _ in range(3))
        for i, w in enumerate(words, 1):
            x[i], heads[i] = self.features(w.form), w.head
            relations[i], tags[i] = self._relation.get(w.relation, -1), self._tag.get(w.tag, -1)
            names[i] = self._name.get(w.name, -1)
        return x, heads, relations, tags, names


def batches(coded, words_per_batch=2600):
    """Yields lists of coded sentences of similar length with the length that they are padded to and the size to which
    the list is filled up, so that there are few shapes to compile for. Sentences are taken in the given order."""
    buckets = collections.defaultdict(list)
    for s in coded:
        n = len(s[0])
        width = next((w for w in (8, 14, 20, 28, 38, 52, 72) if n <= w), -(-n // 48) * 48)
        size = max(1, words_per_batch // width)
        buckets[width].append(s)
        if len(buckets[width]) == size:
            yield buckets.pop(width), width, size
    for width, rest in sorted(buckets.items()):
        yield rest, width, max(1, words_per_batch // width)


def padded(batch, width, size):
    """Returns one array for each of features, heads, relations, tags and names, and the mask of rows that are nodes."""
    x = np.zeros((size, width, len(features.NAMES) + 1), np.int32)
    heads, mask = np.zeros((size, width), np.int32), np.zeros((size, width), np.float32)
    relations, tags, names = (np.full((size, width), -1, np.int32) for _ in range(3))
    for i, (sx, sh, sr, st, sn) in enumerate(batch):
        n = len(sx)
        x[i, :n], heads[i, :n], relations[i, :n], tags[i, :n], names[i, :n], mask[i, :n] = sx, sh, sr, st, sn, 1
    return x, heads, relations, tags, names, mask
