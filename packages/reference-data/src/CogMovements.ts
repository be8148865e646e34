/**
 * What happened to communes from one yearly edition of the Code officiel geographique to the next, 2021 to 2026: derived by comparing
 * the editions, so dated to the year. Exact days are in INSEE's file of movements, which is not shipped.
 *
 * @example
 * ```ts
 * import { loadCogMovements } from "@cpts/reference-data";
 *
 * const { editions, movements } = await loadCogMovements();
 * editions; // => [2021, 2022, 2023, 2024, 2025, 2026]
 * movements.find(({ to }) => to.some(({ code }) => code === "85165"))?.kind; // => "restored"
 * movements.find(({ from }) => from.some(({ code }) => code === "93059"))?.to.map(({ nom }) => nom); // => ["Saint-Denis"]
 * ```
 */
import type { CommuneCode } from "./Commune.ts";
import { once } from "./internal/once.ts";

/**
 * `merged`: several became one. `restored`: a commune gave back others that it had absorbed. `split`: so, and one of them took the name
 * along. `code-changed`: the same commune under another code. `renamed`: another name or spelling only.
 */
export type CogMovementKind = "merged" | "restored" | "split" | "code-changed" | "renamed";

/** A commune as an edition names it; its inhabitants by that edition, null where it gives none. */
export interface CogMovementPlace {
  readonly code: CommuneCode;
  readonly nom: string;
  readonly population: number | null;
}

/** What happened after the edition before and by 1 January of `edition`. A code on both sides is the same code before and after. */
export interface CogMovement {
  readonly edition: number;
  readonly kind: CogMovementKind;
  readonly from: readonly CogMovementPlace[];
  readonly to: readonly CogMovementPlace[];
}

/** The editions compared, the oldest first, and what happened between them, in the order of the editions. */
export interface CogMovements {
  readonly editions: readonly number[];
  readonly movements: readonly CogMovement[];
}

const placesOf = (packed: string): readonly CogMovementPlace[] =>
  packed.split(";").map((place) => {
    const [code = "", nom = "", population = ""] = place.split("=");
    return { code, nom, population: population === "" ? null : Number(population) };
  });

/** Loads the movements, once: about 15 kB of text. Rejects only when the module cannot be fetched. */
export const loadCogMovements: () => Promise<CogMovements> = /* @__PURE__ */ once(async () => {
  const { editions, rows } = await import("./generated/cog-movements.ts");
  const movements = rows
    .split("\n")
    .filter((row) => row !== "")
    .map((row): CogMovement => {
      const [edition = "", kind = "", from = "", to = ""] = row.split("|");
      // The generator writes no other kind.
      return { edition: Number(edition), kind: kind as CogMovementKind, from: placesOf(from), to: placesOf(to) };
    });
  return { editions, movements };
});
