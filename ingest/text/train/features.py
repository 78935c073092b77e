"""What the network sees of a word. ../biaffine/features.go computes the same; change both together."""

import unicodedata

NAMES = ["form", "suffix3", "suffix2", "prefix3", "shape", "suffix4"]
MAX_FORM = 100  # characters of a form that are looked at

PLAIN = str.maketrans(dict.fromkeys("‘’ʼ′`", "'") | dict.fromkeys("“”„«»″", '"') | dict.fromkeys("‐‑−", "-"))


def of(word):
    """Returns the values of all features, in the order of NAMES."""
    word = word.translate(PLAIN)[:MAX_FORM]
    form = "".join(map(_folded, word))
    return form, form[-3:], form[-2:], form[:3], _shape(word), form[-4:]


def vector_key(word):
    """Returns the key by which a word's pretrained vector is found: in lower case, with plain quotes and hyphens."""
    return "".join(c.lower()[0] if _is_upper(c) else c for c in word.translate(PLAIN)[:MAX_FORM])


def _is_digit(c):
    return unicodedata.category(c) == "Nd"


def _folded(c):
    if _is_digit(c):
        return "0"
    return c.lower()[0] if _is_upper(c) else c


def _shape(word):
    """Returns the classes of the characters: X upper case, x lower case, d digit, others themselves; runs are cut
    after two."""
    out, last, run = [], "", 0
    for c in word:
        k = "X" if _is_upper(c) else "x" if _is_lower(c) else "d" if _is_digit(c) else c
        last, run = (k, run + 1) if k == last else (k, 1)
        if run <= 2:
            out.append(k)
    return "".join(out)


def _is_upper(c):
    return unicodedata.category(c) == "Lu"


def _is_lower(c):
    return unicodedata.category(c) == "Ll"
