// What the latest articles say
// Dated claims of the articles that were published last.
MATCH (article:Article)
WHERE article.published IS NOT NULL
WITH article
ORDER BY article.published DESC
LIMIT 20
MATCH (article)<-[:STATED_IN]-(c:Claim)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o)
RETURN article.published AS published, c.date AS date, c.factuality AS factuality, s.name AS who, c.relation AS does, o.name AS whom, c.sentence AS sentence, article.url AS article
ORDER BY published DESC, date DESC
LIMIT 100
