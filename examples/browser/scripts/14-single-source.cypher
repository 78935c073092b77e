// What only one story says, or only a named source
// Edges to check before they are relied on; the least sure first.
MATCH (x:__Entity__)-[r]->(y:__Entity__)
WHERE r.stories = 1 OR r.attributedOnly
RETURN x.name AS who, type(r) AS does, y.name AS whom, r.since AS since, r.stories AS stories, r.attributedOnly AS attributedOnly, r.denied AS denied,
       round(r.confidence, 2) AS confidence
ORDER BY confidence
LIMIT 50
