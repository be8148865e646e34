import type { FieldFault } from "@cpts/api/Problem";
import type { ExternalId } from "@cpts/domain/Cpts";

/** What a look-up by `system|value`, or by a value alone, asks of one official number; null: another system is meant. */
export const officialValue = (system: string, identifier: string): string | null => {
  const bar = identifier.indexOf("|");
  if (bar === -1) return identifier;
  return identifier.slice(0, bar) === system ? identifier.slice(bar + 1) : null;
};

/** Official numbers are checked; an external id that takes the name of one would escape the check. */
export const misplacedNumbers = (systems: ReadonlyArray<string>, externalIds: ReadonlyArray<ExternalId>, place: string): ReadonlyArray<FieldFault> =>
  externalIds.flatMap(({ system }, index) =>
    systems.includes(system)
      ? [{ in: "body", path: ["externalIds", index, "system"], code: "reserved-system", message: { fr: `à donner dans ${place}${system}`, en: `to be given in ${place}${system}` } }]
      : [],
  );
