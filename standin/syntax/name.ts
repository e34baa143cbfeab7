import { Cursor } from "./cursor";
import type { Name } from "./statements";

/** The name a text holds, as functions take it: `SYSTEM$GET_TAG('DB.S."tag"', ...)`. @throws SnowflakeError 001003 */
export function parseName(text: string): Name {
  const cursor = new Cursor(text);
  const name = cursor.name();
  cursor.expectEnd();
  return name;
}
