-- Run once in an account, as ACCOUNTADMIN, where only the roles of this estate shall reach Cortex.
-- Snowflake lets everyone call it: PUBLIC holds this role. It concerns the whole account: roles of others that use Cortex
-- need it granted by name afterwards.
REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC;
