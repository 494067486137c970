-- What each reply says of each period of the cut that answers for outcomes: the crimes recorded, those that the
-- outcomes list, and what may be missing from the list.
CREATE TABLE outcome_periods AS
WITH listed AS (
    SELECT
        cut_id, bucket_start, bucket_end, part,
        sum(low)::BIGINT AS low, sum_high(high) AS high, bool_or(conflict) AS conflict
    FROM keys
    GROUP BY ALL
),
waiting AS (
    SELECT p.cut_id, p.bucket_start, p.bucket_end, p.part, sum_high(h.count_high) AS high
    FROM cut_periods p
    JOIN held_cells h ON h.cut_id = p.cut_id
        AND (h.period_start IS NULL OR (h.period_start <= p.period_end AND p.period_start <= h.period_end))
    WHERE p.counted
    GROUP BY ALL
)
SELECT
    c.request_id, c.force_id, f.force_name, p.period_start, p.period_end, p.period_label, p.period_kind,
    p.period_partial, p.part_period, p.assumed AS assumed_period,
    r.low AS recorded_low,
    r.high AS recorded_high,
    coalesce(r.conflict, false) OR coalesce(l.conflict, false) OR x.request_id IS NOT NULL AS conflict,
    coalesce(l.low, 0) AS listed_low,
    CASE WHEN l.cut_id IS NULL THEN 0 ELSE l.high END AS listed_high,
    CASE WHEN w.cut_id IS NULL THEN 0 ELSE w.high END AS held_high,
    -- Crimes that were recorded and that neither the outcomes nor the figures that wait can account for: then
    -- the list is not whole, and says nothing of the rest. Where the number recorded is open, only sentences
    -- leave out more than waits.
    CASE
        WHEN r.high IS NULL AND k.running_text THEN NULL
        WHEN r.high > unlimited(listed_high) + unlimited(held_high) THEN r.high - listed_low
        ELSE 0
    END AS unlisted_high,
    -- Only of a list that holds all crimes recorded can the rest be taken from the whole. Sentences name what
    -- they name, and where figures wait or differ nothing is closed.
    NOT k.running_text AND w.cut_id IS NULL AND NOT coalesce(r.conflict, false) AND NOT coalesce(l.conflict, false)
        AND x.request_id IS NULL
        AND r.low IS NOT NULL AND r.high IS NOT NULL
        AND NOT EXISTS (
            FROM outcome_conflicts o WHERE o.request_id = c.request_id AND o.force_id = c.force_id
                AND o.period_start = p.period_start AND o.period_end = p.period_end
        )
        AND listed_low <= r.high AND unlimited(listed_high) >= r.high AS closed,
    -- What the macros need of this, whatever the codes they are asked for.
    unlimited(held_high) + unlimited(unlisted_high) AS unseen_high,
    list_filter([
        CASE WHEN unlimited(held_high) > 0 THEN 'held' END,
        CASE WHEN unlimited(unlisted_high) > 0
            THEN CASE WHEN coalesce(r.conflict, false) OR coalesce(l.conflict, false) OR x.request_id IS NOT NULL
                THEN 'conflict' ELSE 'held' END END
    ], lambda x: x IS NOT NULL) AS open_reasons
FROM cuts c
JOIN cut_facts k USING (cut_id)
JOIN force_names f ON f.force_id = c.force_id
JOIN cut_periods p ON p.cut_id = c.cut_id AND p.counted
LEFT JOIN recorded r ON r.request_id = c.request_id AND r.force_id = c.force_id AND r.level = 'all'
    AND r.grain = c.grain AND r.period_start = p.period_start AND r.period_end = p.period_end
LEFT JOIN listed l ON l.cut_id = p.cut_id AND l.bucket_start = p.bucket_start AND l.bucket_end = p.bucket_end
    AND l.part = p.part
LEFT JOIN (SELECT DISTINCT request_id, force_id, period_start, period_end FROM outcome_conflicts) x
    ON x.request_id = c.request_id AND x.force_id = c.force_id
    AND x.period_start = p.period_start AND x.period_end = p.period_end
LEFT JOIN waiting w ON w.cut_id = p.cut_id AND w.bucket_start = p.bucket_start AND w.bucket_end = p.bucket_end
    AND w.part = p.part
WHERE c.answers
ORDER BY c.request_id, c.force_id, p.period_start;
