import type { Connection } from "@cpts/sdk";
import * as documents from "../documents.ts";
import { said } from "../facts.ts";

type Count = Omit<Parameters<Connection["contracts"]["declareContractCount"]>[0], "before"> & { readonly before: string };

/** The contracts that a document counts without naming them: no CPTS is made of a count. */
export const contractCounts: Readonly<Record<string, Count>> = {
  "before-sud-28": {
    region: "24",
    kind: "contrat-territorial-de-sante",
    before: "sud-28",
    total: { value: 7 },
    counts: [
      { departement: "18", value: 2 },
      { departement: "36", value: 1 },
      { departement: "37", value: 3 },
      { departement: "45", value: 1 },
    ],
    provenance: said(documents.sud28, "passage sur les autres contrats de la région", "7 autres contrats ont déjà été signés dans notre région"),
  },
};
