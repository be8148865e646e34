import type { FieldFault } from "@cpts/api/Problem";
import { missions } from "@cpts/reference-data";

const known = missions.entries.map(({ code }) => code);
const byCode = new Map(missions.entries.map((entry) => [entry.code, entry]));

/** The labels of official missions; a code of the past that is no longer in the list keeps its code for a label. */
export const officialLabels = (codes: ReadonlyArray<string>) => codes.map((code) => ({ code, fr: byCode.get(code)?.label ?? code, en: byCode.get(code)?.labelEn ?? code }));

const unknownMission = (code: string, path: ReadonlyArray<string | number>): FieldFault => ({
  in: "body",
  path,
  code: "unknown-mission",
  message: { fr: `mission officielle inconnue : ${code} (connues : ${known.join(", ")})`, en: `unknown official mission: ${code} (known: ${known.join(", ")})` },
});

const printable = /^[!-~]{1,64}$/u;

/** The official missions of a body that the reference data does not hold. What is no code at all is left to its schema. */
export const unknownMissions = (json: unknown): ReadonlyArray<FieldFault> => {
  const stated: unknown = typeof json === "object" && json !== null && "missions" in json ? json.missions : [];
  if (!Array.isArray(stated) || stated.length > 50) return [];
  return stated.flatMap((mission: unknown, index) => {
    const codes: unknown = typeof mission === "object" && mission !== null && "codes" in mission ? mission.codes : [];
    if (!Array.isArray(codes) || codes.length > 20) return [];
    return codes.flatMap((code: unknown, at) => (typeof code === "string" && printable.test(code) && !byCode.has(code) ? [unknownMission(code, ["missions", index, "codes", at])] : []));
  });
};
