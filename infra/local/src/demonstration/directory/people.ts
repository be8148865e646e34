import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";

type Professional = Parameters<Connection["directory"]["registerProfessional"]>[0];

const governance = "passage sur la gouvernance";

/** Someone as a document publishes them: a name and what it says of their profession. What it does not say stays unknown. */
const person = (givenName: string, familyName: string, provenance: Professional["provenance"], known: Partial<Professional> = {}): Professional => ({
  givenName,
  familyName,
  profession: null,
  visibility: "public",
  ...(provenance === undefined ? {} : { provenance }),
  ...known,
});

const berjallien = said(documents.paysBerjalliens, governance);

/** The people whom the documents name in an office, by their keys. They are in no published package. */
export const people = {
  "alexiane-saussac": person("Alexiane", "Saussac", said(documents.paysBerjalliens, governance, "médecin généraliste et infirmière libérales sur le territoire"), { profession: "10", practiceMode: "L" }),
  "alice-millardet": person("Alice", "Millardet", said(documents.paysBerjalliens, governance, "médecin généraliste et infirmière libérales sur le territoire"), { profession: "60", practiceMode: "L" }),
  // IDEL: infirmière diplômée d'État libérale.
  "magalie-grabit": person("Magalie", "Grabit", said(documents.paysBerjalliens, governance, "Magalie Grabit (IDEL)"), { profession: "60", practiceMode: "L" }),
  // IPA: infirmière en pratique avancée. The document does not say in which field, and each has a code of its own.
  "annabelle-bottos": person("Annabelle", "Bottos", said(documents.paysBerjalliens, governance, "Annabelle Bottos (IPA)"), { profession: "60" }),
  "stephanie-lapeyre": person("Stephanie", "Lapeyre", berjallien),
  "nathalie-dos-remeidos": person("Nathalie", "Dos Remeidos", berjallien),
  "alice-perrain": person("Alice", "Perrain", said(documents.asclepios, "1er paragraphe"), { title: "Dr" }),
  "anne-bouygard": person("Anne", "Bouygard", said(documents.asclepios, "1er paragraphe")),
  "marie-piquard": person("Marie", "Piquard", said(documents.asclepios, "5e paragraphe")),
} as const satisfies Readonly<Record<string, Professional>>;

/** The key of a person of the demonstration. */
export type PersonKey = keyof typeof people;
