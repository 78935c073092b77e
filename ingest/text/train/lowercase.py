"""Lists the words that are written in lower case, by which headlines are brought back to normal case before they are
parsed; writes ../model/lowercase.txt."""

import argparse
import collections

import data

TRAIN = ("ewt-train", "gum-open-train")

HEADER = """\
# Words that are usually written in lower case within a sentence. Made by ../train/lowercase.py.
# Source: UD_English-EWT and UD_English-GUM (open genres), train parts; see README.md. Licence: CC BY-SA 4.0
"""


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--data", default="../../../../shared/data/ud", help="folder of the treebanks (.conllu.gz)")
    a.add_argument("--out", default="../model/lowercase.txt")
    args = a.parse_args()
    lower, upper = collections.Counter(), collections.Counter()
    for words in (s for name in TRAIN for s in data.read(args.data, name)):
        forms = [w.form for w in words[1:] if w.form.isalpha() and w.form.isascii()]
        if not any(f.islower() and len(f) > 3 for f in forms):
            continue  # a headline, or too short to say
        for f in forms:
            (lower if f.islower() else upper)[f.lower()] += 1
    kept = sorted(w for w, n in lower.items() if n >= 2 and n > 2 * upper[w])
    with open(args.out, "w", encoding="utf8") as f:
        f.write(HEADER + "\n".join(kept) + "\n")
    print(len(kept), "words")


if __name__ == "__main__":
    main()
