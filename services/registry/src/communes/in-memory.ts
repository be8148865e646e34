import type { CommuneView } from "@cpts/api/CommuneViews";
import { registry } from "@cpts/api/Registry";
import type { CommuneCode } from "@cpts/domain/Cog";
import { addDays, parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { FinishedAnswers, type Finished } from "@cpts/service-kit/http/finished";
import { digestOf } from "@cpts/service-kit/http/respond";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { Effect, Layer } from "effect";
import { cityOf, type HeldCpts, type HeldVersion } from "../coverage/held.ts";
import { hasBegun, possibleOn, type Territories } from "../coverage/territories.ts";
import { TerritoryIndex } from "../coverage/territory-index.ts";
import { judgeCoverage, saidOf, type TouchRow, withItsCity } from "./coverage-of-commune.ts";
import { cog, communeOf, isBeforeCog } from "./queries.ts";

type Encoded = typeof CommuneView.Encoded;

/** What one territory holds of a commune, as the statement of `coverage-of-commune.ts` reads it. */
const touchesOf = ({ geography }: Territories, cpts: HeldCpts, version: HeldVersion, of: Pick<TouchRow, "number" | "possible">, code: CommuneCode, day: string): ReadonlyArray<TouchRow> => {
  const asked = withItsCity(code);
  const touch = { ...of, cpts_id: cpts.id, name: cpts.name, valid_from: version.validFrom, provenance: version.provenance, begun: hasBegun(version, day) };
  return [
    ...asked.filter((commune) => version.communes.has(commune)).map((commune) => ({ ...touch, commune, place_nom: geography.places.get(commune)?.nom ?? null, part: null })),
    ...version.parts.filter(({ commune }) => asked.some((one) => one === commune)).map(({ commune, name }) => ({ ...touch, commune, place_nom: null, part: name })),
  ];
};

const inOrder = (a: HeldCpts, b: HeldCpts): number => (a.nameKey < b.nameKey ? -1 : a.nameKey > b.nameKey ? 1 : a.id < b.id ? -1 : 1);

/** A commune by its code of today or of the past, as `findCommune` answers it; null when no edition knows the code. */
export const communeInMemory = (territories: Territories, asked: string, day: LocalDate): Encoded | null => {
  const { former, places } = territories.geography;
  const place = places.get(asked);
  const past = place === undefined ? former.get(asked) : undefined;
  const row = place ?? places.get(past?.commune ?? "");
  if (row === undefined) return null;
  const touching = territories.holders(cityOf(row.code)).toSorted(inOrder);
  const code = row.code as CommuneCode; // a code of the table
  const touches = touching.flatMap((cpts) => possibleOn(cpts, day).flatMap((version, number, { length: possible }) => touchesOf(territories, cpts, version, { number, possible }, code, day)));
  return {
    ...communeOf(row),
    asOf: day,
    cog,
    cogNote: null,
    resolvedFrom: past === undefined ? null : { code: past.code, nom: past.nom },
    ...judgeCoverage(saidOf(touches, code)),
  };
};

/** An answer with the instants between which it holds: it names its day, and no territory begins or ends within one. */
interface Entry extends Finished {
  readonly validFrom: number;
  readonly validUntil: number;
}

const entryOf = (territories: Territories, code: string, now: number): Entry | null => {
  const day = parisDateFromInstant(now);
  // A clock of the past is answered from the history, which is not in memory.
  if (isBeforeCog(day)) return null;
  const commune = communeInMemory(territories, code, day);
  if (commune === null) return null;
  const text = JSON.stringify(commune);
  return { etag: digestOf(text), body: text, validFrom: startOfDayInParis(day), validUntil: startOfDayInParis(addDays(day, 1)) };
};

/** Keeps the answers of `GET /v1/communes/{code}` finished: each is made when it is first asked for, and again when it has ended. */
export const finishedCommunes = Layer.effectDiscard(
  Effect.gen(function* () {
    const index = yield* TerritoryIndex;
    const entries = new Map<string, Entry>();
    index.onChange(() => entries.clear());
    (yield* FinishedAnswers).offer(registry.endpoints.readCommune, (code, now) => {
      const territories = index.atHand();
      if (territories === null) return null;
      const known = entries.get(code);
      if (known !== undefined && known.validFrom <= now && now < known.validUntil) return known;
      const made = entryOf(territories, code, now);
      if (made !== null) entries.set(code, made);
      return made;
    });
  }),
);
