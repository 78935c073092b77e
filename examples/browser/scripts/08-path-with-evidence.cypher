// Shortest path between two actors, with a sentence for each step
// Over typed edges alone. Change the two ids.
MATCH (a:__Entity__ {id: 'MAR'}), (b:__Entity__ {id: 'ESP'})
MATCH p = shortestPath((a)-[*..6]-(b))
WHERE all(r IN relationships(p) WHERE r.claims IS NOT NULL)
UNWIND range(0, length(p) - 1) AS i
WITH i, relationships(p)[i] AS r
WITH i, r, startNode(r) AS s, endNode(r) AS o
OPTIONAL MATCH (c:Claim {edge: r.id, factuality: 'asserted'})-[:STATED_IN]->(article)
WITH i, r, s, o, c, article
ORDER BY c.confidence DESC
RETURN i + 1 AS step, s.name AS who, type(r) AS does, o.name AS whom, r.since AS since, collect(c.sentence)[0] AS sentence, collect(article.url)[0] AS article
ORDER BY step
LIMIT 10
