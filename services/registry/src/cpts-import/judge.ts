import { faultsOfIssue } from "@cpts/api/FieldFaults";
import { NewCpts } from "@cpts/api/CptsEndpoints";
import type { CptsImportRow, CptsRowConfirmation } from "@cpts/api/CptsImports";
import { can, type Action, type Actor, type Resource } from "@cpts/domain/Access";
import { applyPatch, Cpts, CptsPatch, type CptsId } from "@cpts/domain/Cpts";
import { DeclaredFact } from "@cpts/domain/DeclaredFact";
import { TerritoryChange } from "@cpts/domain/Territory";
import { regionsOf } from "@cpts/service-kit/known/places";
import { Exit, SchemaParser, type Schema } from "effect";
import { differencesOf, changeOf, type Differences } from "./differences.ts";
import type { KnownCpts } from "./known.ts";
import { departementsOf, meantBy } from "./meant.ts";
import { cellOfPath, type ReadEntry } from "./read-entry.ts";
import { note, refusal, type Reason } from "./reasons.ts";
import { cellOf } from "./entries.ts";

type View = typeof CptsImportRow.Encoded;
type Said = typeof CptsRowConfirmation.Encoded;

/** What is done with a CPTS of the file; null while it is refused, or somebody has to say. */
export type EntryAction =
  | { readonly is: "create"; readonly registration: typeof NewCpts.Type }
  | { readonly is: "change"; readonly id: CptsId; readonly patch: CptsPatch | null; readonly territory: TerritoryChange | null; readonly fact: DeclaredFact | null }
  | { readonly is: "nothing" };

/** A CPTS of the file with what becomes of it. */
export interface Judged {
  readonly view: View;
  readonly action: EntryAction | null;
}

/** What a judgement needs beside the file. */
export interface Bench {
  readonly known: ReadonlyArray<KnownCpts>;
  readonly on: string;
  readonly actor: Actor;
}

const decoders = { registration: SchemaParser.decodeUnknownExit(NewCpts), patch: SchemaParser.decodeUnknownExit(CptsPatch), territory: SchemaParser.decodeUnknownExit(TerritoryChange), fact: SchemaParser.decodeUnknownExit(DeclaredFact) };
const decodeCpts = SchemaParser.decodeUnknownSync(Cpts);
const encodeCpts = SchemaParser.encodeUnknownExit(Cpts);

const reasonsOf = (exit: Exit.Exit<unknown, Schema.SchemaError["issue"]>, read: ReadEntry): ReadonlyArray<Reason> => {
  const issue = Exit.findErrorOption(exit);
  return issue._tag === "None" ? [] : faultsOfIssue(issue.value, "body").map(({ code, message, path }) => refusal(cellOfPath(read, path), code, message.fr, message.en));
};

const factOf = ({ document, population }: ReadEntry) =>
  population === null ? null : { property: "population", value: population, unit: "inhabitants", qualifier: "exactly", status: "declared", source: { document } };

const outside = (read: ReadEntry, actor: Actor, actions: ReadonlyArray<Action>, resource: Resource): ReadonlyArray<Reason> =>
  actions.every((action) => can(actor, action, resource)._tag === "Allowed")
    ? []
    : [refusal(cellOf(read.entry, "name"), "out-of-scope", "cette CPTS n'est pas de celles que vous pouvez inscrire ou modifier", "this CPTS is not of those that you may register or change")];

const viewOf = (read: ReadEntry, outcome: View["outcome"], reasons: ReadonlyArray<Reason>, known: KnownCpts | null = null, more: Partial<View> = {}): View => ({
  row: read.entry.row,
  rows: read.entry.rows.length,
  outcome,
  name: read.name ?? known?.cpts.name ?? null,
  cptsId: known?.cpts.id ?? null,
  communes: new Set([...(read.territory?.communes ?? []), ...(read.territory?.parts ?? []).map(({ commune }) => commune)]).size,
  changes: [],
  candidates: [],
  reasons,
  ...more,
});

const isRefusal = ({ level }: Reason): boolean => level === "refusal";

const created = (read: ReadEntry, { actor }: Bench): Judged => {
  const territory = read.territory === null ? {} : { territory: changeOf(read, read.territory, read.validFrom) };
  const fact = factOf(read);
  const exit = decoders.registration({ ...read.fields, ...(read.stage === null ? {} : { status: read.stage }), ...territory, ...(fact === null ? {} : { facts: [fact] }), provenance: { status: "declared", source: { document: read.document } } });
  // The codes were read from communes that exist.
  const departements = departementsOf(read) as NonNullable<Resource["departements"]>;
  const nameless = read.name === null ? [refusal(null, "nameless", "la ligne n'a pas de nom de CPTS", "the row has no name of a CPTS")] : reasonsOf(exit, read);
  const reasons = [...read.reasons, ...nameless, ...outside(read, actor, ["cpts.register"], { kind: "cpts", visibility: "public", departements, regions: regionsOf(departements) })];
  if (Exit.isFailure(exit) || reasons.some(isRefusal)) return { view: viewOf(read, "refused", reasons), action: null };
  return { view: viewOf(read, "created", reasons), action: { is: "create", registration: exit.value } };
};

