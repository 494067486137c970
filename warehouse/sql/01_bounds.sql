-- Bounds as arithmetic: a count that is known to lie between two ends, both included. `high` is NULL where
-- nothing limits it. Every result is the narrowest that holds for all counts within the given bounds. These
-- macros are published, for analysts to go on with.

CREATE MACRO bounds(least_count, most_count) AS {'low': least_count::BIGINT, 'high': most_count::BIGINT};

-- Of counts that do not depend on one another.
CREATE MACRO bounds_sum(lows, highs) AS bounds(
    coalesce(sum(lows), 0), CASE WHEN count(*) = count(highs) THEN coalesce(sum(highs), 0) END
);
CREATE MACRO bounds_add(one, other) AS bounds(one.low + other.low, one.high + other.high);

-- What is left of a whole: never less than nothing, as both are counts.
CREATE MACRO bounds_rest(whole, parts) AS bounds(
    CASE WHEN parts.high IS NULL THEN 0 ELSE greatest(0, whole.low - parts.high) END,
    CASE WHEN whole.high IS NOT NULL THEN greatest(0, whole.high - parts.low) END
);

-- Two statements about one count: what both allow; where they contradict each other, all from end to end.
-- The least of a number and NULL is the number.
CREATE MACRO bounds_meet(one, other) AS CASE
    WHEN coalesce(greatest(one.low, other.low) <= least(one.high, other.high), true)
        THEN bounds(greatest(one.low, other.low), least(one.high, other.high))
    ELSE bounds(
        least(one.low, other.low),
        CASE WHEN one.high IS NOT NULL AND other.high IS NOT NULL THEN greatest(one.high, other.high) END
    )
END;

-- The share of a part in the whole that it makes up with the rest: as the part grows, so does the whole. Where
-- both may be nothing, of the cases in which something is; NULL where there is none such.
CREATE MACRO bounds_share(part, rest) AS {
    'low': CASE
        WHEN rest.high IS NULL THEN 0.0
        WHEN part.low + rest.high > 0 THEN part.low / (part.low + rest.high)
        WHEN part.high IS NULL OR part.high > 0 THEN 1.0 END::DOUBLE,
    'high': CASE
        WHEN part.high IS NULL THEN 1.0
        WHEN part.high + rest.low > 0 THEN part.high / (part.high + rest.low)
        WHEN rest.high IS NULL OR rest.high > 0 THEN 0.0 END::DOUBLE
};

-- The change from an earlier count to a later one, as a difference and as a part of the earlier one: NULL where
-- nothing limits it.
CREATE MACRO bounds_change(before, after) AS {
    'low': (after.low - before.high)::BIGINT,
    'high': (after.high - before.low)::BIGINT,
    'relative_low': CASE WHEN before.high > 0 THEN (after.low - before.high) / before.high
        WHEN before.high IS NULL THEN -1.0 END::DOUBLE,
    'relative_high': CASE WHEN before.low > 0 THEN (after.high - before.low) / before.low END::DOUBLE
};

CREATE MACRO bounds_text(least_count, most_count) AS CASE
    WHEN most_count IS NULL THEN least_count || ' or more'
    WHEN least_count = most_count THEN least_count::VARCHAR
    ELSE least_count || ' to ' || most_count END;

-- The texts of several lists, each once, in order; what is distinct holds no NULL.
CREATE MACRO reasons_of(lists) AS
    list_sort(list_distinct(flatten(lists)));
