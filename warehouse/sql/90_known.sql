-- What was known on a day, and what a revision changed.

-- A reply of which no day is known was always known.
CREATE MACRO outcome_counts_as_of(day_known) AS TABLE
SELECT c.* FROM outcome_counts c
JOIN reply_versions v ON v.request_id = c.request_id AND v.force_id = c.force_id AND v.known_until IS NULL
    AND NOT contains(v.reply_id, '@')
WHERE coalesce(v.known_from <= day_known::DATE, true)
UNION ALL
SELECT * EXCLUDE (reply_id, known_from, known_until) FROM outcome_history
WHERE coalesce(known_from <= day_known::DATE, true) AND coalesce(day_known::DATE < known_until, true);

CREATE MACRO recorded_counts_as_of(day_known) AS TABLE
SELECT c.* FROM recorded_counts c
JOIN reply_versions v ON v.request_id = c.request_id AND v.force_id = c.force_id AND v.known_until IS NULL
    AND NOT contains(v.reply_id, '@')
WHERE coalesce(v.known_from <= day_known::DATE, true)
UNION ALL
SELECT * EXCLUDE (reply_id, known_from, known_until) FROM recorded_history
WHERE coalesce(known_from <= day_known::DATE, true) AND coalesce(day_known::DATE < known_until, true);

-- Value by value, what the documents that replaced others say against what those said.
CREATE MACRO reply_changes(reply) AS TABLE
WITH told AS (
    SELECT
        f.role, f.period_start, f.period_end, f.period_label, f.breakdown, f.count_low, f.count_high, f.figure_id,
        coalesce(array_to_string(f.outcome_codes, '|'), lower(f.outcome_label), '') AS outcome,
        coalesce(f.offence_id, lower(f.offence_label), '') AS offence,
        f.outcome_label, f.offence_label,
        f.state = 'superseded' AS earlier
    FROM figures f
    JOIN documents d USING (document_id)
    WHERE f.request_id || '/' || f.force_id = split_part(reply, '@', 1)
        AND f.role IN ('cell', 'total', 'of_which')
        AND (f.state = 'superseded' OR (f.state IN ('accepted', 'held') AND d.root_id IN (
            SELECT superseded_by FROM documents WHERE superseded_by IS NOT NULL)))
),
summed AS (
    SELECT
        earlier, role, period_start, period_end, outcome, offence, breakdown,
        min(period_label) AS period_label, min(outcome_label) AS outcome_label, min(offence_label) AS offence_label,
        sum(count_low)::BIGINT AS low,
        CASE WHEN count(*) = count(count_high) THEN sum(count_high)::BIGINT END AS high,
        list(figure_id ORDER BY figure_id) AS figure_ids
    FROM told GROUP BY ALL
),
paired AS (
    SELECT a.*, b.period_label AS after_period, b.outcome_label AS after_outcome, b.offence_label AS after_offence,
        b.low AS after_low, b.high AS after_high, b.figure_ids AS after_ids, b.role AS after_role,
        b.breakdown AS after_breakdown, b.period_start AS after_start
    FROM (FROM summed WHERE earlier) a
    FULL JOIN (FROM summed WHERE NOT earlier) b
        ON a.role = b.role AND a.period_start IS NOT DISTINCT FROM b.period_start
        AND a.period_end IS NOT DISTINCT FROM b.period_end AND a.outcome = b.outcome AND a.offence = b.offence
        AND a.breakdown IS NOT DISTINCT FROM b.breakdown
)
SELECT
    CASE WHEN figure_ids IS NULL THEN 'added' WHEN after_ids IS NULL THEN 'gone'
         WHEN low IS NOT DISTINCT FROM after_low AND high IS NOT DISTINCT FROM after_high THEN 'same'
         ELSE 'changed' END AS change,
    coalesce(role, after_role) AS role,
    coalesce(after_period, period_label) AS period_label,
    coalesce(after_outcome, outcome_label) AS outcome_label,
    coalesce(after_offence, offence_label) AS offence_label,
    coalesce(after_breakdown, breakdown) AS breakdown,
    low AS before_low, high AS before_high, after_low, after_high,
    coalesce(figure_ids, []) AS before_figures,
    coalesce(after_ids, []) AS after_figures
FROM paired
ORDER BY coalesce(after_start, period_start), role, outcome_label, offence_label, breakdown::VARCHAR;
