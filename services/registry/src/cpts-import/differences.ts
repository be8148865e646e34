import type { CptsField, CptsImportRow } from "@cpts/api/CptsImports";
import type { CptsPatch } from "@cpts/domain/Cpts";
import { earliest, type PartialDate } from "@cpts/domain/PartialDate";
import { partKey } from "@cpts/domain/Territory";
import type { TerritoryChange, TerritoryInput } from "@cpts/domain/Territory";
import type { KnownCpts, KnownVersion } from "./known.ts";
import type { ReadEntry } from "./read-entry.ts";

type Change = (typeof CptsImportRow.Encoded)["changes"][number];
type Patch = Partial<typeof CptsPatch.Encoded>;

/** What a file says otherwise than the registry, and what is to be written. */
export interface Differences {
  readonly changes: ReadonlyArray<Change>;
  readonly patch: Patch | null;
  /** As a change of the territory is encoded. */
  readonly territory: unknown;
  readonly hasTerritory: boolean;
  readonly population: number | null;
}

const longest = 200;
const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);
const listOf = (codes: ReadonlyArray<string>): string => cut(codes.join(" "));

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const told = (value: unknown): string | null => (value === null || value === undefined ? null : cut(typeof value === "string" ? value : JSON.stringify(value)));

const simple = ["name", "shortName", "legalForm", "website", "initiator", "foundedOn"] as const;
const numbers = ["siren", "siret", "rna", "finess"] as const;

/** The fields of the CPTS that the file says otherwise; what it leaves out stays. */
const fieldDifferences = ({ fields }: ReadEntry, { cpts }: KnownCpts): { readonly changes: ReadonlyArray<Change>; readonly patch: Patch } => {
  const changes: Array<Change> = [];
  const patch: Record<string, unknown> = {};
  const differs = (field: CptsField, from: unknown, to: unknown): boolean => {
    if (to === undefined || to === null || isSame(from, to)) return false;
    changes.push({ field, from: told(from), to: told(to) ?? "" });
    return true;
  };
  for (const field of simple) if (differs(field, cpts[field] ?? null, fields[field])) patch[field] = fields[field];
  const given = fields.identifiers ?? {};
  const changed = numbers.filter((field) => differs(field, cpts.identifiers[field], given[field]));
  if (changed.length > 0) patch["identifiers"] = Object.fromEntries(changed.map((field) => [field, given[field]]));
  const missing = (fields.externalIds ?? []).filter((one) => !cpts.externalIds.some(({ system, value }) => system === one.system && value === one.value));
  if (missing.length > 0 && differs("externalIds", null, missing.map(({ system, value }) => `${system}|${value}`).join("\n"))) patch["externalIds"] = [...cpts.externalIds, ...missing];
  for (const field of ["email", "phone"] as const)
    if (differs(field, cpts.contacts?.[field] ?? null, fields.contacts?.[field])) patch["contacts"] = { ...cpts.contacts, ...fields.contacts };
  const { attachment, seat } = fields;
  if (differs("seat", cpts.seat?.commune ?? null, seat?.commune) || differs("seatAddress", cpts.seat?.address ?? null, seat?.address)) patch["seat"] = { ...cpts.seat, ...seat };
  if (differs("departement", cpts.attachment?.departement ?? null, attachment?.departement)) patch["attachment"] = attachment;
  return { changes, patch };
};

/** The territory that the file speaks of: the one that begins on its date, else the one in force then. */
const versionOn = (versions: ReadonlyArray<KnownVersion>, validFrom: PartialDate | null, on: string): KnownVersion | null => {
  const same = validFrom === null ? undefined : versions.findLast(({ valid_from }) => valid_from === validFrom);
  if (same !== undefined) return same;
  const day = (validFrom === null ? null : earliest(validFrom)) ?? on;
  return versions.findLast(({ from_latest, to_earliest }) => from_latest <= day && day < to_earliest) ?? versions.findLast(({ to_earliest }) => day < to_earliest) ?? null;
};

