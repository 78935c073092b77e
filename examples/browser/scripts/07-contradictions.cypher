// Contradictions: asserted here, denied there
// Two claims of one subject, relation and object, with who says each.
MATCH (con:Claim {factuality: 'negated'})-[:STATED_IN]->(b)
MATCH (pro:Claim {edge: con.edge, factuality: 'asserted'})-[:STATED_IN]->(a)
MATCH (s)<-[:SUBJECT]-(pro)-[:OBJECT]->(o)
OPTIONAL MATCH (pro)-[:ATTRIBUTED_TO]->(saidBy)
OPTIONAL MATCH (con)-[:ATTRIBUTED_TO]->(deniedBy)
RETURN s.name AS who, pro.relation AS does, o.name AS whom, pro.sentence AS asserted, saidBy.name AS saidBy, a.url AS article,
       con.sentence AS denied, deniedBy.name AS deniedBy, b.url AS deniedIn
LIMIT 50
