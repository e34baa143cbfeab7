import { SnowflakeError } from "../../../standin/errors";

/** The code of the error that work ends with, or `ok`. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    if (error instanceof SnowflakeError) return error.code;
    throw error;
  }
}
