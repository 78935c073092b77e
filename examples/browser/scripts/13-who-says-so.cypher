// Who says what about whom
// Claims that an article does not state itself, but puts into somebody's mouth.
MATCH (speaker)<-[:ATTRIBUTED_TO]-(c:Claim)-[:SUBJECT]->(s), (c)-[:OBJECT]->(o)
RETURN speaker.name AS speaker, c.factuality AS factuality, s.name AS who, c.relation AS does, o.name AS whom, c.date AS date, c.sentence AS sentence
ORDER BY speaker, date
LIMIT 100
