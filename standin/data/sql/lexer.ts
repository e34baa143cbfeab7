// For server/bindings.ts, until it imports syntax/tokens.ts itself.
export { tokenize } from "../../syntax/tokens";
