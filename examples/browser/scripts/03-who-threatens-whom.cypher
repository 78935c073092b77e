// Who threatens, attacks, sanctions or accuses whom
// Typed edges are drawn from asserted claims only. Click an edge: its properties say since when, by how many stories, and whether somebody denies it.
MATCH p = (x:__Entity__)-[r:THREATENS|ATTACKED|SANCTIONED|MOBILIZED_AGAINST|ACCUSES|EXPELLED|CUT_TIES_WITH]->(y:__Entity__)
RETURN p
ORDER BY r.stories DESC, r.last DESC
LIMIT 80
