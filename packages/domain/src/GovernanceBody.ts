/**
 * The bodies that run a CPTS, as documents declare them: how many people, from how many professions. Who is known to sit there
 * is a lower bound: it can show that a declared size is too small, and seldom that it is right.
 *
 * @example
 * ```ts
 * import * as GovernanceBody from "@cpts/domain/GovernanceBody";
 *
 * const declared = { size: { value: 18 }, professions: { value: 7 } };
 * GovernanceBody.verify(declared, { members: 0, professions: 0, withoutProfession: 0 }); // => "cannot-tell"
 * GovernanceBody.verify(declared, { members: 19, professions: 7, withoutProfession: 0 }); // => "differs"
 * ```
 */
import { Schema } from "effect";
import type { DeclaredCount } from "./DeclaredCount.ts";
import { boundsOf, isWithin } from "./DeclaredFact.ts";
import type { DiscrepancyDetails } from "./Discrepancy.ts";
import { bodySentence } from "./internal/bodySentence.ts";
import { platformId } from "./internal/platformId.ts";
import { openCode } from "./OpenCode.ts";

/** Identity of a body. Issue: `platform-id.format`. */
export const BodyId = platformId("BodyId", "Identity of a body of a CPTS").pipe(Schema.brand("BodyId"));

/** Identity of a body. */
export type BodyId = typeof BodyId.Type;

// Our codes of offices (`cptsRoles` of @cpts/reference-data).
const bureauOffices = ["PRESIDENT", "CO_PRESIDENT", "VICE_PRESIDENT", "SECRETAIRE", "TRESORIER", "CO_TRESORIER"] as const;
const boardOffices = [...bureauOffices, "ADMINISTRATEUR"] as const;

/**
 * The bodies of an association (law of 1 July 1901: its statutes name them), and the offices whose holders sit there: the bureau
 * is elected among the board, and the board among the members.
 */
export const bodyKinds = [
  { code: "board", fr: "conseil d'administration", en: "board", offices: boardOffices },
  { code: "bureau", fr: "bureau", en: "bureau", offices: bureauOffices },
  { code: "working-group", fr: "groupe de travail", en: "working group", offices: [] },
  { code: "general-assembly", fr: "assemblée générale", en: "general assembly", offices: [...boardOffices, "MEMBRE"] },
] as const;

/** Kind of a body, an open list. */
export const BodyKind = openCode(
  bodyKinds.map(({ code }) => code),
  { title: "BodyKind", description: "Kind of a body" },
);

/** Kind of a body. */
export type BodyKind = typeof BodyKind.Type;

/** The offices whose holders sit in a body; none is known for a kind of tomorrow. */
export const officesOf = (kind: string): ReadonlyArray<string> => bodyKinds.find(({ code }) => code === kind)?.offices ?? [];

/** What a document declares of a body. */
export interface DeclaredBody {
  readonly size?: DeclaredCount | undefined;
  readonly professions?: DeclaredCount | undefined;
}

/** Who is known to sit in a body: how many, from how many known professions, and how many of them have no known one. */
export interface KnownMembers {
  readonly members: number;
  readonly professions: number;
  readonly withoutProfession: number;
}

/** Whether what is known of a body agrees with what is declared. */
export const Verification = Schema.Literals(["agrees", "differs", "cannot-tell"]).annotate({
  title: "Verification",
  description: "Whether who is known to sit in a body agrees with what is declared of it",
});

/** Whether what is known of a body agrees with what is declared. */
export type Verification = typeof Verification.Type;

const numbersOf = ({ qualifier = "exactly", value }: DeclaredCount) => boundsOf({ value, qualifier });

/** A declared number against one that is at least so high: too many is a difference, enough is agreement, fewer tells nothing. */
const againstAtLeast = (declared: DeclaredCount, known: number): Verification => {
  const bounds = numbersOf(declared);
  if (bounds === null) return "cannot-tell";
  if (!isWithin({ ...bounds, min: null }, known)) return "differs";
  return bounds.min !== null && isWithin(bounds, known) ? "agrees" : "cannot-tell";
};

/** A declared number against one that is known to be whole. */
const againstAll = (declared: DeclaredCount, known: number): Verification => {
  const bounds = numbersOf(declared);
  if (bounds === null) return "cannot-tell";
  return isWithin(bounds, known) ? "agrees" : "differs";
};

/** As many members are known as the document counts exactly, each with a profession: the professions are then all known. */
const isComplete = ({ size }: DeclaredBody, { members, withoutProfession }: KnownMembers): boolean =>
  size !== undefined && (size.qualifier ?? "exactly") === "exactly" && members === size.value && withoutProfession === 0;

/** Compares what is declared of a body with who is known to sit in it. */
export const verify = (declared: DeclaredBody, known: KnownMembers): Verification => {
  const { professions, size } = declared;
  const verdicts = [
    ...(size === undefined ? [] : [againstAtLeast(size, known.members)]),
    ...(professions === undefined ? [] : [(isComplete(declared, known) ? againstAll : againstAtLeast)(professions, known.professions)]),
  ];
  if (verdicts.includes("differs")) return "differs";
  return verdicts.length > 0 && verdicts.every((one) => one === "agrees") ? "agrees" : "cannot-tell";
};

const detailsOfCount = (name: string, declared: DeclaredCount | undefined): DiscrepancyDetails =>
  declared === undefined ? {} : { [name]: declared.value, ...(declared.qualifier === undefined || declared.qualifier === "exactly" ? {} : { [`${name}Qualifier`]: declared.qualifier }) };

/** The figures of a body, as sentences and discrepancies are made from them. No name is among them. */
export const detailsOf = (kind: string, { professions, size }: DeclaredBody, known: KnownMembers): DiscrepancyDetails => ({
  body: kind,
  ...detailsOfCount("size", size),
  ...detailsOfCount("professions", professions),
  knownMembers: known.members,
  knownProfessions: known.professions,
});

/** What may be said of a body, in French and English. */
export const sentenceOf = (verification: Verification, details: DiscrepancyDetails): { readonly fr: string; readonly en: string } => bodySentence(verification)(details);
