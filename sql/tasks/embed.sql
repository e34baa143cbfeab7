MERGE INTO ${table} AS T
USING (
  WITH GIVEN AS (
    SELECT ${id} AS ID, EMBEDDING, CONTENT_HASH, ${text} AS TEXT
    FROM ${source}
  ),
  -- A write of this statement's own comes back through the stream and ends here: its hash is the one it carries.
  STALE AS (
    -- Each text of an id once: rows that share both share the embedding.
    SELECT DISTINCT ID, TEXT, ${hash} AS HASH
    FROM GIVEN
    WHERE CONTENT_HASH IS DISTINCT FROM ${hash} OR (EMBEDDING IS NULL AND TEXT IS NOT NULL)
  )
  SELECT ID, HASH, ${model} AS MODEL, ${embedding} AS EMBEDDING
  FROM STALE
  WHERE TEXT IS NOT NULL
  UNION ALL
  -- A text that has become blank loses its embedding.
  SELECT ID, NULL AS HASH, NULL AS MODEL, CAST(NULL AS ${vector}) AS EMBEDDING
  FROM STALE
  WHERE TEXT IS NULL
) AS S
-- Only a row that still has the text that was embedded: an id may stand in several rows, and be written meanwhile.
ON T.${id} = S.ID AND ${hashNow} IS NOT DISTINCT FROM S.HASH
-- No embedding for a text means that Cortex failed for it: the row keeps what it has and waits for the next healing.
WHEN MATCHED AND (S.EMBEDDING IS NOT NULL OR S.HASH IS NULL) THEN UPDATE SET
  EMBEDDING = S.EMBEDDING,
  EMBEDDING_MODEL = S.MODEL,
  CONTENT_HASH = S.HASH,
  EMBEDDED_AT = IFF(S.HASH IS NULL, NULL, CURRENT_TIMESTAMP())
