/**
 * Whether a meeting may decide, by the rule that the statutes set: so many of each college, there in person or by proxy. The law of
 * 1 July 1901 sets no quorum for an association; what no document tells cannot be verified, and is said so.
 *
 * @example
 * ```ts
 * import * as MeetingQuorum from "@cpts/domain/MeetingQuorum";
 *
 * const rules = { rules: [{ percent: 50 }], proxiesCount: true, source: { document: "Statuts" } };
 * const seats = [{ id: "a", college: null, presence: "present" }, { id: "b", college: null, presence: "absent" }] as const;
 * MeetingQuorum.quorumOf(rules, seats).verdict; // => "reached"
 * MeetingQuorum.quorumOf(null, seats).verdict; // => "cannot-verify"
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import type { Presence } from "./MeetingEvents.ts";
import { Source } from "./Source.ts";

const count = (title: string, description: string, maximum: number) => Schema.Int.annotate({ title, description }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum }, { message: "quorum.range" })));

const oneThreshold = ({ minimum, percent }: { readonly minimum?: number; readonly percent?: number }) => (minimum === undefined) !== (percent === undefined) || { path: ["percent"], issue: "quorum.threshold" };

/** How many of a college, or of all where none is named. Issues: `quorum.range`, `quorum.threshold` (a number or a share, not both). */
export const QuorumRule = Schema.Struct({
  college: Schema.optionalKey(freeText({ max: 200, title: "College", description: "The college it is of; all who are invited where none is named" })),
  minimum: Schema.optionalKey(count("Minimum", "So many voices", 2_000)),
  percent: Schema.optionalKey(count("Percent", "So many in a hundred of the invited, rounded up", 100)),
})
  .annotate({ title: "QuorumRule", description: "How many of a college must take part" })
  .pipe(Schema.check(Schema.makeFilter(oneThreshold, { identifier: "QuorumRule" })));

/** How many of a college must take part. */
export type QuorumRule = typeof QuorumRule.Type;

/** The rules of a document about a quorum and its proxies. Issue: `quorum.rules`. */
export const QuorumRules = Schema.Struct({
  rules: Schema.Array(QuorumRule).pipe(Schema.check(Schema.isMinLength(1, { message: "quorum.rules" }), Schema.isMaxLength(20, { message: "quorum.rules" }))),
  proxiesCount: Schema.Boolean.annotate({ description: "Whether those who are represented count" }),
  mostProxies: Schema.optionalKey(count("MostProxies", "How many proxies one person may hold", 100)),
  source: Source,
}).annotate({ identifier: "QuorumRules", title: "QuorumRules", description: "The rules of a document about a quorum and its proxies" });

/** The rules of a document about a quorum and its proxies. */
export type QuorumRules = typeof QuorumRules.Type;

/** Whether a meeting may decide. */
export const QuorumVerdict = Schema.Literals(["reached", "not-reached", "cannot-verify"]).annotate({ title: "QuorumVerdict", description: "Whether a meeting may decide" });

/** Whether a meeting may decide. */
export type QuorumVerdict = typeof QuorumVerdict.Type;

/** Someone who may vote: `presence` is null as long as nobody noted it. */
export interface Seat {
  readonly id: string;
  readonly college: string | null;
  readonly presence: Presence | null;
}

/** One rule against who took part: `counted` certainly count, `perhaps` may (their college or their presence is not known). */
export interface QuorumLine {
  readonly college: string | null;
  readonly invited: number;
  readonly counted: number;
  readonly perhaps: number;
  /** What the rule asks for; null where a share is of a number that is not known. */
  readonly needed: number | null;
  readonly verdict: QuorumVerdict;
}

/** All rules of a meeting, and their verdict together. */
export interface Quorum {
  readonly lines: ReadonlyArray<QuorumLine>;
  readonly verdict: QuorumVerdict;
}

const lineOf = (rule: QuorumRule, proxiesCount: boolean, seats: ReadonlyArray<Seat>): QuorumLine => {
  const college = rule.college ?? null;
  const inside = seats.filter((seat) => college === null || seat.college === college);
  // Of these nobody said for which college they sit.
  const unplaced = college === null ? [] : seats.filter((seat) => seat.college === null);
  const counts = ({ presence }: Seat): boolean => presence === "present" || (presence === "represented" && proxiesCount);
  const counted = inside.filter(counts).length;
  const perhaps = inside.filter(({ presence }) => presence === null).length + unplaced.filter((seat) => seat.presence === null || counts(seat)).length;
  const { minimum, percent = 0 } = rule;
  const share = (of: number): number => Math.ceil((percent * of) / 100);
  const [least, most] = minimum === undefined ? [share(inside.length), share(inside.length + unplaced.length)] : [minimum, minimum];
  const empty = minimum === undefined && inside.length + unplaced.length === 0;
  const verdict = empty ? "cannot-verify" : counted >= most ? "reached" : counted + perhaps < least ? "not-reached" : "cannot-verify";
  return { college, invited: inside.length, counted, perhaps, needed: least === most && !empty ? least : null, verdict };
};

/** Compares who took part with the rules; without any rule, or where too little is known, it cannot be verified. */
export const quorumOf = (rules: Pick<QuorumRules, "rules" | "proxiesCount"> | null, seats: ReadonlyArray<Seat>): Quorum => {
  if (rules === null) return { lines: [], verdict: "cannot-verify" };
  const lines = rules.rules.map((rule) => lineOf(rule, rules.proxiesCount, seats));
  if (lines.some(({ verdict }) => verdict === "not-reached")) return { lines, verdict: "not-reached" };
  return { lines, verdict: lines.every(({ verdict }) => verdict === "reached") ? "reached" : "cannot-verify" };
};

/** A proxy that does not stand: its holder was not there, has no vote or holds too many, or whoever gives it has none to give. */
export interface ProxyFault {
  readonly index: number;
  readonly code: "proxy-holder-absent" | "too-many-proxies" | "proxy-holder-without-vote" | "proxy-without-vote";
}

/** The proxies that do not stand, by their place in the list. A holder must be present: a proxy is not handed on. `withoutVote`: who takes part without a vote. */
export const proxyFaults = (entries: ReadonlyArray<{ readonly professionalId: string; readonly presence: Presence; readonly proxyTo?: string | undefined }>, mostProxies: number | null, withoutVote: ReadonlySet<string> = new Set()): ReadonlyArray<ProxyFault> => {
  const present = new Set(entries.filter(({ presence }) => presence === "present").map(({ professionalId }) => professionalId));
  const held = new Map<string, number>();
  return entries.flatMap(({ professionalId, proxyTo }, index): ReadonlyArray<ProxyFault> => {
    if (proxyTo === undefined) return [];
    if (withoutVote.has(professionalId)) return [{ index, code: "proxy-without-vote" }];
    if (!present.has(proxyTo)) return [{ index, code: "proxy-holder-absent" }];
    if (withoutVote.has(proxyTo)) return [{ index, code: "proxy-holder-without-vote" }];
    const number = (held.get(proxyTo) ?? 0) + 1;
    held.set(proxyTo, number);
    return mostProxies !== null && number > mostProxies ? [{ index, code: "too-many-proxies" }] : [];
  });
};
