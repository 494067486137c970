-- Figures: every number that was read, with what it means, what it counts, and whether it may be used.

-- A recorded finding tells whether blank cells, or dashes, of a table are zeros; a decision overrules it.
CREATE TEMP TABLE nothings AS
SELECT
    coalesce(decision.table_id, finding.table_id) AS table_id,
    coalesce(decision.kind, finding.kind) AS kind,
    coalesce(decision.value, finding.value) AS value,
    decision.value IS NOT NULL AS decided
FROM (SELECT target AS table_id, kind, value FROM decided WHERE kind IN ('blank', 'dash')) decision
FULL JOIN (
    SELECT table_id(document_id, table_no) AS table_id, kind, min(value) AS value
    FROM read_findings WHERE kind IN ('blank', 'dash') GROUP BY ALL
) finding ON finding.table_id = decision.table_id AND finding.kind = decision.kind;

-- The parser's checks. One that names numbers of a table that nothing came of is settled when a person said of
-- each that it is no data.
CREATE TEMP TABLE parsed_checks AS
SELECT c.* REPLACE (
    passed OR ("check" = 'table''s numbers understood' AND list_has_all(coalesce(d.places, []), locators)) AS passed
)
FROM read_checks c
SEMI JOIN readings USING (root_id, document_id)
LEFT JOIN (SELECT target, list(scope) AS places FROM decided WHERE kind = 'ignore' GROUP BY target) d
    ON d.target = short_id(c.document_id);

-- Tables in which a check failed that points at the reading: nothing in them is used until a person looked.
CREATE TEMP TABLE doubtful_tables AS
SELECT
    table_id(document_id, table_no) AS table_id,
    min("check" || ' fails: expected ' || expected || ', found ' || actual) AS doubt
FROM parsed_checks
WHERE reading AND NOT passed AND table_no > 0
GROUP BY ALL;

-- Documents that were read in part: what the missing page or sheet holds may be the rest of any table.
-- What waits for a release alone is no gap: what the document shows was read.
CREATE TEMP TABLE gaps AS
SELECT
    document_id,
    CASE WHEN q.document_id IS NULL THEN reason ELSE nullif(substr(reason, length(q.quarantine || '; ') + 1), '') END
        AS gap
FROM documents LEFT JOIN (FROM quarantined WHERE NOT released) q USING (document_id)
WHERE state = 'held' AND gap IS NOT NULL;

