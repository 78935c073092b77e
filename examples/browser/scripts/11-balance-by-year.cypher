// Cooperation and conflict between two countries, year by year
// Counts asserted claims by their PLOVER types, which fall into cooperation and conflict.
WITH 'RUS' AS a, 'UKR' AS b
MATCH (:__Entity__ {id: a})<-[:SUBJECT|OBJECT]-(c:Claim {factuality: 'asserted'})-[:SUBJECT|OBJECT]->(:__Entity__ {id: b})
MATCH (c)-[:STATED_IN]->(article)
WITH DISTINCT c, coalesce(left(coalesce(c.date, article.published), 4), 'no date') AS year, ['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT'] AS kind
WHERE c.plover IS NOT NULL
WITH year, any(x IN c.plover WHERE x IN kind) AS kind
RETURN year, sum(CASE WHEN kind THEN 1 ELSE 0 END) AS cooperation, sum(CASE WHEN kind THEN 0 ELSE 1 END) AS conflict
ORDER BY year
LIMIT 200
