-- Decisions that speak of nothing that is there: told among the checks, as no reply's own.
DELETE FROM checks WHERE "check" = 'decision has its object';

INSERT INTO checks BY NAME
WITH targets AS (
    SELECT DISTINCT target FROM decided
    WHERE target IN (SELECT short_id(document_id) FROM documents)
        OR target IN (SELECT table_id(document_id, table_no) FROM tables)
        OR target IN (SELECT figure_id FROM figures)
)
SELECT
    NULL::VARCHAR AS reply_id,
    'decision has its object' AS "check",
    false AS passed, false AS required,
    d.target AS expected, 'not found' AS actual,
    ['decisions/' || d.kind || '.csv'] AS locators,
    'the decision ' || concat_ws(' ', d.kind, shell(d.target), d.value) || ' of ' || d.who
        || ' changes nothing; take it out or mend its target' AS note,
    NULL::VARCHAR AS document_id, NULL::INTEGER AS table_no, false AS reading
FROM decided d
WHERE CASE d.kind
    WHEN 'wording' THEN d.number NOT IN (
        SELECT w.number FROM wording_decisions w JOIN wording_keys m USING (key))
    WHEN 'axis' THEN (d.target, d.scope) NOT IN (
        SELECT (table_id(document_id, table_no), label) FROM labels WHERE kind = 'axis')
    WHEN 'ignore' THEN (d.target, d.scope) NOT IN (SELECT (short_id(document_id), locator) FROM lost_numbers)
    WHEN 'request' THEN d.target NOT IN (SELECT target FROM targets)
        OR d.value NOT IN (SELECT request_id FROM requests)
    WHEN 'supersede' THEN d.value NOT IN (SELECT short_id(document_id) FROM documents)
    ELSE d.target NOT IN (SELECT target FROM targets)
END
ORDER BY note, locators, expected;
