"""Learns the lemmatizer's table from the treebanks' train parts and writes ../model/lemmas.txt; see its header for the
format. Suffix rules in the manner of LemmaGen (Juršič et al., "LemmaGen: Multilingual Lemmatisation with Induced
Ripple-Down Rules", 2010): the longest suffix that is listed decides; words that no suffix gets right stand whole."""

import argparse
import collections
import gzip
import os

TRAIN = ("ewt-train", "gum-open-train")
LONGEST = 6  # letters of a suffix
INFLECTED = ("VBD", "VBG", "VBZ", "NNS", "NNPS", "JJR", "JJS", "RBR", "RBS")  # tags whose endings say something
SAME = {"VBN": "VBD", "VBP": "VB"}  # tags that share their rules

HEADER = """\
# Lemmas by Penn tag. A line is one of
#   w TAG form lemma      the lemma of a form (in lower case)
#   s TAG suffix cut add  of other forms that end so: cut that many letters and add these ("-" is nothing)
#   v lemma               a verb, for choosing between "hope" and "hop" for forms that are not listed
# The longest suffix wins; "-" is the empty one. VBD stands for VBN too, VB for VBP. Made by ../train/lemmas.py.
# Source: UD_English-EWT and UD_English-GUM (open genres), train parts; see README.md. Licence: CC BY-SA 4.0
"""


def counts(folder):
    """Returns tag -> form in lower case -> counter of lemmas, without misspelt words."""
    table = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for name in TRAIN:
        with gzip.open(os.path.join(folder, name + ".conllu.gz"), "rt", encoding="utf8") as f:
            for line in f:
                c = line.rstrip("\n").split("\t")
                if len(c) != 10 or not c[0].isdigit() or c[2] == "_" or "Typo=Yes" in c[5] or " " in c[1] + c[2]:
                    continue
                table[SAME.get(c[4], c[4])][c[1].lower()][lemma_key(c[1], c[2], c[4])] += 1
    return table


def lemma_key(form, lemma, tag):
    """Returns the lemma; a proper noun's in lower case where it only follows the form's case."""
    if tag in ("NNP", "NNPS") and form[:1].isupper() and lemma[:1].isupper():
        return lemma.lower()
    return lemma


def script(form, lemma):
    """Returns (letters to cut, letters to add) that make lemma of form."""
    n = len(os.path.commonprefix([form, lemma]))
    return len(form) - n, lemma[n:]


def suffix_rules(scripts):
    """Returns suffix -> script for form -> script."""
    at = collections.defaultdict(collections.Counter)
    for form, s in scripts.items():
        for k in range(min(LONGEST, len(form) - 1) + 1):
            at[form[len(form) - k :]][s] += 1
    rules = {"": at[""].most_common(1)[0][0]}
    for suffix in sorted(at, key=lambda s: (len(s), s)):
        best, n = min(at[suffix].items(), key=lambda i: (-i[1], i[0]))
        total = sum(at[suffix].values())
        if suffix and best != decide(rules, suffix) and n >= 2 and n >= 0.7 * total and len(suffix) > best[0] - 1:
            rules[suffix] = best
    return rules


def decide(rules, form):
    for k in range(min(LONGEST, len(form)), -1, -1):
        if form[len(form) - k :] in rules:
            return rules[form[len(form) - k :]]
    raise KeyError(form)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--data", default="../../../../shared/data/ud", help="folder of the treebanks (.conllu.gz)")
    a.add_argument("--out", default="../model/lemmas.txt")
    args = a.parse_args()
    lines, verbs = [], set()
    for tag, forms in counts(args.data).items():
        lemmas = {f: min(c.items(), key=lambda i: (-i[1], i[0]))[0] for f, c in forms.items()}
        if tag.startswith("VB"):
            verbs |= {lemma for f, lemma in lemmas.items() if lemma.isalpha() and lemma.islower()}
        scripts = {f: script(f, lem) for f, lem in lemmas.items()}
        # A capital in the lemma of a common word belongs to the word, not to its ending.
        plain = {f: s for f, s in scripts.items() if f.isalpha() and lemmas[f].islower()}
        rules = suffix_rules(plain) if tag in INFLECTED else {"": (0, "")}
        lines += [f"s\t{tag}\t{suffix or '-'}\t{cut}\t{add or '-'}" for suffix, (cut, add) in rules.items() if tag in INFLECTED]
        lines += [f"w\t{tag}\t{f}\t{lemmas[f]}" for f, s in scripts.items() if needs_line(tag, f, lemmas[f], rules)]
    lines += [f"v\t{v}" for v in verbs]
    with open(args.out, "w", encoding="utf8") as f:
        f.write(HEADER + "\n".join(sorted(lines)) + "\n")
    print(len(lines), "lines")


def needs_line(tag, form, lemma, rules):
    """Reports whether no suffix gives the form its lemma. Numbers are the lemmatizer's own business."""
    if tag == "CD" and form[0].isdigit():
        return False
    cut, add = decide(rules, form)
    return (form[: len(form) - cut] + add if cut <= len(form) else "") != lemma


if __name__ == "__main__":
    main()
