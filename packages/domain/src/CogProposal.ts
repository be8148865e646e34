/**
 * What a new edition of the Code officiel geographique makes of a territory: mergers, codes and names are followed; where communes were
 * divided, or merged with others that the territory does not hold, a person says what becomes of them.
 *
 * @example
 * ```ts
 * import { CogMovement } from "@cpts/domain/CogMovement";
 * import * as CogProposal from "@cpts/domain/CogProposal";
 * import { TerritoryInput, fromInput } from "@cpts/domain/Territory";
 * import { Schema } from "effect";
 *
 * const territory = fromInput(Schema.decodeUnknownSync(TerritoryInput)({ communes: ["27058", "85084"] }));
 * const movements = Schema.decodeUnknownSync(Schema.Array(CogMovement))([
 *   { kind: "code-changed", on: "2023-01-01", from: [{ code: "27058", nom: "Les Trois Lacs" }], to: [{ code: "27676", nom: "Les Trois Lacs" }] },
 *   { kind: "restored", on: "2024-01-01", from: [{ code: "85084", nom: "Essarts en Bocage" }], to: [{ code: "85084", nom: "Essarts-en-Bocage" }, { code: "85165", nom: "L'Oie" }] },
 * ]);
 * const proposal = CogProposal.followMovements(territory, movements, []);
 * proposal.territory.communes; // => ["27676", "85084", "85165"]
 * proposal.steps.map(({ on }) => on); // => ["2023-01-01", "2024-01-01"]
 * proposal.questions.map(({ about, kind }) => [about, kind]); // => [["85084", "divided"]]
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CogMovement, CogPlace } from "./CogMovement.ts";
import { LocalDate } from "./LocalDate.ts";
import { mostCommunes, type CommunePart, type Territory } from "./Territory.ts";

/** What a movement does to a territory: it is followed, changes nothing but a name, or is put before a person. */
export const CogEffect = Schema.Literals(["followed", "name-only", "asked"]).annotate({ title: "CogEffect", description: "What a movement does to a territory" });

/** What a movement does to a territory. */
export type CogEffect = typeof CogEffect.Type;

/** Why the next version is what it is: the movement, and the codes of the territory that it touches. */
export const CogReason = Schema.Struct({ movement: CogMovement, held: Schema.Array(CommuneCode), effect: CogEffect }).annotate({ identifier: "CogReason", title: "CogReason", description: "Why the next version is what it is" });

/** Why the next version is what it is. */
export type CogReason = typeof CogReason.Type;

/**
 * What a person says. `divided`: which of the communes that came of one stay in the territory. `partly-held`: whether the new commune
 * comes in whole though the territory held some of it only. `parts`: in which commune its parts of communes now lie.
 */
export const CogQuestionKind = Schema.Literals(["divided", "partly-held", "parts"]).annotate({ title: "CogQuestionKind", description: "What a person has to say" });

/** What a person says. */
export type CogQuestionKind = typeof CogQuestionKind.Type;

/** A question: about which commune, from which day, and the communes to choose from. */
export const CogQuestion = Schema.Struct({ kind: CogQuestionKind, about: CommuneCode, on: LocalDate, options: Schema.Array(CogPlace) }).annotate({
  identifier: "CogQuestion",
  title: "CogQuestion",
  description: "What a person has to say before the next version is made",
});

/** A question. */
export type CogQuestion = typeof CogQuestion.Type;

/** The answer to a question: the communes that are kept. `asParts` keeps those held before as named parts of the new commune. */
export const CogChoice = Schema.Struct({
  kind: CogQuestionKind,
  about: CommuneCode,
  on: LocalDate,
  keep: Schema.Array(CommuneCode).pipe(Schema.check(Schema.isMaxLength(mostCommunes, { message: "territory.too-large" }))),
  asParts: Schema.optionalKey(Schema.Boolean).annotate({ description: "Of a new commune held in part: keep the communes of before as named parts of it" }),
}).annotate({ identifier: "CogChoice", title: "CogChoice", description: "The answer to a question" });

/** The answer to a question. */
export type CogChoice = typeof CogChoice.Type;

/** What is followed of a territory. */
export type FollowedTerritory = Pick<Territory, "communes" | "parts" | "overlaps">;

/** What a territory is from a day on, in the codes of that day. */
export interface CogStep {
  readonly on: LocalDate;
  readonly territory: FollowedTerritory;
}

/** The next version, why, and what is still to be said; until then a question is answered as leaves the least out. */
export interface TerritoryProposal {
  readonly territory: FollowedTerritory;
  /** One for each day that changes more than names, the oldest first: what happened on several days was not so at once. */
  readonly steps: ReadonlyArray<CogStep>;
  readonly reasons: ReadonlyArray<CogReason>;
  readonly questions: ReadonlyArray<CogQuestion>;
  /** Choices that answer no question, or choose what it does not offer. */
  readonly stray: ReadonlyArray<CogChoice>;
}

interface State {
  communes: Set<CommuneCode>;
  parts: ReadonlyArray<CommunePart>;
  overlaps: Map<CommuneCode, string>;
  readonly questions: Array<CogQuestion>;
  readonly used: Set<CogChoice>;
}

const sameQuestion = (choice: CogChoice, question: CogQuestion): boolean => choice.kind === question.kind && choice.about === question.about && choice.on === question.on;

