-- Wordings that are not known wait once, in however many replies they stand: of all that is held, this alone
-- speaks of the whole warehouse.
DELETE FROM held WHERE kind = 'wording';

INSERT INTO held BY NAME
WITH waiting AS (
    SELECT
        document_id, outcome_label, held_reason, table_id(document_id, table_no) AS table_id,
        (len(held_reasons) = 1)::INTEGER AS last_hold
    FROM figures WHERE state = 'held' AND held_kind = 'wording'
),
wordings AS (
    SELECT
        m.key, min(outcome_label) AS label,
        min(held_reason) AS reason, list(DISTINCT table_id) AS places, count(*) AS figures,
        sum(last_hold) AS frees, min(w.document_id) AS document_id
    FROM waiting w JOIN wording_keys m ON m.label = w.outcome_label
    GROUP BY m.key
)
SELECT
    'wording ' || w.key AS item, 'wording' AS kind, reason || ': ' || w.label AS reason,
    array_to_string(list_sort(places)[:3], ', ')
        || CASE WHEN len(places) > 3 THEN ' and ' || (len(places) - 3) || ' more' ELSE '' END AS "where",
    coalesce(s.suggestions, []) AS suggestions,
    'foi decide wording ' || shell(w.label) || ' CODES' AS command,
    figures::BIGINT AS figures, frees::BIGINT AS frees, document_id,
    'wording-' || left(md5(w.key), 8) AS "group", reason AS cause,
    'wording' AS decision, w.label AS target, '' AS scope, []::VARCHAR[] AS answers
FROM wordings w
LEFT JOIN wording_suggestions s ON s.key = w.key
ORDER BY figures DESC, item;
