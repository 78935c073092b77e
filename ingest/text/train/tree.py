"""The best dependency tree: Chu-Liu/Edmonds."""

import numpy as np

ROOT_PENALTY = 1e6  # makes the best tree use one arc from the root


def best(scores):
    """Returns the head of each node for scores [dependent, head]; node 0 is the root and has one child."""
    s = scores.astype(np.float64)
    np.fill_diagonal(s, -np.inf)
    heads = s.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return heads
    s[1:, 0] -= ROOT_PENALTY
    return _arborescence(s)


def _cycle(heads):
    """Returns the nodes of a cycle, or an empty list."""
    seen = {0: 0}
    for start in range(1, len(heads)):
        v = start
        while v not in seen:
            seen[v] = start
            v = heads[v]
        if seen[v] == start:
            cycle, u = [v], heads[v]
            while u != v:
                cycle.append(u)
                u = heads[u]
            return cycle
    return []


def _arborescence(s):
    """The recursive form: contract a cycle into one node, solve, and open the cycle where the solution enters it."""
    heads = s.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    rest = [v for v in range(len(s)) if v not in set(cycle)]
    n = len(rest)
    small = np.full((n + 1, n + 1), -np.inf)
    small[:n, :n] = s[np.ix_(rest, rest)]
    out = s[np.ix_(rest, cycle)]
    small[:n, n] = out.max(1)
    gain = s[np.ix_(cycle, rest)] - s[cycle, heads[cycle]][:, None]
    small[n, :n] = gain.max(0)
    small[0, :] = -np.inf
    solved = _arborescence(small)
    result = heads.copy()
    for i, v in enumerate(rest):
        if v:
            result[v] = cycle[out[i].argmax()] if solved[i] == n else rest[solved[i]]
    result[cycle[gain[:, solved[n]].argmax()]] = rest[solved[n]]
    return result
