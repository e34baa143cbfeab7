/** What moves a terminal's cursor, turns the direction of a text or cannot be seen: control and format characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A character by its number, as JavaScript and JSON write it: `\u000a`. */
export const codeOf = (character: string): string =>
  Array.from({ length: character.length }, (_, place) => character.charCodeAt(place))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");

/**
 * A text of somebody else's, such as a name in the account, as it may stand in a line people read: a name with a
 * newline in it must not look like a line of the report. @returns it with `\u000a` for what cannot be seen
 */
export const visible = (text: string): string => text.replace(unseen, codeOf);
