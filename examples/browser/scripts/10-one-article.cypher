// What one article contributed
// Its claims, and who they are about. The first lines choose the article with the most claims; name another one by its URL.
MATCH (article:Article)<-[:STATED_IN]-(c:Claim)
WITH article, count(c) AS claims
ORDER BY claims DESC, article.id
LIMIT 1
MATCH p = (article)<-[:STATED_IN]-(c:Claim)-[:SUBJECT]->(s)
MATCH q = (c)-[:OBJECT]->(o)
RETURN p, q
LIMIT 60
