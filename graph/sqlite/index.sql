-- Indexes that answer questions without a look at the rows: which links an entity has, and when, how and in which article they are claimed.
-- A graph of an earlier geokg has narrower ones of other names, which go.

DROP INDEX IF EXISTS link_subject;
DROP INDEX IF EXISTS link_object;
DROP INDEX IF EXISTS claim_link;
CREATE INDEX IF NOT EXISTS link_by_subject ON link(subject, object, relation);
CREATE INDEX IF NOT EXISTS link_by_object ON link(object, subject, relation);
CREATE INDEX IF NOT EXISTS claim_dated ON claim(n, date);
CREATE INDEX IF NOT EXISTS claim_by_link ON claim(link, date, factuality, confidence, article);
