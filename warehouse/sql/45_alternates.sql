-- Alternate offences: 1A, 2A and 3A stand beside 1, 2 and 3 in most replies and inside them in Home Office tables.
-- Which of the two a table means is told by its total alone: where the total closes only without them, they are
-- parts of other rows ("of which") and are not counted again. Where no total tells, they stand beside. The total
-- counts figures that wait, too: it tells only where their numbers are known.
CREATE TEMP TABLE alternates AS
WITH summed AS (
    SELECT
        table_id, request_id, force_id, document_id, table_no, period_start, period_end,
        sum(count) AS everything,
        coalesce(sum(count) FILTER (list_has_all(['1A', '2A', '3A'], outcome_codes)), 0) AS alternate,
        count(*) = count(count) AND NOT bool_or(number_in_doubt OR undated) AS exact,
        list(locator) FILTER (list_has_all(['1A', '2A', '3A'], outcome_codes)) AS locators
    FROM (SELECT *, bool_or(period_start IS NULL) OVER (PARTITION BY table_id) AS undated FROM cells)
    WHERE cut_kind = 'cells' AND list_contains(dims, 'outcome')
    GROUP BY ALL
),
totals AS (
    SELECT table_id, request_id, force_id, period_start, period_end, count AS total
    FROM cells WHERE cut_kind = 'total' AND len(dims) = 0 AND count IS NOT NULL
)
SELECT
    table_id, request_id, force_id, document_id, table_no,
    CASE WHEN bool_and(everything - alternate = total) THEN 'inside'
         WHEN bool_and(everything = total) THEN 'beside' END AS convention,
    sum(alternate)::BIGINT AS alternate,
    flatten(list(locators) FILTER (locators IS NOT NULL)) AS locators
FROM summed
JOIN totals USING (table_id, request_id, force_id, period_start, period_end)
GROUP BY ALL
HAVING sum(alternate) > 0 AND bool_and(exact);

DELETE FROM cells
WHERE cut_kind = 'cells' AND list_has_all(['1A', '2A', '3A'], outcome_codes)
    AND (table_id, request_id, force_id) IN (
        SELECT (table_id, request_id, force_id) FROM alternates WHERE convention = 'inside'
    );
