// Agencies, leaders and bodies
// Who answers for whom: agencies and leaders of countries, bodies and events of alliances.
MATCH p = (x:__Entity__)-[:AGENCY_OF|LEADS|PART_OF]->(y:__Entity__)
RETURN p
LIMIT 100
