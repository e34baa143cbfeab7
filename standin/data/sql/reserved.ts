/**
 * Words that are no column or alias unless quoted
 * (docs.snowflake.com/en/sql-reference/reserved-keywords), and clause words that end an alias's place.
 */
export const reserved: ReadonlySet<string> = new Set(
  `ALL ALTER AND ANY AS BETWEEN BY CASE CAST CHECK COLUMN CONNECT CONSTRAINT CREATE CROSS DELETE DISTINCT DROP ELSE
  EXISTS FALSE FOLLOWING FOR FROM FULL GRANT GROUP HAVING ILIKE IN INNER INSERT INTERSECT INTO IS JOIN LATERAL LEFT
  LIKE MINUS NATURAL NOT NULL OF ON OR ORDER QUALIFY REGEXP REVOKE RIGHT RLIKE ROW ROWS SAMPLE SELECT SET SOME START
  TABLE TABLESAMPLE THEN TO TRIGGER TRUE TRY_CAST UNION UNIQUE UPDATE USING VALUES WHEN WHENEVER WHERE WITH
  EXCEPT`.split(/\s+/),
);

/** Clause words Snowflake allows as names elsewhere, but which end a table or select item here. */
export const clauseWords: ReadonlySet<string> = new Set([
  ...reserved,
  ..."LIMIT OFFSET FETCH PIVOT UNPIVOT MATCH_RECOGNIZE ASOF AT BEFORE CHANGES WINDOW END".split(" "),
]);
