-- Run once in an account, as ACCOUNTADMIN, where only the roles of this estate shall reach Cortex; then, or before, what
-- `npm run --silent bootstrap -- --stack <stack> --after` prints. It concerns the whole account: roles of others that use
-- Cortex need the same by name afterwards.
-- Snowflake gives everyone all of it, in two halves (docs: aisql-privileges-and-access): the functions, by a privilege and
-- a database role that PUBLIC has; without the first, everybody could still call AI_AGG.
REVOKE USE AI FUNCTIONS ON ACCOUNT FROM ROLE PUBLIC;
REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC;
REVOKE IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE FROM ROLE PUBLIC;
-- And the models, by a grant of Snowflake's own that only this procedure takes back (release-notes: bcr-2378).
CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL');
