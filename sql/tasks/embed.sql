MERGE INTO ${table} AS T
USING (
  WITH CHANGED AS (
    -- One row an id, the newest: a MERGE that meets a row twice fails.
    SELECT ${id} AS ID, CONTENT_HASH, ${text} AS TEXT
    FROM ${stream}
    WHERE METADATA$ACTION = 'INSERT'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY ${id} ORDER BY ${changedAt} DESC NULLS LAST, METADATA$ROW_ID) = 1
  ),
  -- This task's own writes come back through the stream and end here: their hash is the one they carry.
  STALE AS (
    SELECT ID, TEXT, ${hash} AS HASH
    FROM CHANGED
    WHERE CONTENT_HASH IS DISTINCT FROM ${hash}
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
ON T.${id} = S.ID
WHEN MATCHED THEN UPDATE SET
  EMBEDDING = S.EMBEDDING,
  EMBEDDING_MODEL = S.MODEL,
  CONTENT_HASH = S.HASH,
  EMBEDDED_AT = IFF(S.HASH IS NULL, NULL, CURRENT_TIMESTAMP())
