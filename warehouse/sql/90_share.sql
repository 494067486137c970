-- The share of crimes whose outcome lies in a set of codes, as bounds.
-- At least: what lies wholly inside the set. At most: also what may lie in it, that is rows whose codes lie
-- partly inside, crimes without an outcome yet, figures that wait for a person, and crimes that the reply
-- counts elsewhere and gives no outcome for; never more than were recorded, less the other outcomes.
-- Where the outcomes list all crimes recorded, the rest narrows the lower end too. Such narrowing is for sums:
-- bounds that it alone would make exact are given as they were printed, since a force that withholds a small
-- number does not want it worked out.

-- For each force and period of one request: the bounds, the number of crimes at either end of them, and what
-- makes them wide. A number beyond all counts stands for a bound that nothing limits. Each step names what the
-- next one needs, as what is written out twice is planned twice.
CREATE MACRO outcome_bounds(request, codes) AS TABLE
WITH told AS (
    SELECT
        force_id, period_start, period_end, count_low AS low, coalesce(accepted_high, 9000000000000000) AS high, reasons,
        list_has_all(known_codes(codes), outcome_codes) AS inside,
        list_has_any(codes::VARCHAR[], outcome_codes) AS touched,
        list_contains(outcome_codes, '0') AND NOT list_contains(codes::VARCHAR[], '0') AS pending
    FROM outcome_counts
    WHERE request_id = request
),
summed AS (
    SELECT
        force_id, period_start, period_end,
        sum(low) FILTER (inside) AS inside_low,
        sum(high) FILTER (NOT inside) AS rest_high,
        sum(high) FILTER (touched OR pending) AS possible_high,
        sum(low) FILTER (NOT (touched OR pending)) AS outside_low,
        bool_or(touched AND NOT inside AND NOT pending AND high > 0) AS overlap,
        bool_or(pending AND high > 0) AS pending,
        flatten(list(reasons) FILTER (low < high AND (touched OR pending))) AS width_reasons,
        flatten(list(reasons) FILTER (low < high)) AS all_reasons
    FROM told
    GROUP BY force_id, period_start, period_end
),
known AS (
    SELECT
        p.*,
        coalesce(recorded_low, 0) AS whole_low,
        coalesce(recorded_high, 9000000000000000) AS whole_high,
        coalesce(inside_low, 0) AS printed_low,
        coalesce(possible_high, 0) AS possible_high,
        coalesce(possible_high, 0) + unseen_high AS open_high,
        rest_high IS NOT NULL AS has_rest,
        coalesce(rest_high, 0) AS rest_high,
        coalesce(outside_low, 0) AS rest_low,
        -- Where the crimes recorded are not exact, whatever is not exact makes the share so.
        flatten([
            list_intersect(
                CASE WHEN recorded_low = recorded_high THEN width_reasons ELSE all_reasons END,
                ['suppressed', 'rounded', 'conflict']
            ),
            CASE WHEN pending THEN ['pending'] END,
            CASE WHEN overlap THEN ['overlap'] END,
            open_reasons
        ]) AS why
    FROM outcome_periods p
    LEFT JOIN summed USING (force_id, period_start, period_end)
    WHERE p.request_id = request
),
ends AS (
    SELECT
        *,
        CASE WHEN closed THEN greatest(printed_low, whole_low - rest_high) ELSE printed_low END AS low,
        least(open_high, CASE WHEN whole_high < 9000000000000000 THEN whole_high - rest_low ELSE whole_high END) AS most
    FROM known
)
SELECT
    force_id, force_name, period_start, period_end, period_label, period_kind, period_partial, part_period,
    assumed_period, conflict, recorded_low, recorded_high, listed_low, listed_high, unlisted_high,
    low::BIGINT AS low,
    least(greatest(low, most), 9000000000000000)::BIGINT AS high,
    printed_low::BIGINT AS printed_low,
    least(open_high, whole_high)::BIGINT AS printed_high,
    possible_high::BIGINT AS possible_high,
    has_rest,
    -- With the fewest inside there are as many others as can be; with the most inside, as few.
    CASE WHEN closed THEN least(whole_high, low + rest_high) ELSE whole_high END::BIGINT AS whole_at_low,
    least(whole_high, greatest(whole_low, greatest(low, most) + rest_low))::BIGINT AS whole_at_high,
    why
