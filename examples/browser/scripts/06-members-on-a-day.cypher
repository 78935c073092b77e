// Who belonged to an alliance on a day
// By the reference, not by articles: run geokg import --reference, then geokg push, first. A beginning that is not known counts as early enough.
WITH 'CCDCOE' AS alliance, '2021-12-31' AS day
MATCH (member:__Entity__)-[m:REFERENCE_MEMBERSHIP]->(:Alliance {id: alliance})
WHERE (m.since IS NULL OR m.since <= day) AND (m.until IS NULL OR m.until >= day)
RETURN member.name AS member, m.status AS status, m.since AS since, m.until AS until, m.source AS source
ORDER BY status, member
LIMIT 250
