SELECT
  ${entityType} AS ENTITY_TYPE,
  ${id} AS ENTITY_ID,
  ${title} AS TITLE,
  ${text} AS BODY,
  ${source} AS SOURCE_URL,
  EMBEDDING,
  ${changedAt} AS UPDATED_AT
FROM ${table}
