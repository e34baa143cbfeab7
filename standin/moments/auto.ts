/** The formats AUTO tries, in turn (docs: date-time-input-output, "Supported formats for AUTO detection"). */

export const dateFormats: readonly string[] = ["YYYY-MM-DD", "DD-MON-YYYY", "MM/DD/YYYY"];

export const timeFormats: readonly string[] = [
  "HH24:MI:SS.FFTZH:TZM",
  "HH24:MI:SS.FF",
  "HH24:MI:SS",
  "HH24:MI",
  "HH12:MI:SS.FF AM",
  "HH12:MI:SS AM",
  "HH12:MI AM",
];

/** With a blank or a `T` between date and time; those seen most often first. */
const isoTimes = [
  "HH24:MI:SS.FF",
  "HH24:MI:SS",
  "HH24:MI:SS.FFTZH:TZM",
  "HH24:MI:SS.FFTZHTZM",
  "HH24:MI:SS.FFTZH",
  "HH24:MI:SSTZH:TZM",
  "HH24:MI:SSTZHTZM",
  "HH24:MI:SSTZH",
  "HH24:MI",
  "HH24:MITZH:TZM",
  "HH24",
];

const internetTimes = ["HH24:MI:SS", "HH24:MI:SS.FF", "HH12:MI:SS AM", "HH12:MI:SS.FF AM"].flatMap((time) => [
  `${time} TZHTZM`,
  time,
]);

export const timestampFormats: readonly string[] = [
  ...isoTimes.flatMap((time) => [`YYYY-MM-DD ${time}`, `YYYY-MM-DD"T"${time}`]),
  ...internetTimes.map((time) => `DY, DD MON YYYY ${time}`),
  "MM/DD/YYYY HH24:MI:SS",
  "DY MON DD HH24:MI:SS TZHTZM YYYY",
];
