/** A stack's configuration as Pulumi hands it over: JSON text by whole key, and which of them hold a secret. */
export interface Source {
  readonly values: Readonly<Record<string, string>>;
  readonly isSecret: (key: string) => boolean;
}

/** What a key holds. A text that is no JSON is itself: `pulumi config set estate enterprise` stores it so. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};
