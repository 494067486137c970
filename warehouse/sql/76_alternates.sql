-- Which convention a table follows for alternate offences is recorded with what told it.
INSERT INTO checks BY NAME
SELECT
    request_id || '/' || force_id AS reply_id,
    'alternate offences' AS "check",
    convention IS NOT NULL AS passed,
    false AS required,
    '1A, 2A and 3A beside or inside 1, 2 and 3' AS expected,
    coalesce(convention, 'the total closes neither way') AS actual,
    list_sort(locators) AS locators,
    alternate || CASE alternate WHEN 1 THEN ' crime' ELSE ' crimes' END || CASE convention
        WHEN 'inside' THEN ': the total closes only without them, so that they are parts of other rows'
        WHEN 'beside' THEN ': the total closes only with them' ELSE ' with an alternate offence' END AS note,
    document_id, table_no, false AS reading
FROM alternates
ORDER BY ALL;
