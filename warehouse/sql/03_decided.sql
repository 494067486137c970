-- Of decisions on the same thing the last one holds.
CREATE TEMP TABLE decided AS
SELECT * FROM decisions
QUALIFY row_number() OVER (PARTITION BY kind, target, scope ORDER BY number DESC) = 1;
