#!/usr/bin/env python3
"""A graph of geokg in pandas and networkx, as in a notebook.

    geokg import --db kg.db examples/articles
    python3 examples/notebook.py kg.db "South Korea"

It runs the geokg on PATH, or the one that GEOKG names. It needs pandas and networkx (Debian: python3-pandas, python3-networkx).
"""

import io
import json
import os
import subprocess
import sys

import networkx as nx
import pandas as pd


def geokg(*args: str) -> str:
    """Returns what a command prints on stdout; its errors go to stderr and end the script."""
    return subprocess.run([os.environ.get("GEOKG", "geokg"), *args], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def claims_as_table(db: str, actor: str) -> pd.DataFrame:
    """CSV has one row for each claim, with columns that do not change."""
    csv = geokg("relations", "--db", db, actor, "--format", "csv")
    return pd.read_csv(io.StringIO(csv), keep_default_na=False)


def claims_as_graph(db: str, actor: str) -> nx.MultiDiGraph:
    """JSON Lines has all that is known of each claim: here, asserted ones become edges, with their sentence and article."""
    g = nx.MultiDiGraph()
    for line in geokg("relations", "--db", db, actor, "--format", "jsonl").splitlines():
        row = json.loads(line)
        claim, article = row["claim"], row["article"]
        if claim["factuality"] != "asserted":
            continue
        for end in ("subject", "object"):
            g.add_node(row[end]["id"], name=row[end]["name"], label=row[end]["label"])
        g.add_edge(claim["subject"], claim["object"], key=claim["id"], relation=claim["relation"],
                   date=claim.get("date", {}).get("value", ""), sentence=claim["evidence"], url=article.get("url", ""))
    return g


def whole_graph(db: str) -> nx.MultiDiGraph:
    """The whole graph, with typed edges, comes as GraphML."""
    return nx.read_graphml(io.BytesIO(geokg("export", "--db", db, "graphml").encode()), force_multigraph=True)


def main() -> None:
    db, actor = sys.argv[1], sys.argv[2]
    table = claims_as_table(db, actor)
    print(f"{len(table)} claims about {actor}, by relation and factuality:")
    print(table.groupby(["relation", "factuality"]).size().unstack(fill_value=0).to_string())
    graph = claims_as_graph(db, actor)
    print(f"\nasserted: {graph.number_of_edges()} claims about {graph.number_of_nodes()} entities; the busiest:")
    for node, degree in sorted(graph.degree, key=lambda x: (-x[1], x[0]))[:5]:
        print(f"  {graph.nodes[node]['name']}: {degree}")
    print(f"\nthe whole graph has {whole_graph(db).number_of_nodes()} nodes")


if __name__ == "__main__":
    main()
