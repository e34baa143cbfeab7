-- Run as ACCOUNTADMIN after the first `pulumi up` of stack ${stack}, and after a change of embedding function or model.
-- Printed by `npm run --silent bootstrap -- --stack ${stack} --after`. Nobody but ACCOUNTADMIN may grant these, and the
-- tasks run as their owner: until then they lean on what PUBLIC has, and after zero-trust.sql they fail.
${grants}
