// One actor and its neighbours
// Typed edges of one country, those of most stories first.
MATCH p = (x:__Entity__ {id: 'KOR'})-[r]-(y:__Entity__)
WHERE r.claims IS NOT NULL
RETURN p
ORDER BY r.stories DESC, r.last DESC
LIMIT 50
