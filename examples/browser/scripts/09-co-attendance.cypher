// Who meets whom at the same events
// Events with all who attended, hosted or conducted them.
MATCH p = (x:__Entity__)-[:ATTENDED|HOSTED|CONDUCTED]->(e:Event)
RETURN p
LIMIT 100
