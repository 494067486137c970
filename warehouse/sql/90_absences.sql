-- Why a force that was asked has no count, or not one for each period: an absence with its reason. What the day
-- decides, such as overdue, is told by `coverage`.
CREATE VIEW absences AS
WITH spans AS (
    SELECT request_id, force_id, bool_and(period_kind = 'range') AS only_spans
    FROM outcome_periods GROUP BY ALL
),
broken_down AS (
    SELECT request_id, force_id, list_sort(list_distinct(flatten(list(dims)))) AS dims FROM cuts GROUP BY ALL
)
SELECT v.request_id, v.force_id, part.what, part.reason
FROM coverage v
JOIN requests q USING (request_id)
LEFT JOIN replies r ON r.request_id = v.request_id AND r.force_id = v.force_id AND r.superseded_by IS NULL
LEFT JOIN spans s ON s.request_id = v.request_id AND s.force_id = v.force_id
LEFT JOIN broken_down b ON b.request_id = v.request_id AND b.force_id = v.force_id
CROSS JOIN LATERAL (
    SELECT 'all counts' AS what, CASE v.state
        WHEN 'waiting' THEN 'no reply yet'
        WHEN 'overdue' THEN 'no reply, and it is overdue'
        WHEN 'refused' THEN concat_ws(' ', r.disposition, array_to_string(r.exemptions, ', '))
        ELSE 'its figures wait for a person' END AS reason
    WHERE NOT v.usable
    UNION ALL
    SELECT 'outcomes', 'the reply breaks crimes down by '
        || coalesce(nullif(array_to_string(b.dims, ' and '), ''), 'period') || ', not by outcome'
    WHERE v.usable AND s.only_spans IS NULL
    UNION ALL
    SELECT 'outcomes by ' || q.year_kind || ' period', 'the reply gives outcomes for a span of years, not for each'
    WHERE s.only_spans
) part
ORDER BY v.request_id, v.force_id, part.what;
