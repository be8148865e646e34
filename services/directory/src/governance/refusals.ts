import { Problem } from "@cpts/api/Problem";
import { illegalTransition } from "../corrections/refusals.ts";

export const statementNotFound = new Problem({ type: "not-found", detail: { fr: "Cet énoncé n'est pas connu ici.", en: "This statement is not known here." } });
export const statementWithdrawn = illegalTransition("Cet énoncé a été retiré.", "This statement was taken back.");