const needed = ({ hasTerritory, patch, population }: Differences): ReadonlyArray<Action> => [
  ...(patch === null ? [] : ["cpts.change" as const]),
  ...(hasTerritory ? ["territory.change" as const] : []),
  ...(population === null ? [] : ["fact.declare" as const]),
];

const valueOf = <A>(exit: Exit.Exit<A, unknown> | null): A | null => (exit !== null && Exit.isSuccess(exit) ? exit.value : null);

/** The whole must hold with the patch, as a SIRET beside the SIREN that is there. */
const patchedWhole = (known: KnownCpts, patch: CptsPatch) => encodeCpts(applyPatch(decodeCpts(known.cpts), patch));

const stageNotes = ({ entry, stage }: ReadEntry, { cpts }: KnownCpts): ReadonlyArray<Reason> =>
  stage === null || stage === cpts.status
    ? []
    : [note(cellOf(entry, "stage"), "stage-by-steps", `le registre dit « ${cpts.status} », le fichier « ${stage} » : le stade d'une CPTS connue change par ses étapes datées, pas par un fichier`, `the registry says "${cpts.status}", the file "${stage}": the stage of a known CPTS changes by its dated steps, not by a file`)];

const changed = (read: ReadEntry, known: KnownCpts, { actor, on }: Bench): Judged => {
  const differences = differencesOf(read, known, on);
  const patch = differences.patch === null ? null : decoders.patch(differences.patch);
  const territory = differences.hasTerritory ? decoders.territory(differences.territory) : null;
  const fact = differences.population === null ? null : decoders.fact(factOf(read));
  const whole = patch !== null && Exit.isSuccess(patch) ? patchedWhole(known, patch.value) : null;
  const resource: Resource = { kind: "cpts", cptsId: decodeCpts(known.cpts).id, visibility: "public", departements: known.departements, regions: known.regions };
  const invalid = [patch, territory, fact, whole].flatMap((exit) => (exit === null ? [] : reasonsOf(exit, read)));
  const reasons = [...read.reasons, ...stageNotes(read, known), ...invalid, ...outside(read, actor, needed(differences), resource)];
  const failed = reasons.some(isRefusal) || (patch !== null && Exit.isFailure(patch)) || (territory !== null && Exit.isFailure(territory)) || (fact !== null && Exit.isFailure(fact));
  if (failed) return { view: viewOf(read, "refused", reasons, known), action: null };
  const { changes } = differences;
  if (changes.length === 0) return { view: viewOf(read, "unchanged", reasons, known), action: { is: "nothing" } };
  return { view: viewOf(read, "changed", reasons, known, { changes }), action: { is: "change", id: decodeCpts(known.cpts).id, patch: valueOf(patch), territory: valueOf(territory), fact: valueOf(fact) } };
};

const judgeOne = (read: ReadEntry, bench: Bench, said: Said | undefined): Judged => {
  if (said?.as === "skip") return { view: viewOf(read, "left-out", read.reasons), action: { is: "nothing" } };
  const meant = meantBy(read, bench.known, said);
  if (meant.is === "new") return created(read, bench);
  if (meant.is === "known") return changed(read, meant.known, bench);
  const reasons = [...read.reasons, ...meant.reasons];
  const candidates = meant.candidates.map(({ cpts }) => ({ id: cpts.id, name: cpts.name }));
  const isOpen = meant.reasons.every(({ code }) => code === "which-one") && !read.reasons.some(isRefusal);
  return { view: viewOf(read, isOpen ? "to-confirm" : "refused", reasons, null, { candidates }), action: null };
};

const numbersOf = ({ cptsId, fields, identifiers }: ReadEntry, known: string | null): ReadonlyArray<string> => [
  ...(known === null && cptsId === null ? [] : [`id ${known ?? cptsId}`]),
  ...Object.entries(identifiers).map(([system, value]) => `${system} ${value}`),
  ...(fields.externalIds ?? []).map(({ system, value }) => `${system} ${value}`),
];

/** Judges every CPTS of a file. Of two that bear one number, or mean one CPTS, the second is refused. */
export const judge = (entries: ReadonlyArray<ReadEntry>, bench: Bench, confirmations: ReadonlyArray<Said>): ReadonlyArray<Judged> => {
  const said = new Map(confirmations.map((one) => [one.row, one] as const));
  const taken = new Map<string, number>();
  return entries.map((read) => {
    const judged = judgeOne(read, bench, said.get(read.entry.row));
    if (judged.view.outcome === "left-out") return judged;
    const numbers = numbersOf(read, judged.view.cptsId);
    const clash = numbers.find((number) => taken.has(number));
    if (clash === undefined) {
      for (const number of numbers) taken.set(number, read.entry.row);
      return judged;
    }
    const reason = refusal(cellOf(read.entry, "name"), "twice-in-file", `la CPTS de la ligne ${taken.get(clash)} est déjà celle-là (${clash})`, `the CPTS of row ${taken.get(clash)} is this one already (${clash})`);
    return { view: { ...judged.view, outcome: "refused", changes: [], reasons: [...judged.view.reasons, reason] }, action: null };
  });
};
