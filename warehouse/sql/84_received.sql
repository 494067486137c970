-- The day on which each delivered document came: that of the delivery, else of the message, else the latest day
-- that the letter bears, as the day of the request stands in its head too.
CREATE TEMP TABLE received AS
SELECT document_id, coalesce(min(received_on), min(sent), max(dated)) AS received_on
FROM (
    SELECT document_id, received_on, NULL::DATE AS sent, NULL::DATE AS dated FROM deliveries
    UNION ALL
    SELECT
        root_id, NULL,
        CASE WHEN starts_with(locator, 'header') THEN TRY_CAST(value AS DATE) END,
        TRY_CAST(value AS DATE)
    FROM read_signs WHERE kind = 'date'
)
GROUP BY document_id;
