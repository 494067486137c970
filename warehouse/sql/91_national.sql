-- All forces together, with what is missing from them.

-- Years of different kinds are never added up: the twelve months of one are not those of the other.
CREATE MACRO outcome_share_national(request, codes, years := NULL) AS TABLE
WITH summed AS (
    SELECT
        count(a.force_id) AS forces_asked,
        count(b.force_id) AS forces_counted,
        list(a.force_id) FILTER (b.force_id IS NULL) AS missing,
        min(period_start) AS period_start,
        max(period_end) AS period_end,
        min(period_start) < max(period_start) OR min(period_end) < max(period_end) AS periods_differ,
        count(*) FILTER (len(warnings) > 0) AS warned,
        coalesce(sum(recorded_low), 0)::BIGINT AS recorded_low,
        CASE WHEN forces_counted = count(recorded_high) THEN coalesce(sum(recorded_high), 0) END::BIGINT AS recorded_high,
        sum(low) AS low, sum(high) AS high, sum(printed_low) AS printed_low, sum(printed_high) AS printed_high,
        bool_or(has_rest) AS has_rest,
        least(sum(whole_at_low), 9000000000000000) AS at_low, least(sum(whole_at_high), 9000000000000000) AS at_high,
        flatten(list(standing_reasons)) AS standing_reasons,
        flatten(list(why)) AS why
    FROM (FROM authorities WHERE request_id = request) a
    FULL JOIN (FROM outcome_force_bounds(request, codes) WHERE years IS NULL OR year_kind = years) b USING (force_id)
    -- In HAVING, so that no choice of columns can leave the refusal out.
    HAVING CASE WHEN min(year_kind) < max(year_kind)
        THEN error('calendar and financial years are not added up: '
            || array_to_string(list_sort(list(b.force_id || ' counts by ' || year_kind || ' years')), ', ')
            || '; ask with years := ''calendar'' or years := ''financial''')
        WHEN years NOT IN ('calendar', 'financial')
        THEN error('years is ''calendar'' or ''financial'', not ''' || years || '''')
        ELSE true END
),
shown AS (
    SELECT *, shown_bounds(low, high, printed_low, printed_high, has_rest, recorded_low, recorded_high, at_low, at_high)
        AS shown
    FROM summed
)
SELECT
    forces_asked,
    forces_counted,
    list_sort(coalesce(missing, [])) AS forces_missing,
    recorded_low,
    recorded_high,
    s.shown.low AS count_low,
    s.shown.high AS count_high,
    s.shown.share_low AS share_low,
    s.shown.share_high AS share_high,
    period_start,
    period_end,
    reasons_of([
        CASE WHEN coalesce(s.shown.low < s.shown.high, true) OR coalesce(recorded_low < recorded_high, true) THEN why END,
        standing_reasons,
        CASE WHEN s.shown.recovered THEN ['recovered'] END
    ]) AS reasons,
    list_filter([
        CASE WHEN len(forces_missing) > 0
            THEN len(forces_missing) || ' of ' || forces_asked || ' forces are not in it' END,
        CASE WHEN periods_differ THEN 'the forces do not all cover the same period' END,
        CASE WHEN warned > 0 THEN warned || ' of the forces have warnings of their own (comparability)' END
    ], lambda x: x IS NOT NULL) AS warnings
FROM shown s;

-- The same period by period; periods of different kinds stay rows of their own.
CREATE MACRO outcome_trend_national(request, codes) AS TABLE
WITH asked AS (
    SELECT coalesce(list(force_id ORDER BY force_id), []) AS forces_asked FROM authorities WHERE request_id = request
),
summed AS (
    SELECT
        b.period_start, b.period_end, b.period_kind,
        any_value(period_label) AS period_label,
        count(*) AS forces_counted,
        list(b.force_id) AS forces,
        bounds_sum(b.recorded_low, b.recorded_high) AS recorded,
        sum(low) AS low, sum(high) AS high, sum(printed_low) AS printed_low, sum(printed_high) AS printed_high,
        bool_or(has_rest) AS has_rest, sum(whole_at_low) AS at_low, sum(whole_at_high) AS at_high,
        bool_or(b.conflict) AS conflict, bool_or(b.part_period) AS part_period,
        flatten(list(why)) AS why,
        count(*) FILTER (len(w.warnings) > 0) AS warned
    FROM outcome_bounds(request, codes) b
    LEFT JOIN answering_cuts w ON w.request_id = request AND w.force_id = b.force_id
    GROUP BY b.period_start, b.period_end, b.period_kind
),
shown AS (
    SELECT *, shown_bounds(low, high, printed_low, printed_high, has_rest, recorded.low, recorded.high,
        least(at_low, 9000000000000000), least(at_high, 9000000000000000)) AS shown
    FROM summed
)
SELECT
    period_label, period_start, period_end, period_kind,
    forces_counted,
    list_filter(forces_asked, lambda f: NOT list_contains(forces, f)) AS forces_missing,
    recorded.low AS recorded_low,
    recorded.high AS recorded_high,
    shown.low AS count_low,
    shown.high AS count_high,
    shown.share_low AS share_low,
    shown.share_high AS share_high,
    reasons_of([
        CASE WHEN coalesce(shown.low < shown.high, true) OR coalesce(recorded.low < recorded.high, true) THEN why END,
        [CASE WHEN conflict THEN 'conflict' END, CASE WHEN part_period THEN 'part period' END,
         CASE WHEN shown.recovered THEN 'recovered' END]
    ]) AS reasons,
    list_filter([
        CASE WHEN len(forces_missing) > 0 THEN len(forces_missing) || ' of ' || len(forces_asked) || ' forces are not in it' END,
        CASE WHEN warned > 0 THEN warned || ' of the forces have warnings of their own (comparability)' END
    ], lambda x: x IS NOT NULL) AS warnings
-- Named otherwise than its column: shown.low would be the column that is not for print.
FROM shown s
JOIN asked ON true
ORDER BY period_start, period_end;

-- Which forces cover which period: the coverage of a national figure.
CREATE MACRO period_coverage(request) AS TABLE
WITH asked AS (
    SELECT list(force_id ORDER BY force_id) AS forces FROM authorities WHERE request_id = request
),
covered AS (
    SELECT
        r.period_start, r.period_end, r.period_kind,
        any_value(r.period_label) AS period_label,
        list(DISTINCT r.force_id) AS recorded,
        list(DISTINCT o.force_id) FILTER (o.force_id IS NOT NULL) AS with_outcomes
    FROM recorded_counts r
    LEFT JOIN outcome_periods o ON o.request_id = r.request_id AND o.force_id = r.force_id
        AND o.period_start = r.period_start AND o.period_end = r.period_end
    WHERE r.request_id = request
    GROUP BY r.period_start, r.period_end, r.period_kind
)
SELECT
    period_label, period_start, period_end, period_kind,
    len(forces) AS forces_asked,
    len(recorded) AS forces_recorded,
    len(coalesce(with_outcomes, [])) AS forces_with_outcomes,
    list_filter(forces, lambda f: NOT list_contains(recorded, f)) AS forces_missing
FROM covered JOIN asked ON true
ORDER BY period_start, period_end;
