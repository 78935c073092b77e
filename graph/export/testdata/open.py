"""Opens a graph as GraphML with networkx and as Turtle with rdflib, and prints what they see in it as JSON."""

import json
import sys

import networkx
import rdflib

g = networkx.read_graphml(sys.argv[1], force_multigraph=True)
edges = [d for _, _, d in g.edges(data=True)]
t = rdflib.Graph().parse(sys.argv[2], format="turtle")
term = rdflib.Namespace("urn:geokg:term:")


def count(kind):
    return len(set(t.subjects(rdflib.RDF.type, term[kind])))


print(json.dumps({
    "nodes": g.number_of_nodes(),
    "drawn": sum(d["drawn"] for d in edges),
    "claims": sum("sentence" in d for d in edges),
    "memberships": sum(d["relation"] == "REFERENCE_MEMBERSHIP" for d in edges),
    "names": sorted(d["name"] for _, d in g.nodes(data=True)),
    "sentences": sorted(d["sentence"] for d in edges if "sentence" in d),
    "rdfClaims": count("Claim"),
    "rdfMemberships": count("Membership"),
    "rdfSentences": sorted(str(o) for o in t.objects(None, rdflib.Namespace("http://www.w3.org/ns/prov#").value)),
    "rdfNames": sorted(str(o) for s, o in t.subject_objects(rdflib.RDFS.label)),
}))
