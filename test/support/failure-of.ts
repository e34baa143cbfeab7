/** What a run fails with, as text; empty where it does not fail. */
export const failureOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "",
    (error: unknown) => String(error),
  );