const isOffered = ({ asParts = false, keep }: CogChoice, { kind, options }: CogQuestion): boolean =>
  keep.every((code) => options.some((option) => option.code === code)) && (kind !== "parts" || keep.length === 1) && (!asParts || (kind === "partly-held" && keep.length === 0));

const ask = (state: State, choices: ReadonlyArray<CogChoice>, question: CogQuestion): CogChoice | null => {
  const choice = choices.find((one) => sameQuestion(one, question) && isOffered(one, question));
  if (choice === undefined) state.questions.push(question);
  else state.used.add(choice);
  return choice ?? null;
};

const moveParts = (state: State, codes: ReadonlySet<CommuneCode>, to: CommuneCode): void => {
  state.parts = state.parts.map((part) => (codes.has(part.commune) ? { ...part, commune: to } : part));
};

const moveOverlaps = (state: State, from: ReadonlyArray<CogPlace>, to: CommuneCode): void => {
  for (const { code } of from) {
    const reason = state.overlaps.get(code);
    if (reason === undefined) continue;
    state.overlaps.delete(code);
    if (!state.overlaps.has(to)) state.overlaps.set(to, reason);
  }
};

/** Several communes, or one under another code, are one commune now. */
const join = (state: State, { from, on }: CogMovement, target: CogPlace, choices: ReadonlyArray<CogChoice>): CogEffect => {
  const held = from.filter(({ code }) => state.communes.has(code));
  moveParts(state, new Set(from.map(({ code }) => code)), target.code);
  moveOverlaps(state, from, target.code);
  if (held.length === 0) return "followed";
  for (const { code } of held) state.communes.delete(code);
  if (held.length === from.length) {
    state.communes.add(target.code);
    return "followed";
  }
  const choice = ask(state, choices, { kind: "partly-held", about: target.code, on, options: [target] });
  if (choice === null || choice.keep.length > 0) state.communes.add(target.code);
  // A name of the official code is a text without patient data, as parts want theirs.
  else if (choice.asParts === true) state.parts = [...state.parts, ...held.map(({ nom }): CommunePart => ({ commune: target.code, name: nom as CommunePart["name"], kind: "lieu-dit" }))];
  return "asked";
};

/** One commune is several now. */
const divide = (state: State, { on, to }: CogMovement, source: CogPlace, choices: ReadonlyArray<CogChoice>): CogEffect => {
  if (state.communes.has(source.code)) {
    const choice = ask(state, choices, { kind: "divided", about: source.code, on, options: to });
    state.communes.delete(source.code);
    for (const code of choice?.keep ?? to.map((place) => place.code)) state.communes.add(code);
  }
  if (state.parts.some(({ commune }) => commune === source.code)) {
    const choice = ask(state, choices, { kind: "parts", about: source.code, on, options: to });
    moveParts(state, new Set([source.code]), choice?.keep[0] ?? source.code);
  }
  return "asked";
};

const apply = (state: State, movement: CogMovement, choices: ReadonlyArray<CogChoice>): CogEffect => {
  const [source, target] = [movement.from[0], movement.to[0]];
  if (source === undefined || target === undefined || movement.kind === "renamed") return "name-only";
  return movement.to.length > 1 ? divide(state, movement, source, choices) : join(state, movement, target, choices);
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const kept = ({ communes, overlaps, parts }: State): FollowedTerritory => {
  const known = new Set([...communes, ...parts.map(({ commune }) => commune)]);
  const reasons = [...overlaps].flatMap(([commune, reason]) => (known.has(commune) ? [{ commune, reason }] : []));
  return { communes: [...communes].toSorted(compareText), parts, ...(reasons.length === 0 ? {} : { overlaps: reasons as NonNullable<Territory["overlaps"]> }) }; // the reasons were read from overlaps
};

const reasonOf = (state: State, movement: CogMovement, choices: ReadonlyArray<CogChoice>): ReadonlyArray<CogReason> => {
  const inside = new Set([...state.communes, ...state.parts.map(({ commune }) => commune)]);
  const touched = movement.from.flatMap(({ code }) => (inside.has(code) ? [code] : []));
  return touched.length === 0 ? [] : [{ movement, held: touched, effect: apply(state, movement, choices) }];
};

const holdsTheSame = (a: FollowedTerritory, b: FollowedTerritory): boolean => JSON.stringify([a.communes, a.parts]) === JSON.stringify([b.communes, b.parts]);

/**
 * Follows the movements, in the order of their days, through a territory. What does not touch it leaves no reason; without reasons the
 * territory is as it was.
 */
export const followMovements = (held: FollowedTerritory, movements: ReadonlyArray<CogMovement>, choices: ReadonlyArray<CogChoice>): TerritoryProposal => {
  const state: State = {
    communes: new Set(held.communes),
    parts: held.parts,
    overlaps: new Map((held.overlaps ?? []).map(({ commune, reason }) => [commune, reason])),
    questions: [],
    used: new Set(),
  };
  const steps: Array<CogStep> = [];
  const reasons = [...Map.groupBy(movements.toSorted((a, b) => compareText(a.on, b.on)), ({ on }) => on)].flatMap(([on, ofDay]): ReadonlyArray<CogReason> => {
    const before = kept(state);
    const why = ofDay.flatMap((movement) => reasonOf(state, movement, choices));
    const territory = kept(state);
    if (!holdsTheSame(before, territory)) steps.push({ on, territory });
    return why;
  });
  return { territory: kept(state), steps, reasons, questions: state.questions, stray: choices.filter((choice) => !state.used.has(choice)) };
};
