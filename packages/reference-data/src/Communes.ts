/**
 * Every commune of France (COG 2026) with the look-ups a territory needs. The data arrive on the first `loadCommunes()`.
 *
 * @example
 * ```ts
 * import { loadCommunes } from "@cpts/reference-data";
 *
 * const communes = await loadCommunes();
 * communes.current("18279")?.nom; // => "Vierzon"
 * communes.resolveCode("20004"); // => { code: "2A004", via: "ancien-code" }
 * communes.ofPostalCode("28220").map((commune) => commune.code); // => ["28103"]
 * ```
 */
import type { Commune, CommuneCode, CommuneType, DepartementCode, PostalCode, Siren } from "./Commune.ts";
import { communeKey } from "./Commune.ts";
import { decodeCommunes, decodeParts } from "./internal/decode-communes.ts";
import { once } from "./internal/once.ts";

/** How a code led to a commune of today: it is one, or a part of one, or a code that was absorbed or renumbered. */
export type ResolvedVia = "commune-actuelle" | "arrondissement-municipal" | "commune-deleguee" | "commune-associee" | "ancien-code";

/** The commune of today behind a code, and how it was found. */
export interface ResolvedCode {
  readonly code: CommuneCode;
  readonly via: ResolvedVia;
}

/** The communes of one edition of the COG. Look-ups answer null or an empty list for what they do not know. */
export interface Communes {
  /** The 34,969 current communes, in the order of their codes. */
  readonly currentCommunes: readonly Commune[];
  /** Municipal arrondissements (45), delegated (2,105) and associated (471) communes, in the order of their codes. */
  readonly parts: readonly Commune[];
  /** The current commune of this code. */
  readonly current: (code: CommuneCode) => Commune | null;
  /** A current commune or a municipal arrondissement: the two kinds a territory may list. */
  readonly territorial: (code: CommuneCode) => Commune | null;
  /** The entry of this type and code. */
  readonly find: (type: CommuneType, code: CommuneCode) => Commune | null;
  /**
   * Today's commune for a code of today or of the past. A delegated or associated commune goes to its chief commune; when
   * that differs from an absorbed code (two cases), the former wins, being the later state of the same place. Codes are
   * undated here: a commune merged and restored since is simply current.
   */
  readonly resolveCode: (code: CommuneCode) => ResolvedCode | null;
  /** Current communes of a departement. */
  readonly ofDepartement: (code: DepartementCode) => readonly Commune[];
  /** Current communes of an EPCI. */
  readonly ofEpci: (siren: Siren) => readonly Commune[];
  /** Current communes served by a postal code: several more often than not. */
  readonly ofPostalCode: (code: PostalCode) => readonly Commune[];
  /** The municipal arrondissements of Paris (75056), Lyon (69123) or Marseille (13055). */
  readonly arrondissementsOf: (code: CommuneCode) => readonly Commune[];
  /** The delegated and associated communes inside a current commune. */
  readonly delegatedOf: (code: CommuneCode) => readonly Commune[];
}

const empty: readonly Commune[] = [];

const groupBy = (communes: readonly Commune[], keysOf: (commune: Commune) => readonly (string | null)[]) => {
  const groups = new Map<string, Commune[]>();
  for (const commune of communes) {
    for (const key of keysOf(commune)) {
      if (key === null) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [commune]);
      else group.push(commune);
    }
  }
  return (key: string): readonly Commune[] => groups.get(key) ?? empty;
};

/** Builds an index at its first use: most readers need one or two of them. */
const lazily = (build: () => (key: string) => readonly Commune[]) => {
  let index: ((key: string) => readonly Commune[]) | null = null;
  return (key: string): readonly Commune[] => (index ??= build())(key);
};

const indexed = (currentCommunes: readonly Commune[], currentByCode: ReadonlyMap<CommuneCode, Commune>, parts: readonly Commune[]): Communes => {
  const partByKey = new Map(parts.map((part) => [communeKey(part), part]));
  const resolved = new Map<CommuneCode, ResolvedCode>();
  for (const commune of currentCommunes) {
    for (const ancien of commune.anciensCodes) resolved.set(ancien, { code: commune.code, via: "ancien-code" });
  }
  for (const { code, chefLieu, type } of parts) if (chefLieu !== null) resolved.set(code, { code: chefLieu, via: type });
  const arrondissement = (code: CommuneCode): Commune | null => partByKey.get(`arrondissement-municipal:${code}`) ?? null;
  return {
    currentCommunes,
    parts,
    current: (code) => currentByCode.get(code) ?? null,
    territorial: (code) => currentByCode.get(code) ?? arrondissement(code),
    find: (type, code) => (type === "commune-actuelle" ? currentByCode.get(code) : partByKey.get(communeKey({ type, code }))) ?? null,
    resolveCode: (code) => (currentByCode.has(code) ? { code, via: "commune-actuelle" } : (resolved.get(code) ?? null)),
    ofDepartement: lazily(() => groupBy(currentCommunes, ({ departement }) => [departement])),
    ofEpci: lazily(() => groupBy(currentCommunes, ({ epci }) => [epci])),
    ofPostalCode: lazily(() => groupBy(currentCommunes, ({ codesPostaux }) => codesPostaux)),
    arrondissementsOf: lazily(() => groupBy(parts.filter(({ type }) => type === "arrondissement-municipal"), ({ chefLieu }) => [chefLieu])),
    delegatedOf: lazily(() => groupBy(parts.filter(({ type }) => type !== "arrondissement-municipal"), ({ chefLieu }) => [chefLieu])),
  };
};

/** Loads the communes, once: about 1.2 MB of text (0.5 MB compressed). Rejects only when the module cannot be fetched. */
export const loadCommunes: () => Promise<Communes> = /* @__PURE__ */ once(async () => {
  const [communes, parts] = await Promise.all([import("./generated/communes.ts"), import("./generated/commune-parts.ts")]);
  const currentCommunes = decodeCommunes(communes.rows, communes.epciCodes.trim().split("\n"));
  const currentByCode = new Map(currentCommunes.map((commune) => [commune.code, commune]));
  return indexed(currentCommunes, currentByCode, decodeParts(parts.rows, currentByCode));
});
