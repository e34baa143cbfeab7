-- Run once in an account, as ACCOUNTADMIN, before the first `pulumi up`, or decide otherwise knowingly.
-- What is embedded is sent to a model: names, transcripts, messages of people. Undecided, a newer account sends it to any
-- region of any cloud (docs: cross-region-inference). This keeps it in the account's own region; where that has no
-- embedding model, calls fail and say so, and a region whose law suits the data takes its place, e.g. 'AWS_EU'.
-- It concerns the whole account: other uses of Cortex lose the models this region does not have.
ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'DISABLED';
