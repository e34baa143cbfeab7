-- Run once in an account, as ACCOUNTADMIN, before the first `pulumi up`.
-- Gives the deploying role what SYSADMIN does not have by default, and makes the user the deployment logs in as.
-- Nothing here is repeated by the program, and the program needs nothing else.
GRANT CREATE ROLE ON ACCOUNT TO ROLE ${deployRole};
GRANT MANAGE GRANTS ON ACCOUNT TO ROLE ${deployRole};
GRANT APPLY TAG ON ACCOUNT TO ROLE ${deployRole};
GRANT APPLY MASKING POLICY ON ACCOUNT TO ROLE ${deployRole};
GRANT EXECUTE TASK ON ACCOUNT TO ROLE ${deployRole} WITH GRANT OPTION;
GRANT MONITOR EXECUTION ON ACCOUNT TO ROLE ${deployRole} WITH GRANT OPTION;
GRANT MONITOR USAGE ON ACCOUNT TO ROLE ${deployRole} WITH GRANT OPTION;
GRANT USE AI FUNCTIONS ON ACCOUNT TO ROLE ${deployRole} WITH GRANT OPTION;
GRANT USAGE ON WAREHOUSE ${deployWarehouse} TO ROLE ${deployRole};
CREATE USER IF NOT EXISTS ${deployUser}
  TYPE = SERVICE
  DEFAULT_ROLE = ${deployRole}
  DEFAULT_WAREHOUSE = ${deployWarehouse}
  COMMENT = 'Deploys the Sophia AI estate with Pulumi; its public key or OAuth integration is set by hand';
GRANT ROLE ${deployRole} TO USER ${deployUser};
