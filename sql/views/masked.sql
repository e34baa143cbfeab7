SELECT
  ${columns}
FROM ${relation}
