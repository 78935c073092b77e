// South Korea and NATO in a picture
// Claims stand between who they are about. A claim that is planned, possible or negated says so in its caption; double-click one for its article.
WITH 'KOR' AS a, 'NATO' AS b
MATCH (x:__Entity__)
WHERE x.id = a OR x.countryId = a
MATCH (y:__Entity__)
WHERE y.id = b OR y.parentId = b
MATCH p = (x)<-[:SUBJECT|OBJECT]-(c:Claim)-[:SUBJECT|OBJECT]->(y)
RETURN p
ORDER BY c.date
LIMIT 60
