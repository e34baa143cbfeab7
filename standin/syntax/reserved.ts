/**
 * Snowflake's reserved and limited keywords by their kinds (docs reserved-keywords). Quoted, each of them is a name.
 */

const words = (text: string): readonly string[] => text.split(/\s+/);

/** Reserved by ANSI, Snowflake and others: no name of anything. */
export const reserved: ReadonlySet<string> = new Set(
  words(`ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE EXISTS FOLLOWING
  FOR FROM GRANT GROUP HAVING ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE MINUS NOT NULL OF ON OR ORDER QUALIFY
  REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER UNION UNIQUE UPDATE
  VALUES WHENEVER WHERE WINDOW WITH`),
);

/** No column's name in DDL either. */
export const noColumnName: ReadonlySet<string> = new Set([
  ...reserved,
  ...words("CONSTRAINT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP"),
]);

/** No table's name or alias in a FROM clause either. */
export const noTableName: ReadonlySet<string> = new Set([
  ...reserved,
  ...words("CROSS FULL INNER JOIN LATERAL LEFT NATURAL RIGHT USING"),
]);

/** No column in an expression either. */
export const noColumnReference: ReadonlySet<string> = new Set([
  ...reserved,
  ...words("CASE CAST FALSE TRUE TRY_CAST WHEN"),
]);

/** No name after IN of a SHOW command either. */
export const noShowScope: ReadonlySet<string> = new Set([
  ...reserved,
  ...words("ACCOUNT CONNECTION DATABASE GSCLUSTER ISSUE ORGANIZATION SCHEMA VIEW"),
]);

/** Words that are no alias where AS is left out: they open the next clause. */
export const clauseWords: ReadonlySet<string> = new Set([
  ...noTableName,
  ...noColumnReference,
  ...words("EXCEPT LIMIT OFFSET FETCH PIVOT UNPIVOT MATCH_RECOGNIZE ASOF AT BEFORE CHANGES END"),
]);
