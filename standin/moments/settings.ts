import { isAuto } from "./format";

/**
 * The session parameters that say how dates, times and timestamps are read and written, with Snowflake's defaults
 * (docs: parameters).
 */
export const settingDefaults = {
  DATE_INPUT_FORMAT: "AUTO",
  DATE_OUTPUT_FORMAT: "YYYY-MM-DD",
  TIME_INPUT_FORMAT: "AUTO",
  TIME_OUTPUT_FORMAT: "HH24:MI:SS",
  TIMESTAMP_INPUT_FORMAT: "AUTO",
  TIMESTAMP_LTZ_OUTPUT_FORMAT: "",
  TIMESTAMP_NTZ_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF3",
  TIMESTAMP_OUTPUT_FORMAT: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
  TIMESTAMP_TZ_OUTPUT_FORMAT: "",
  TIMEZONE: "America/Los_Angeles",
  TWO_DIGIT_CENTURY_START: "1970",
  WEEK_OF_YEAR_POLICY: "0",
  WEEK_START: "0",
} as const;

export type SettingName = keyof typeof settingDefaults;

/** A session's settings: what each parameter comes to. */
export type Settings = Readonly<Record<SettingName, string>>;

/** Parameters of the same family that the stand-in follows at their default only. */
export const fixedSettings = {
  TIMESTAMP_DAY_IS_ALWAYS_24H: "false",
  TIMESTAMP_TYPE_MAPPING: "TIMESTAMP_NTZ",
} as const;

/**
 * What an account's administrator has set for all its sessions. The stand-in's account is in UTC, as one shared by
 * people of many places commonly is; SHOW PARAMETERS says so.
 */
export const accountSettings: Readonly<Record<string, string>> = { TIMEZONE: "UTC" };

const settingNames = Object.keys(settingDefaults) as SettingName[];

/** Where an output format is left empty or AUTO, another one holds (docs: parameters, TIMESTAMP_LTZ_OUTPUT_FORMAT). */
function outputFormat(name: SettingName, value: string, general: string): string {
  if (value !== "" && !isAuto(value)) return value;
  return name.startsWith("TIMESTAMP_") && value === "" ? general : settingDefaults[name] || general;
}

/** @param parameter the value of a session parameter, as text */
export function settingsOf(parameter: (name: string) => string): Settings {
  const given = Object.fromEntries(settingNames.map((name) => [name, parameter(name)])) as Settings;
  const ownGeneral = given.TIMESTAMP_OUTPUT_FORMAT;
  const general =
    ownGeneral === "" || isAuto(ownGeneral) ? settingDefaults.TIMESTAMP_OUTPUT_FORMAT : ownGeneral;
  return Object.fromEntries(
    settingNames.map((name) => [
      name,
      name.endsWith("_OUTPUT_FORMAT") ? outputFormat(name, given[name], general) : given[name],
    ]),
  ) as Settings;
}

/** The settings of a session that sets none, in the stand-in's account. */
export const plainSettings: Settings = settingsOf(
  (name) => accountSettings[name] ?? settingDefaults[name as SettingName],
);
