export function createdState(of: {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  id?: string | undefined;
  preview: boolean;
}): { id: string | undefined; state: Record<string, unknown> } {
  return { id: of.preview ? undefined : (of.id ?? of.name), state: { ...of.inputs } };
}
