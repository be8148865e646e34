import type { Bilingual } from "@cpts/api/Endpoint";
import { entryOf, missions } from "@cpts/reference-data";

/** The official label of a mission; `otherwise`, or the code, for one that has none. */
export const missionLabel = (code: string, otherwise: string | null = null): Bilingual => {
  const entry = entryOf(missions, code);
  const unknown = otherwise ?? code;
  return { fr: entry?.label ?? unknown, en: entry?.labelEn ?? entry?.label ?? unknown };
};
