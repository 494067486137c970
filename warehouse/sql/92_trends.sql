-- Over time, and force against force.

-- Each force's counts and shares by period. Without codes it is the crimes recorded.
CREATE MACRO counts_by_period(request, codes) AS TABLE
WITH outcomes AS (
    SELECT *, shown_bounds(low, high, printed_low, printed_high, has_rest, recorded_low, recorded_high,
        whole_at_low, whole_at_high) AS shown
    FROM outcome_bounds(request, codes)
),
points AS (
    SELECT
        force_id, force_name, period_label, period_start, period_end, period_kind,
        bool_or(period_partial) AS period_partial,
        bounds_sum(count_low, count_high) AS counts,
        NULL::DOUBLE AS share_low,
        NULL::DOUBLE AS share_high,
        reasons_of(list(reasons)) AS reasons
    FROM recorded_counts
    WHERE request_id = request AND codes IS NULL
    GROUP BY ALL
    UNION ALL
    SELECT
        force_id, force_name, period_label, period_start, period_end, period_kind, period_partial,
        bounds(shown.low, shown.high), shown.share_low, shown.share_high,
        reasons_of([
            CASE WHEN coalesce(shown.low < shown.high, true) OR coalesce(recorded_low < recorded_high, true) THEN why END,
            [CASE WHEN conflict THEN 'conflict' END, CASE WHEN part_period THEN 'part period' END,
             CASE WHEN assumed_period THEN 'assumed period' END, CASE WHEN shown.recovered THEN 'recovered' END]
        ])
    FROM outcomes
    WHERE codes IS NOT NULL
)
SELECT p.*, coalesce(w.warnings, []) AS warnings
FROM points p
LEFT JOIN answering_cuts w ON w.request_id = request AND w.force_id = p.force_id;

-- The same with the change against the period before. A change is given only between whole periods of one kind
-- that follow each other.
CREATE MACRO trend(request, codes := NULL) AS TABLE
WITH ordered AS (
    SELECT
        *,
        lag(counts) OVER time AS counts_before,
        lag(period_label) OVER time AS label_before,
        coalesce(lag(period_end) OVER time + 1 = period_start AND lag(period_kind) OVER time = period_kind
            AND NOT period_partial AND NOT lag(period_partial) OVER time, false) AS follows
    FROM counts_by_period(request, codes)
    WINDOW time AS (PARTITION BY force_id ORDER BY period_start)
),
compared AS (
    SELECT *, CASE WHEN follows THEN bounds_change(counts_before, counts) END AS change FROM ordered
)
SELECT
    force_id, force_name, period_label, period_start, period_end, period_kind,
    counts.low AS count_low,
    counts.high AS count_high,
    share_low,
    share_high,
    CASE WHEN follows THEN label_before END AS compared_with,
    change.low AS change_low,
    change.high AS change_high,
    change.relative_low AS relative_low,
    change.relative_high AS relative_high,
    period_partial,
    reasons,
    warnings
FROM compared
ORDER BY force_id, period_start;

-- The periods in which a force's number may have been highest, of those that are whole: one row where it is
-- certain, several where bounds or a tie leave it open.
CREATE MACRO peak_period(request, codes := NULL) AS TABLE
WITH whole AS (
    SELECT
        *, coalesce(count_high, 9000000000000000) AS high,
        max(count_low) OVER (PARTITION BY force_id) AS best_low,
        count(*) OVER (PARTITION BY force_id) AS periods
    FROM trend(request, codes)
    WHERE NOT period_partial
)
SELECT
    force_id, force_name, period_label, count_low, count_high,
    count(*) OVER (PARTITION BY force_id) = 1 AS certain,
    periods AS periods_compared,
    warnings
FROM whole
WHERE high >= best_low
ORDER BY force_id, period_start;

-- Forces by share (or by count), the highest first. A force's rank is one more than the number of forces above
-- it, so that equals share one; bounds leave it between a best and a worst.
CREATE MACRO force_ranks(request, codes, ranked_by := 'share') AS TABLE
WITH measured AS (
    SELECT
        *,
        -- A share that nothing limits may be any; only of no crimes at all there is none.
        CASE ranked_by WHEN 'count' THEN count_low WHEN 'share' THEN coalesce(share_low, 0)
            ELSE error('ranked_by is ''share'' or ''count'', not ''' || ranked_by || '''') END AS low,
        CASE ranked_by WHEN 'count' THEN coalesce(count_high, 9000000000000000) ELSE coalesce(share_high, 1) END
            AS high
    FROM outcome_share(request, codes)
),
beside AS (
    SELECT
        *, list(low) OVER () AS lows, list(high) OVER () AS highs,
        count(*) OVER (PARTITION BY low, high) > 1 AND low = high AS tied
    FROM measured
    WHERE ranked_by = 'count' OR coalesce(recorded_high > 0, true)
)
SELECT
    force_id, force_name,
    1 + len(list_filter(lows, lambda x: x > high)) AS rank_best,
    -- A force that is not exact is itself among those that may lie above its lower end.
    len(list_filter(highs, lambda x: x > low)) + CASE WHEN high > low THEN 0 ELSE 1 END AS rank_worst,
    tied, count_low, count_high, share_low, share_high, reasons, warnings
FROM beside
ORDER BY rank_best, rank_worst, force_id;
