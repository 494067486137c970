-- Labels: figures as they were read, with the axes whose meaning a person has told.

CREATE TEMP TABLE axis_decisions AS
SELECT target AS table_id, map_from_entries(list((scope, value) ORDER BY scope)) AS axes
FROM decided WHERE kind = 'axis' GROUP BY target;

-- A breakdown key that begins with "?" is an axis that was not recognised. A decision makes its labels the
-- outcome, the offence or the force; or names the axis; or leaves it out.
CREATE TEMP TABLE labelled AS
WITH matched AS (
    SELECT
        f.*,
        table_id(f.document_id, f.table_no) AS table_id,
        map_entries(f.breakdown) AS labels,
        coalesce(axes, MAP {}::MAP(VARCHAR, VARCHAR)) AS axes,
        breakdown['place'] IS NULL AND len(list_filter(map_values(axes), lambda kind: kind = 'place')) = 1
            AS only_place
    FROM read_figures f
    SEMI JOIN readings USING (root_id, document_id)
    LEFT JOIN axis_decisions ON axis_decisions.table_id = table_id(f.document_id, f.table_no)
),
told AS (
    SELECT
        * EXCLUDE (breakdown),
        list_filter(labels, lambda l: axes[l.key] = 'outcome') AS outcomes,
        list_filter(labels, lambda l: axes[l.key] = 'offence') AS offences,
        list_filter(labels, lambda l: axes[l.key] = 'force') AS forces,
        list_transform(
            list_filter(labels, lambda l: coalesce(axes[l.key], 'other') IN ('other', 'place')),
            lambda l: {
                'key': CASE
                    WHEN axes[l.key] = 'place' AND only_place THEN 'place'
                    WHEN axes[l.key] IS NOT NULL THEN axes[l.key] || ' ' || ltrim(l.key, '?')
                    ELSE l.key END,
                'value': l.value
            }
        ) AS others,
        len(list_filter(labels, lambda l: axes[l.key] IS NOT NULL)) > 0 AS axis_decided
    FROM matched
)
SELECT
    * EXCLUDE (labels, axes, only_place, outcomes, offences, forces, others)
    REPLACE (
        coalesce(outcome_label || ' - ' || outcomes[1].value, outcome_label, outcomes[1].value) AS outcome_label,
        coalesce(offence_label || ' - ' || offences[1].value, offence_label, offences[1].value) AS offence_label,
        coalesce(force_label, forces[1].value) AS force_label
    ),
    map_from_entries(list_sort(others)) AS breakdown
FROM told;

-- Every label once a table: what each means is looked up once, however many figures stand under it.
CREATE TABLE labels AS
SELECT DISTINCT document_id, table_no, 'outcome' AS kind, outcome_label AS label
FROM labelled WHERE outcome_label IS NOT NULL
UNION ALL
SELECT DISTINCT document_id, table_no, 'offence', offence_label FROM labelled WHERE offence_label IS NOT NULL
UNION ALL
SELECT DISTINCT document_id, table_no, 'force', force_label FROM labelled WHERE force_label IS NOT NULL
UNION ALL
SELECT DISTINCT document_id, table_no, 'axis', "key"
FROM (
    SELECT root_id, document_id, table_no, unnest(map_keys(breakdown)) AS "key"
    FROM read_figures WHERE cardinality(breakdown) > 0
)
SEMI JOIN readings USING (root_id, document_id)
WHERE starts_with("key", '?')
ORDER BY ALL;
