import { isBefore, type PartialDate } from "../PartialDate.ts";

/** A statement is about one person or one organization. Issue: `who.exactly-one`, where one is missing or too many. */
export const exactlyOneWho = (statement: { readonly professionalId?: unknown; readonly organizationId?: unknown }) => {
  const { organizationId, professionalId } = statement;
  if ((professionalId === undefined) !== (organizationId === undefined)) return true;
  return { path: [professionalId === undefined ? "professionalId" : "organizationId"], issue: "who.exactly-one" };
};

/** A period that certainly ends before it starts, or as it starts, is none; what cannot be told is accepted. Issue: `period.empty` at `validTo`. */
export const periodInOrder = (statement: { readonly validFrom?: PartialDate; readonly validTo?: PartialDate }) => {
  const { validFrom, validTo } = statement;
  return validFrom === undefined || validTo === undefined || isBefore(validFrom, validTo) !== "no" ? true : { path: ["validTo"], issue: "period.empty" };
};
