-- The reference: what is there for looking up, beside what articles say. Ensure adds these to a graph that is older than they are.

-- Who belongs to which alliance. Its ends are views: an entity as the reference knows it, from which entity is folded too.
CREATE TABLE IF NOT EXISTS membership (
  id TEXT PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES view(n),
  alliance INTEGER NOT NULL REFERENCES view(n),
  status TEXT NOT NULL,
  since TEXT NOT NULL, until TEXT NOT NULL,
  note TEXT NOT NULL, source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- For people with a SQL shell.
CREATE VIEW IF NOT EXISTS memberships AS
  SELECT a.id AS alliance, e.id AS member, e.name, m.status, m.since, m.until, m.note, m.source
  FROM membership m JOIN view v ON v.n = m.member JOIN entity e ON e.n = v.entity
    JOIN view w ON w.n = m.alliance JOIN entity a ON a.n = w.entity;