FROM ends;

-- The same for each force, its periods together.
CREATE MACRO outcome_force_bounds(request, codes) AS TABLE
WITH summed AS (
    SELECT
        force_id,
        sum(low)::BIGINT AS low,
        sum(high) AS high,
        sum(printed_low)::BIGINT AS printed_low,
        sum(printed_high) AS printed_high,
        sum(possible_high) AS possible_high,
        bool_or(has_rest) AS has_rest,
        sum(whole_at_low) AS at_low,
        sum(whole_at_high) AS at_high,
        flatten(list(why)) AS why
    FROM outcome_bounds(request, codes)
    GROUP BY force_id
),
capped AS (
    SELECT
        c.*, s.* EXCLUDE (force_id),
        least(possible_high + together_high, 9000000000000000) AS most,
        greatest(low, least(high, most)) AS capped_high
    FROM answering_cuts c
    JOIN summed s USING (force_id)
    WHERE c.request_id = request
)
SELECT
    force_id, force_name, period_start, period_end, period_kind, year_kind, part_period, assumed_period, conflict,
    recorded_low, recorded_high,
    low,
    capped_high::BIGINT AS high,
    printed_low,
    greatest(printed_low, least(printed_high, most))::BIGINT AS printed_high,
    has_rest,
    least(at_low, 9000000000000000)::BIGINT AS whole_at_low,
    -- With fewer inside than the periods could have one by one there are fewer in all, too.
    least(9000000000000000, greatest(capped_high, recorded_low, at_high - (high - capped_high)))::BIGINT AS whole_at_high,
    why, standing_reasons, warnings
FROM capped;

-- What is shown of such bounds: count and share at either end. `recovered` says that other outcomes narrowed
-- them; where that alone made them exact, they are as wide as they were printed.
CREATE MACRO shown_bounds(low, high, printed_low, printed_high, has_rest, recorded_low, recorded_high, at_low, at_high) AS
CASE WHEN low = high AND printed_low < printed_high AND has_rest THEN {
    'low': printed_low::BIGINT,
    'high': printed_high::BIGINT,
    'share_low': CASE WHEN recorded_high > 0 THEN printed_low / recorded_high END::DOUBLE,
    'share_high': CASE WHEN recorded_low > 0 THEN least(1, printed_high / recorded_low) END::DOUBLE,
    'recovered': false
} ELSE {
    'low': low::BIGINT,
    'high': CASE WHEN high < 9000000000000000 THEN high END::BIGINT,
    -- Where there may be no crimes at either end: the share of those that there may be.
    'share_low': CASE WHEN at_low >= 9000000000000000 THEN NULL WHEN at_low > 0 THEN low / at_low
        WHEN recorded_high > 0 THEN 1 END::DOUBLE,
    'share_high': CASE WHEN high >= 9000000000000000 THEN NULL WHEN at_high > 0 THEN high / at_high
        WHEN recorded_high > 0 THEN 0 END::DOUBLE,
    'recovered': has_rest AND (low > printed_low OR high < printed_high)
} END;

CREATE MACRO outcome_share(request, codes) AS TABLE
SELECT
    force_id,
    force_name,
    CASE WHEN recorded_low = recorded_high THEN recorded_low END AS recorded,
    recorded_low,
    recorded_high,
    shown.low AS count_low,
    shown.high AS count_high,
    shown.share_low AS share_low,
    shown.share_high AS share_high,
    period_start,
    period_end,
    reasons_of([
        CASE WHEN coalesce(shown.low < shown.high, true) OR coalesce(recorded_low < recorded_high, true) THEN why END,
        standing_reasons,
        CASE WHEN shown.recovered THEN ['recovered'] END
    ]) AS reasons,
    period_kind,
    warnings
FROM (
    SELECT *, shown_bounds(low, high, printed_low, printed_high, has_rest, recorded_low, recorded_high,
        whole_at_low, whole_at_high) AS shown
    FROM outcome_force_bounds(request, codes)
)
ORDER BY force_id;
