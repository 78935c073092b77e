-- What graph.Store.Search asks: words as graph.Words gives them. Ensure adds and fills these in a graph that is older than they are.

CREATE TABLE name_word (
  word TEXT NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity(n),
  PRIMARY KEY (word, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_entity ON name_word(entity);

-- The words of the claims' sentences, by claim.n. All that is not ASCII is part of a word; what parts words is a space.
CREATE VIRTUAL TABLE sentence USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