CREATE TABLE figures AS
WITH placed AS (
    SELECT
        f.*,
        short_id(f.document_id) AS document_name,
        table_id || '.r' || table_row || '.c' || table_column AS figure_id,
        p.request_id,
        -- A label that names a force counts only where the reply is known to speak for that force.
        CASE
            WHEN f.force_label IS NULL AND len(p.forces) = 1 THEN p.forces[1]
            WHEN list_contains(p.forces, m.force_id) THEN m.force_id
            WHEN f.force_label IS NOT NULL AND m.force_id IS NULL AND p.force_rule = 'decision'
                AND len(p.forces) = 1 THEN p.forces[1]
        END AS force_id,
        p.request_problem,
        CASE
            WHEN len(p.forces) = 0 THEN p.force_problem
            WHEN f.force_label IS NULL
                THEN 'force unknown: the reply speaks for ' || array_to_string(p.forces, ' and ')
            WHEN m.force_id IS NULL THEN 'force unknown: no force is known as "' || f.force_label || '"'
            ELSE 'force unknown: the table says ' || m.force_id || ', the reply is that of '
                || array_to_string(p.forces, ' and ')
        END AS force_problem
    FROM labelled f
    JOIN places p USING (document_id)
    LEFT JOIN force_meanings m ON m.label = f.force_label
),
meant AS (
    -- A decision about a wording holds for one document, else for one request, else everywhere.
    SELECT
        p.* EXCLUDE (outcome_label, breakdown),
        coalesce(d.not_an_outcome, false) AS renamed,
        CASE WHEN renamed THEN NULL ELSE p.outcome_label END AS outcome_label,
        CASE WHEN renamed THEN map_concat(p.breakdown, MAP {'label': p.outcome_label})
             ELSE p.breakdown END AS breakdown,
        CASE WHEN d.key IS NULL THEN o.codes ELSE d.codes END AS outcome_codes,
        CASE WHEN d.key IS NULL THEN nullif(o.rule, '') ELSE 'decision' END AS outcome_rule,
        CASE WHEN d.key IS NULL THEN o.contradiction END AS contradiction,
        nullif(array_to_string(w.codes, '|'), '') AS offence_id
    FROM placed p
    LEFT JOIN outcome_meanings o ON o.label = p.outcome_label
    LEFT JOIN offence_meanings w ON w.label = p.offence_label
    LEFT JOIN wording_decisions in_document ON in_document.key = o.key AND in_document.scope = p.document_name
    LEFT JOIN wording_decisions in_request ON in_request.key = o.key AND in_request.scope = p.request_id
    LEFT JOIN wording_decisions everywhere ON everywhere.key = o.key AND everywhere.scope = ''
    LEFT JOIN wording_decisions d ON d.number
        = coalesce(in_document.number, in_request.number, everywhere.number)
),
valued AS (
    SELECT
        m.* EXCLUDE (period_start, period_end, period_label, period_kind, period_partial, period_source,
            count, count_low, count_high),
        -- A decided period is that of the table; it does not overrule what a cell's own label says.
        d.target IS NOT NULL AND (m.period_start IS NULL OR coalesce(m.period_source, '') <> 'cell')
            AS period_decided,
        CASE WHEN period_decided THEN d.first_day ELSE m.period_start END AS period_start,
        CASE WHEN period_decided THEN d.last_day ELSE m.period_end END AS period_end,
        CASE WHEN period_decided THEN d.label ELSE m.period_label END AS period_label,
        CASE WHEN period_decided THEN d.kind ELSE m.period_kind END AS period_kind,
        CASE WHEN period_decided THEN false ELSE m.period_partial END AS period_partial,
        CASE WHEN period_decided THEN 'decision' ELSE m.period_source END AS period_source,
        coalesce(in_figure.verdict, in_table.verdict, in_document.verdict) AS verdict,
        coalesce(in_figure.why, in_table.why, in_document.why) AS verdict_why,
        q.quarantine,
        m.role IN ('percentage', 'rate') AS no_count,
        m.value_status IN ('dash', 'blank') AS nothing,
        CASE WHEN nothing THEN coalesce(n.value, 'unknown') END AS nothing_means,
        CASE
            WHEN no_count THEN NULL
            WHEN in_figure.verdict = 'accept' AND in_figure.count IS NOT NULL THEN in_figure.count
            WHEN nothing_means = 'zero' THEN 0
            WHEN nothing AND (nothing_means = 'missing' OR n.decided) THEN NULL
            WHEN m.value_status = 'record' THEN coalesce(m.count, 1)
            ELSE m.count
        END AS known,
        -- Where nothing is said of a number it may be any; where nothing was understood there are no bounds.
        CASE
            WHEN no_count OR (m.value_status = 'unreadable' AND known IS NULL) THEN NULL
            ELSE coalesce(known, m.count_low, 0)
        END AS count_low,
        CASE
            WHEN no_count OR (nothing_means = 'missing' AND known IS NULL) THEN NULL
            ELSE coalesce(known, m.count_high)
        END AS count_high,
        doubt,
        gap
    FROM meant m
    LEFT JOIN quarantined q ON q.document_id = m.document_id AND NOT q.released
    LEFT JOIN period_decisions d ON d.target = m.table_id
    LEFT JOIN nothings n ON n.table_id = m.table_id AND n.kind = m.value_status
    LEFT JOIN doubtful_tables t ON t.table_id = m.table_id
    LEFT JOIN gaps g ON g.document_id = m.document_id
    LEFT JOIN verdicts in_figure ON in_figure.target = m.figure_id
    LEFT JOIN verdicts in_table ON in_table.target = m.table_id
    LEFT JOIN verdicts in_document ON in_document.target = m.document_name
),
judged AS (
    -- The first reason that applies is given: what a figure belongs to and means comes before its value.
    SELECT
        *,
        coalesce(verdict = 'accept', false) AS accepted,
        list_filter(map_keys(breakdown), lambda k: starts_with(k, '?')) AS unknown_axes,
        nothing AND known IS NULL AND nothing_means NOT IN ('zero', 'missing') AS nothing_unproven,
        -- A reading's own doubt is settled by a person's look at the figure; where the doubt was what labels
        -- mean, by telling what their axis is.
        accepted OR (axis_decided AND len(unknown_axes) = 0 AND starts_with(held_reason, 'label')) AS settled,
        [
            CASE WHEN quarantine IS NOT NULL THEN {'kind': 'release', 'reason': quarantine} END,
            CASE WHEN request_id IS NULL THEN {'kind': 'request', 'reason': request_problem} END,
            CASE WHEN force_id IS NULL THEN {'kind': 'force', 'reason': force_problem} END,
            CASE WHEN held_reason IS NOT NULL AND NOT settled THEN {
                'kind': CASE WHEN len(unknown_axes) > 0 AND starts_with(held_reason, 'label') THEN 'axis'
                             ELSE 'figure' END,
                'reason': held_reason} END,
            CASE WHEN len(unknown_axes) > 0 AND NOT accepted AND (held_reason IS NULL OR settled
                    OR NOT starts_with(held_reason, 'label'))
                THEN {'kind': 'axis', 'reason': 'labels not understood'} END,
            CASE WHEN outcome_label IS NOT NULL AND outcome_codes IS NULL THEN {
                'kind': 'wording',
                'reason': coalesce('words and number differ: ' || contradiction, 'outcome wording unknown')} END,
            CASE WHEN period_start IS NULL THEN {'kind': 'period', 'reason': 'period not stated'} END,
            CASE WHEN nothing_unproven AND NOT accepted THEN {
                'kind': value_status,
                'reason': CASE value_status WHEN 'blank' THEN 'blank cells' ELSE 'dashes' END
                    || ' of this table may be zero or missing'} END,
            CASE WHEN value_status = 'unreadable' AND known IS NULL AND (held_reason IS NULL OR settled)
                THEN {'kind': 'figure', 'reason': 'value not understood'} END,
            CASE WHEN doubt IS NOT NULL AND NOT accepted THEN {'kind': 'check', 'reason': doubt} END,
            CASE WHEN gap IS NOT NULL AND NOT accepted THEN {'kind': 'document', 'reason': gap} END
        ] AS all_holds,
        list_filter(all_holds, lambda h: h IS NOT NULL) AS holds,
        holds[1] AS hold
    FROM valued
)
SELECT
    figure_id,
    document_id,
    request_id,
    force_id,
    table_no,
    table_row,
    table_column,
    locator,
    raw_text,
    row_label,
    column_label,
    outcome_label,
    outcome_codes,
    outcome_rule,
    offence_label,
    offence_id,
    force_label,
    period_start,
    period_end,
    period_label,
    period_kind,
    period_partial,
    period_source,
    breakdown,
    list_sort(list_filter(
        [CASE WHEN outcome_label IS NOT NULL THEN 'outcome' END,
         CASE WHEN offence_label IS NOT NULL THEN 'offence' END] || map_keys(breakdown),
        lambda d: d IS NOT NULL
    )) AS dims,
    of_total,
    unit,
    basis,
    confidence,
    CASE WHEN nothing_means = 'missing' THEN 'not_held' ELSE value_status END AS value_status,
    known AS count,
    count_low,
    count_high,
    role,
    CASE WHEN verdict = 'reject' THEN 'rejected' WHEN replaced THEN 'superseded' WHEN hold IS NOT NULL THEN 'held'
         ELSE 'accepted' END AS state,
    CASE WHEN verdict = 'reject' THEN 'rejected: ' || verdict_why WHEN NOT replaced THEN hold.reason END AS held_reason,
    CASE WHEN NOT done THEN hold.kind END AS held_kind,
    CASE WHEN done THEN [] ELSE list_transform(holds, lambda h: h.reason) END AS held_reasons,
    CASE WHEN done THEN [] ELSE list_transform(holds, lambda h: h.kind) END AS held_kinds
FROM (
    SELECT j.*, d.state = 'superseded' AS replaced, replaced OR coalesce(verdict = 'reject', false) AS done
    FROM judged j JOIN documents d USING (document_id)
)
ORDER BY document_id, table_no, table_row, table_column;
