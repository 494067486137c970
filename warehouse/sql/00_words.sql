-- Words that the other files use. All are TEMP: the published file keeps none of them.

-- Documents are named by the first twelve digits of their id, tables by DOC.tN.
CREATE TEMP MACRO short_id(document_id) AS left(document_id, 12);
CREATE TEMP MACRO table_id(document_id, table_no) AS left(document_id, 12) || '.t' || table_no;

-- Labels that differ in case or white space alone are one label.
CREATE TEMP MACRO label_key(label) AS lower(trim(regexp_replace(label, '\s+', ' ', 'g')));

-- How fine a kind of period is. A finer one rolls up into the years that were asked for; a coarser one never
-- comes down.
CREATE TEMP MACRO fineness(kind) AS CASE kind
    WHEN 'day' THEN 0 WHEN 'month' THEN 1 WHEN 'quarter' THEN 2
    WHEN 'calendar' THEN 3 WHEN 'financial' THEN 3 WHEN 'range' THEN 4 END;

-- The first and last day of the year (quarter, month) of a kind in which a day lies.
CREATE TEMP MACRO unit_start(day, kind) AS CASE kind
    WHEN 'calendar' THEN date_trunc('year', day)::DATE
    WHEN 'financial' THEN make_date(year(day) - CASE WHEN month(day) < 4 THEN 1 ELSE 0 END, 4, 1)
    WHEN 'quarter' THEN date_trunc('quarter', day)::DATE
    WHEN 'month' THEN date_trunc('month', day)::DATE END;
CREATE TEMP MACRO unit_end(day, kind) AS CASE kind
    WHEN 'quarter' THEN (unit_start(day, kind) + INTERVAL 3 MONTH - INTERVAL 1 DAY)::DATE
    WHEN 'month' THEN (unit_start(day, kind) + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE
    ELSE (unit_start(day, kind) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE END;

CREATE TEMP MACRO unit_label(day, kind) AS CASE kind
    WHEN 'calendar' THEN strftime(day, '%Y')
    WHEN 'financial' THEN strftime(unit_start(day, kind), '%Y') || '/' || strftime(unit_end(day, kind), '%y')
    WHEN 'quarter' THEN strftime(unit_start(day, kind), '%B') || ' to ' || strftime(unit_end(day, kind), '%B %Y')
    ELSE strftime(day, '%B %Y') END;

-- Bounds: NULL above means that nothing limits it. Sums of bounds keep that.
CREATE TEMP MACRO sum_high(high) AS CASE WHEN count(*) = count(high) THEN sum(high)::BIGINT END;
CREATE TEMP MACRO max_high(high) AS CASE WHEN count(*) = count(high) THEN max(high)::BIGINT END;
CREATE TEMP MACRO unlimited(high) AS coalesce(high, 9000000000000000);

-- The texts of a list that are there, each once, in order.
CREATE TEMP MACRO named(texts) AS list_sort(list_distinct(list_filter(texts, lambda x: x IS NOT NULL)));

-- A word as a shell takes it: plain quotes where they are safe, else single ones.
CREATE TEMP MACRO shell(word) AS CASE
    WHEN regexp_matches(word, '["\\$`!]') THEN '''' || replace(word, '''', '''"''"''') || ''''
    ELSE '"' || word || '"' END;
