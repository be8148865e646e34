import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";
import type { CptsKey } from "../cpts/all.ts";

type Headcount = Parameters<Connection["directory"]["declareHeadcount"]>[1] & { readonly cpts: CptsKey };

const people = "people" as const;
const sourced = { status: "sourced", source: documents.concoursPluripro } as const;

/** The counts by profession that documents publish, as they publish them. */
export const headcounts: Readonly<Record<string, Headcount>> = {
  "asclepios-professionals": {
    cpts: "asclepios",
    scope: "Professionnels de santé libéraux",
    practiceMode: "L",
    total: { value: 227, unit: people, qualifier: "exactly" },
    lines: [
      { label: "médecins généralistes", profession: "10", group: "general-practitioner", value: 52, unit: people },
      { label: "médecins d'autres spécialités", profession: "10", group: "other-specialist", value: 24, unit: people },
      { label: "infirmières", profession: "60", value: 43, unit: people },
      { label: "masseurs-kinésithérapeutes", profession: "70", value: 37, unit: people },
      // The document lists places of work among people.
      { label: "officines pharmaceutiques", profession: "21", value: 21, unit: "structures" },
    ],
    provenance: said(documents.asclepios, "2e paragraphe"),
  },
  "bvs-professionals": {
    cpts: "berry-vierzon-sologne",
    scope: "Professionnels de santé du territoire",
    total: { value: 200, unit: people, qualifier: "about" },
    lines: [{ label: "médecins généralistes", profession: "10", group: "general-practitioner", value: 40, unit: people }],
    provenance: sourced,
  },
  "bvs-members": {
    cpts: "berry-vierzon-sologne",
    scope: "Adhérents",
    total: { value: 100, unit: people, qualifier: "exactly" },
    lines: [],
    provenance: sourced,
  },
};