interface Held {
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<unknown>;
  readonly prose: string | null;
  readonly overlaps: ReadonlyArray<unknown>;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const heldBy = ({ communes = [], overlaps = [], parts = [], prose }: Pick<TerritoryInput, "communes" | "parts" | "prose" | "overlaps">, before: KnownVersion | null): Held => ({
  communes: [...communes].toSorted(compare),
  parts: parts.toSorted((a, b) => compare(partKey(a), partKey(b))),
  prose: prose ?? before?.prose ?? null,
  overlaps: overlaps.length > 0 ? overlaps : ((before?.details["overlaps"] as ReadonlyArray<{ readonly commune: string }> | undefined) ?? []).filter(({ commune }) => [...communes, ...parts.map((part) => part.commune)].some((code) => code === commune)), // stored through its schema
});

/** A part whose document counts it says the same of it, whoever is the source. */
const comparable = (parts: ReadonlyArray<unknown>): unknown =>
  parts.map((part) => {
    const { code, commune, kind, name, population } = part as { readonly code?: string; readonly commune: string; readonly kind: unknown; readonly name: string; readonly population?: { readonly value: number } }; // stored or decoded through their schema
    return [commune, kind, name, code ?? null, population?.value ?? null];
  });

const territoryDifferences = (read: ReadEntry, { versions }: KnownCpts, on: string): Pick<Differences, "changes" | "territory" | "hasTerritory"> => {
  if (read.territory === null) return { changes: [], territory: null, hasTerritory: false };
  const before = versionOn(versions, read.validFrom, on);
  const next = heldBy(read.territory, before);
  const held = { communes: before?.communes ?? [], parts: before?.parts ?? [], prose: before?.prose ?? null, overlaps: (before?.details["overlaps"] as ReadonlyArray<unknown> | undefined) ?? [] }; // stored through its schema
  const changes: Array<Change> = [];
  if (!isSame(held.communes, next.communes)) {
    const added = next.communes.filter((code) => !held.communes.includes(code));
    const gone = held.communes.filter((code) => !next.communes.includes(code));
    changes.push({ field: "communes", from: listOf(held.communes), to: cut([...added.map((code) => `+${code}`), ...gone.map((code) => `-${code}`)].join(" ")) });
  }
  if (!isSame(comparable(held.parts), comparable(next.parts))) changes.push({ field: "parts", from: String(held.parts.length), to: String(next.parts.length) });
  if (held.prose !== next.prose) changes.push({ field: "prose", from: told(held.prose), to: told(next.prose) ?? "" });
  if (!isSame(held.overlaps, next.overlaps) && read.territory.overlaps !== undefined) changes.push({ field: "overlaps", from: String(held.overlaps.length), to: String(next.overlaps.length) });
  if (changes.length === 0) return { changes, territory: null, hasTerritory: false };
  const { criteria, references } = (before?.details ?? {}) as Pick<TerritoryInput, "criteria" | "references">; // stored through its schema
  const kept = { ...(criteria === undefined ? {} : { criteria }), ...(references === undefined ? {} : { references }) };
  const territory = { ...next, ...(next.prose === null ? { prose: undefined } : {}), ...kept };
  return { changes, territory: changeOf(read, territory, read.validFrom ?? (before === null ? null : on)), hasTerritory: true };
};

/** A territory as it is entered, with its start and its reason. */
export const changeOf = (read: ReadEntry, territory: object, validFrom: string | null): Partial<typeof TerritoryChange.Encoded> => {
  const given = { provenance: { status: "declared", source: { document: read.document } }, ...Object.fromEntries(Object.entries(territory).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))) };
  // Decoded by its schema before it is used.
  return { territory: given, ...(validFrom === null ? {} : { validFrom }), ...(read.reason === null ? {} : { reason: read.reason }) } as Partial<typeof TerritoryChange.Encoded>;
};

/** What an entry says otherwise than the CPTS that it means. */
export const differencesOf = (read: ReadEntry, known: KnownCpts, on: string): Differences => {
  const { changes, patch } = fieldDifferences(read, known);
  const territory = territoryDifferences(read, known, on);
  const population = read.population !== null && !known.populations.includes(read.population) ? read.population : null;
  return {
    changes: [...changes, ...territory.changes, ...(population === null ? [] : [{ field: "population" as const, from: told(known.populations.at(-1)), to: String(population) }])],
    patch: Object.keys(patch).length === 0 ? null : patch,
    territory: territory.territory,
    hasTerritory: territory.hasTerritory,
    population,
  };
};
