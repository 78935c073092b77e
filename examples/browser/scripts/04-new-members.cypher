// Who joined what since a date
// With the sentence that says so. Change the date in the first line.
WITH '2022-01-01' AS since
MATCH (member:__Entity__)-[r:JOINED]->(body:__Entity__)
WHERE r.since >= since
MATCH (member)<-[:SUBJECT]-(c:Claim {relation: 'JOINED', factuality: 'asserted'})-[:OBJECT]->(body), (c)-[:STATED_IN]->(article)
RETURN r.since AS since, member.name AS member, body.name AS body, r.stories AS stories, collect(DISTINCT c.sentence)[0] AS sentence,
       collect(DISTINCT article.url)[0] AS article
ORDER BY since DESC
LIMIT 100
