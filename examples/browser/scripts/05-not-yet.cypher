// What is planned, possible or denied
// None of this is drawn as an edge: an edge in a picture is read as something that happened.
MATCH (s)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o), (c)-[:STATED_IN]->(article)
WHERE c.factuality IN ['planned', 'possible', 'negated']
RETURN c.factuality AS factuality, c.date AS date, s.name AS who, c.relation AS does, o.name AS whom, c.sentence AS sentence, article.url AS article
ORDER BY factuality, date DESC
LIMIT 100
