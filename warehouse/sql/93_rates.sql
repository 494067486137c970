-- Rates, and the question most often asked.

-- Per 1,000 crimes recorded and per 100,000 people, by whole year. The people are those in the middle of the year,
-- for a financial year of that in which it begins; where they are not known, those of the nearest year that is, and
-- the reason says so. An area with few residents (the City of London) has no rate: those
-- who live there are not those to whom it happens.
CREATE MACRO outcome_rates(request, codes) AS TABLE
WITH rated AS (
    SELECT
        t.*, p.population, p.year AS population_year,
        t.period_kind IN ('calendar', 'financial') AND NOT t.period_partial AS whole_year,
        coalesce(p.population >= 100000, false) AND whole_year AS rateable
    FROM counts_by_period(request, codes) t
    LEFT JOIN populations p ON p.force_id = t.force_id
        AND year(t.period_start) BETWEEN p.nearest_from AND p.nearest_until
)
SELECT
    force_id, force_name, period_label, period_start, period_end,
    counts.low AS count_low,
    counts.high AS count_high,
    1000 * share_low AS per_1000_crimes_low,
    1000 * share_high AS per_1000_crimes_high,
    population,
    population_year,
    CASE WHEN rateable THEN 100000 * counts.low / population END AS per_100000_people_low,
    CASE WHEN rateable THEN 100000 * counts.high / population END AS per_100000_people_high,
    reasons_of([reasons, [
        CASE WHEN population IS NULL THEN 'no population known'
             WHEN population < 100000 THEN 'few residents'
             WHEN population_year <> year(period_start) THEN 'population of ' || population_year END,
        CASE WHEN NOT whole_year THEN 'no whole year' END
    ]]) AS reasons,
    warnings
FROM rated
ORDER BY force_id, period_start;

-- How often victims did not support going on: outcomes 14 and 16 together, and 16 alone, in which a suspect
-- was known. Both are measured in one pass: the bounds written out twice would be planned twice.
CREATE MACRO victim_withdrawal(request) AS TABLE
WITH measured AS (
    SELECT b.*, m.suspect_known, shown_bounds(low, high, printed_low, printed_high, has_rest, recorded_low, recorded_high,
        whole_at_low, whole_at_high) AS shown
    FROM (VALUES (false, ['14', '16']), (true, ['16'])) m(suspect_known, codes), outcome_force_bounds(request, m.codes) b
)
SELECT
    w.force_id, w.force_name, w.recorded_low, w.recorded_high,
    w.shown.low AS count_low,
    w.shown.high AS count_high,
    w.shown.share_low AS share_low,
    w.shown.share_high AS share_high,
    s.shown.low AS suspect_known_low,
    s.shown.high AS suspect_known_high,
    s.shown.share_low AS suspect_known_share_low,
    s.shown.share_high AS suspect_known_share_high,
    w.period_start, w.period_end,
    reasons_of([
        CASE WHEN coalesce(w.shown.low < w.shown.high, true) OR coalesce(w.recorded_low < w.recorded_high, true)
            THEN w.why END,
        CASE WHEN coalesce(s.shown.low < s.shown.high, true) OR coalesce(w.recorded_low < w.recorded_high, true)
            THEN s.why END,
        w.standing_reasons,
        CASE WHEN w.shown.recovered OR s.shown.recovered THEN ['recovered'] END
    ]) AS reasons,
    w.warnings
FROM measured w
JOIN measured s USING (force_id)
WHERE NOT w.suspect_known AND s.suspect_known
ORDER BY w.force_id;
