-- Whether a reply is overdue depends on the day on which the question is put, so that this is a view.
CREATE VIEW coverage AS
WITH covered AS (
    SELECT
        c.request_id, c.force_id,
        bool_or(CASE WHEN list_contains(q.dimensions, 'outcome') THEN c.answers ELSE true END
            AND NOT c.part_period) AS whole
    FROM cuts c JOIN requests q USING (request_id)
    GROUP BY ALL
),
counted AS (
    SELECT request_id, force_id FROM outcome_counts
    UNION
    SELECT request_id, force_id FROM recorded_counts
)
SELECT
    a.request_id,
    a.force_id,
    a.asked_on,
    a.due_on,
    CASE
        -- An acknowledgement is not an answer.
        WHEN r.reply_id IS NULL OR (starts_with(r.disposition, 'ack') AND r.figures_accepted + r.figures_held = 0)
            THEN CASE WHEN a.due_on < current_date THEN 'overdue' ELSE 'waiting' END
        WHEN r.figures_accepted + r.figures_held = 0 AND regexp_matches(r.disposition, 'refus|not held|exempt')
            THEN 'refused'
        WHEN r.figures_accepted = 0 OR (r.figures_held > 0 AND NOT coalesce(c.whole, false)) THEN 'held'
        WHEN coalesce(c.whole, false) THEN 'answered'
        ELSE 'part'
    END AS state,
    n.force_id IS NOT NULL AS usable
FROM authorities a
LEFT JOIN replies r ON r.request_id = a.request_id AND r.force_id = a.force_id AND r.superseded_by IS NULL
LEFT JOIN covered c ON c.request_id = a.request_id AND c.force_id = a.force_id
LEFT JOIN counted n ON n.request_id = a.request_id AND n.force_id = a.force_id
ORDER BY a.request_id, a.force_id;
