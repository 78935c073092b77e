-- The tables of a geokg graph. Rows refer to each other by n, the ids of the model are in the columns called id.
-- Dates are as precise as they are known: 2022-05-05, 2022-05, 2022, or '' for none. Lists are JSON arrays or ''.

CREATE TABLE article (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL, title TEXT NOT NULL, site TEXT NOT NULL,
  published TEXT NOT NULL, published_source TEXT NOT NULL, published_remark TEXT NOT NULL,
  language TEXT NOT NULL, text_hash TEXT NOT NULL,
  text_print TEXT NOT NULL, -- what copies of the text are known by, or ''
  story TEXT NOT NULL,      -- the smallest id of the articles that are copies of each other
  extractor TEXT NOT NULL,  -- what read it
  hash TEXT NOT NULL        -- of all that it contributed
) STRICT;
CREATE INDEX article_story ON article(story);

CREATE TABLE entity (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT NOT NULL, parent TEXT NOT NULL,
  body TEXT NOT NULL        -- all of it, as JSON
) STRICT;
CREATE INDEX entity_country ON entity(country) WHERE label = 'Agency';
CREATE INDEX entity_parent ON entity(parent) WHERE parent <> '';

-- The names of entities, without case, accents and signs.
CREATE TABLE name (
  key TEXT NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity(n),
  PRIMARY KEY (key, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_entity ON name(entity);

-- What articles know of an entity, each distinct one once; entity is folded from these.
CREATE TABLE view (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- hash of body
  entity INTEGER NOT NULL REFERENCES entity(n),
  count INTEGER NOT NULL,   -- of the mentions that carry it
  body TEXT NOT NULL
) STRICT;
CREATE INDEX view_entity ON view(entity);

CREATE TABLE mention (
  article INTEGER NOT NULL REFERENCES article(n),
  view INTEGER NOT NULL,    -- of the entity; it is checked by its count
  count INTEGER NOT NULL,
  names TEXT NOT NULL,
  PRIMARY KEY (article, view)
) STRICT, WITHOUT ROWID;

-- A subject, relation and object of which claims speak, drawn or not; that of a symmetric relation in order of ids.
CREATE TABLE link (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  subject INTEGER NOT NULL REFERENCES entity(n),
  relation TEXT NOT NULL,
  object INTEGER NOT NULL REFERENCES entity(n)
) STRICT;

CREATE TABLE claim (
  n INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article(n),
  link INTEGER NOT NULL REFERENCES link(n),
  id TEXT NOT NULL,
  turned INTEGER NOT NULL,  -- 1 if the article names the link's object first
  factuality TEXT NOT NULL,
  date TEXT NOT NULL, date_source TEXT NOT NULL, date_remark TEXT NOT NULL,
  attributed INTEGER,       -- entity.n
  evidence TEXT NOT NULL, field TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
  confidence REAL NOT NULL,
  cameo TEXT NOT NULL, plover TEXT NOT NULL, reasons TEXT NOT NULL
) STRICT;
CREATE INDEX claim_article ON claim(article);

-- The typed edges.
CREATE TABLE edge (
  link INTEGER PRIMARY KEY REFERENCES link(n),
  since TEXT NOT NULL, last TEXT NOT NULL, until TEXT NOT NULL,
  claims INTEGER NOT NULL, articles INTEGER NOT NULL, stories INTEGER NOT NULL,
  confidence REAL NOT NULL, attributed_only INTEGER NOT NULL, denied INTEGER NOT NULL
) STRICT;

-- What people have decided, and the articles that it changes as they were read; both as JSON.
CREATE TABLE decision (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE original (article TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- For people with a SQL shell.
CREATE VIEW claims AS
  SELECT c.id, CASE c.turned WHEN 0 THEN s.name ELSE o.name END AS subject, l.relation,
    CASE c.turned WHEN 0 THEN o.name ELSE s.name END AS object,
    c.factuality, c.date, w.name AS attributed, c.confidence, c.evidence, a.url, a.title
  FROM claim c JOIN link l ON l.n = c.link JOIN entity s ON s.n = l.subject JOIN entity o ON o.n = l.object
    JOIN article a ON a.n = c.article LEFT JOIN entity w ON w.n = c.attributed;
CREATE VIEW edges AS
  SELECT l.id, s.name AS subject, l.relation, o.name AS object, e.since, e.last, e.until, e.claims, e.articles, e.stories,
    e.confidence, e.attributed_only, e.denied
  FROM edge e JOIN link l ON l.n = e.link JOIN entity s ON s.n = l.subject JOIN entity o ON o.n = l.object;
