import type { FieldFault } from "@cpts/api/Problem";
import { fundingRegimes, regimeNamed } from "@cpts/domain/FundingRegime";
import { Effect } from "effect";
import { regimesAround } from "./regime.ts";
import type { Terms } from "./terms.ts";

const fault = (path: FieldFault["path"], code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

/** A regime that a document names, and where it stands in the body. */
export interface RegimeAt {
  readonly code: string;
  readonly path: ReadonlyArray<string | number>;
  /** An amendment names one grid: which day would choose among those of an agreement is not said anywhere. */
  readonly mayBeFamily: boolean;
}

/** The regime that the terms of a contract name. */
export const namedRegime = ({ fundingRegime }: Partial<Terms>, path: ReadonlyArray<string> = []): ReadonlyArray<RegimeAt> =>
  fundingRegime === undefined || fundingRegime === null ? [] : [{ code: fundingRegime.code, path: [...path, "fundingRegime", "code"], mayBeFamily: true }];

/** Regimes that neither a grid of this platform nor its catalogue knows. */
export const regimeFaults = (named: ReadonlyArray<RegimeAt>) =>
  Effect.gen(function* () {
    if (named.length === 0) return [];
    const known = (yield* regimesAround([])).grids.current.map(({ body, id }) => ({ id, family: body.family }));
    const without = fundingRegimes.filter(({ hasGrids }) => !hasGrids).map(({ code }) => code);
    return named.flatMap(({ code, mayBeFamily, path }): ReadonlyArray<FieldFault> => {
      const stands = regimeNamed(code, known);
      if (stands._tag === "NoSuchRegime") {
        const names = [...new Set(known.flatMap(({ family, id }) => (mayBeFamily ? [family, id] : [id]))), ...without].toSorted().join(", ");
        return [fault(path, "unknown-regime", `aucun barème ne connaît le régime « ${code} » : connus ici : ${names} ; ajoutez d'abord son barème`, `no grid knows the regime "${code}": known here: ${names}; add its grid first`)];
      }
      if (stands._tag !== "OfFamily" || mayBeFamily) return [];
      const grids = known.filter(({ family }) => family === code).map(({ id }) => id);
      return [fault(path, "regime-of-several-grids", `un avenant nomme un barème, pas un accord entier : ${grids.join(" ou ")}`, `an amendment names one grid, not a whole agreement: ${grids.join(" or ")}`)];
    });
  });

/** The regimes that amendments name, with an amendment that says two things. */
export const amendmentRegimeFaults = (changes: { readonly grid?: string; readonly fundingRegime?: string }, path: ReadonlyArray<string | number> = ["changes"]) =>
  Effect.gen(function* () {
    const { fundingRegime, grid } = changes;
    if (fundingRegime === undefined) return [];
    const at = [...path, "fundingRegime"];
    if (grid !== undefined && grid !== fundingRegime) return [fault(at, "grid-of-another-regime", `l'avenant nomme le barème « ${grid} » et le régime « ${fundingRegime} » : un seul des deux`, `the amendment names the grid "${grid}" and the regime "${fundingRegime}": only one of them`)];
    return yield* regimeFaults([{ code: fundingRegime, path: at, mayBeFamily: false }]);
  });
