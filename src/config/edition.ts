export const editions = ["standard", "enterprise", "business-critical"] as const;
export type Edition = (typeof editions)[number];
