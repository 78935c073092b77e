// South Korea and NATO over time
// All that articles say about the two, with South Korea's agencies and leaders, and NATO's bodies and events. Put other ids in the first line.
WITH 'KOR' AS a, 'NATO' AS b
CALL (a) {
  MATCH (x:__Entity__ {id: a}) RETURN x
  UNION MATCH (x:Agency {countryId: a}) RETURN x
  UNION MATCH (x:Person)-[:LEADS]->(:__Entity__ {id: a}) RETURN x
}
WITH b, collect(x) AS ours
CALL (b) {
  MATCH (y:__Entity__ {id: b}) RETURN y
  UNION MATCH (y:__Entity__ {parentId: b}) RETURN y
}
WITH ours, collect(y) AS theirs
UNWIND ours AS x
MATCH (x)<-[:SUBJECT|OBJECT]-(c:Claim)-[:SUBJECT|OBJECT]->(y)
WHERE y IN theirs
MATCH (s)<-[:SUBJECT]-(c)-[:OBJECT]->(o), (c)-[:STATED_IN]->(article)
RETURN DISTINCT c.date AS date, c.factuality AS factuality, s.name AS who, c.relation AS does, o.name AS whom, c.sentence AS sentence, article.url AS article
ORDER BY date IS NULL, date
LIMIT 100
