"""The names of people, organizations and places in UD_English-GUM, out of the entities in its MISC column.

GUM marks whole noun phrases. A name is what is left of one whose head is a proper noun without its titles, determiners and
clauses: "President Obama of the US" gives "Obama" and "US", "the Bank of England" gives "Bank of England".
../conll/names.go computes the same; change both together.
"""

import re

TYPES = ("person", "organization", "place")
JOINING = {"of", "the", "and", "for", "&", "-", "'s", "’s", "de", "la", "al", ".", "in", "on"}
INSIDE = {"flat", "compound", "goeswith", "nmod", "amod", "nummod", "dep", "list"}


def mentions(misc):
    """Yields (first, last, type, identity) of the entities that the MISC columns of a sentence mark; last is exclusive."""
    open_ = {}
    for i, column in enumerate(misc):
        value = next((f[7:] for f in column.split("|") if f.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", value):
            key = part.strip("()").split("-")[0]
            if part.startswith("("):
                open_.setdefault(key, []).append((i, part.strip("()").split("-")))
            if part.endswith(")") and open_.get(key):
                first, f = open_[key].pop()
                if len(f) > 1:
                    yield first, i + 1, f[1], "-".join(f[7:])


def spans(words, misc):
    """Returns the names of a sentence: (first, last, type), last exclusive, in order and without overlap."""
    found = []
    for first, last, kind, identity in mentions(misc):
        if kind in TYPES:
            span = trimmed(words, first, last, identity, kind)
            if span:
                found.append((*span, kind))
    found.sort(key=lambda s: (s[0] - s[1], s[0], s[2]))
    taken, out = set(), []
    for first, last, kind in found:
        if not taken & set(range(first, last)):
            taken |= set(range(first, last))
            out.append((first, last, kind))
    return sorted(out)


def trimmed(words, first, last, identity, kind):
    """Returns the name within a mention, or None. words have form, tag, head (1-based, 0 the root) and relation."""
    inside = range(first, last)
    head = next((i for i in inside if words[i].head - 1 not in inside), None)
    if head is None:
        return None
    if not is_proper(words[head]):
        return behind(words, head, last) if kind == "person" else None
    if kind == "person" and is_role(words, head):
        return None
    known = set(identity.replace("(", "").replace(")", "").lower().split("_"))
    start, end = head, head + 1
    while start > first and (belongs(words, start - 1, known) or
                             words[start - 1].form in JOINING and start - 1 > first and belongs(words, start - 2, known)):  # fmt: skip
        start -= 1
    while end < last:
        k = end
        while k < last and words[k].form in JOINING:
            k += 1
        if k == last or k - end > 2 or not belongs(words, k, known, k > end):
            break
        if k > end and not continues(words, k, start, end, known, kind):
            break
        end = k + 1
    while words[start].form.lower() in ("the", "-", ".", "'s"):
        start += 1
    return start, end


def behind(words, head, last):
    """Returns the proper nouns that are flat behind a common noun: "Mu Li" in "senior researcher Mu Li"."""
    end = head + 1
    while end < last and is_proper(words[end]) and words[end].relation == "flat":
        end += 1
    return (head + 1, end) if end > head + 1 else None


def is_proper(word):
    return word.tag.startswith("PROPN|")


def belongs(words, i, known, joined=False):
    """Reports whether a word can be part of a name: a proper noun that is no title, another word with a capital within a
    sentence, or a word of the entity's identity. joined is for words behind "of"."""
    w = words[i]
    relation = w.relation
    if w.form.lower() in known and w.form[:1].isupper():
        return True
    if relation in ("nmod:desc", "det") or relation == "nmod:poss" and not joined:
        return False
    if is_proper(w):
        return relation == "root" or relation.split(":")[0] in INSIDE
    if w.tag.startswith("NUM|"):
        return relation in ("flat", "nummod") and i > 0 and is_proper(words[i - 1])
    return i > 0 and w.form[:1].isupper() and w.form.upper() != w.form and relation.split(":")[0] in INSIDE | {"acl", "advmod"}


def is_role(words, head):
    """Reports whether a proper noun that stands for a person is an office or a group and no name: "the Secretary",
    "Director of the museum", "Americans"."""
    relations = {w.relation for w in words if w.head - 1 == head}
    plural = "|NNPS" in words[head].tag
    return plural or "flat" not in relations and ("det" in relations or "nmod" in relations)


def continues(words, k, start, end, known, kind):
    """Reports whether a proper noun behind "of" and the like is still part of the name that begins at start."""
    if words[k].form.lower() in known:
        return True
    governor = words[k].head - 1
    while governor > k and is_proper(words[governor]):  # "of Iodine Deficiency Disorders"
        governor = words[governor].head - 1
    return kind != "person" and words[k].relation.split(":")[0] != "conj" and start <= governor < end
