/**
 * Keeps the Node driver on this machine: it would ask every cloud whether it runs there, and report on itself. Imported
 * before the driver, which looks when it is loaded.
 */
process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
process.env.SNOWFLAKE_DISABLE_MINICORE = "true";
process.env.SF_TELEMETRY_DISABLE_CONNECTION_SHAPE = "true";
