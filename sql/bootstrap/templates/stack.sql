-- Stack ${stack}: the role that deploys it, with the privileges its plan needs and no other, and the user that signs in.
-- What the role makes it owns, and SYSADMIN has the role. It cannot grant what it was not given to grant.
CREATE ROLE IF NOT EXISTS ${role} COMMENT = 'Deploys stack ${stack} of the Sophia AI estate, and owns what it makes';
GRANT ROLE ${role} TO ROLE SYSADMIN;
GRANT CREATE DATABASE ON ACCOUNT TO ROLE ${role};
GRANT CREATE WAREHOUSE ON ACCOUNT TO ROLE ${role};
GRANT CREATE ROLE ON ACCOUNT TO ROLE ${role};
${passedOn}
GRANT USAGE ON WAREHOUSE ${warehouse} TO ROLE ${role};
CREATE USER IF NOT EXISTS ${user}
  TYPE = SERVICE
  DEFAULT_ROLE = ${role}
  DEFAULT_WAREHOUSE = ${warehouse}
  DEFAULT_SECONDARY_ROLES = ()
  COMMENT = 'Deploys stack ${stack} of the Sophia AI estate; how it signs in is in esc/README.md';
GRANT ROLE ${role} TO USER ${user};
