import type { CptsImportId, CptsRowConfirmation } from "@cpts/api/CptsImports";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { cancel } from "@cpts/service-kit/clocks/schedule";
import { Effect } from "effect";
import { changeCpts, registerCpts } from "../cpts/commands.ts";
import { addFact } from "../cpts/facts.ts";
import { lockCpts } from "../cpts/lock.ts";
import { changeTerritory } from "../territory/commands.ts";
import { expiryOf } from "./commands.ts";
import type { EntryAction, Judged } from "./judge.ts";
import { nothingRead } from "./nothing-read.ts";
import { countsOf, judged } from "./preview.ts";
import { closeImport, columnsOfImport, lockImport, requireOpen } from "./stored.ts";

const mostFaults = 100;

const unresolved = (rows: ReadonlyArray<Judged>): Problem =>
  new Problem({
    type: "invalid-request",
    faults: rows.slice(0, mostFaults).map(({ view: { outcome, reasons, row } }): FieldFault => {
      const why = reasons.find(({ level }) => level === "refusal");
      const cell = why?.cell === null || why?.cell === undefined ? "" : ` (${why.cell})`;
      return outcome === "refused"
        ? {
            in: "body",
            path: ["confirmations"],
            code: "refused-row",
            message: {
              fr: `ligne ${row}${cell} : ${why?.fr ?? "refusée"} ; à corriger dans le fichier, ou à laisser de côté (skip, leaveOutRefused)`,
              en: `row ${row}${cell}: ${why?.en ?? "refused"}; correct it in the file, or leave it out (skip, leaveOutRefused)`,
            },
          }
        : { in: "body", path: ["confirmations"], code: "unconfirmed-row", message: { fr: `ligne ${row} : à confirmer`, en: `row ${row}: to be confirmed` } };
    }),
  });

/** What a rule of the registry refuses although the file alone looked right, said of its row. */
const ofRow = (row: number) => (error: unknown) =>
  error instanceof Problem && error.faults !== undefined
    ? new Problem({ type: "invalid-request", faults: error.faults.map((fault) => ({ ...fault, path: ["confirmations"], message: { fr: `ligne ${row} : ${fault.message.fr}`, en: `row ${row}: ${fault.message.en}` } })) })
    : error;

const ofNothing = (columns: Parameters<typeof nothingRead>[0]): Problem => {
  const { code, message } = nothingRead(columns);
  return new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["confirmations"], code, message }] });
};

const applyEntry = (action: EntryAction | null) =>
  Effect.gen(function* () {
    if (action === null || action.is === "nothing") return;
    if (action.is === "create") {
      yield* registerCpts(action.registration);
      return;
    }
    const { fact, id, patch, territory } = action;
    if (patch !== null) yield* changeCpts(id, patch, (yield* lockCpts(id)).version);
    if (territory !== null) yield* changeTerritory(id, territory, (yield* lockCpts(id)).version);
    if (fact !== null) yield* addFact(id, fact);
  });

interface Confirmed {
  readonly confirmations: ReadonlyArray<typeof CptsRowConfirmation.Encoded>;
  readonly leaveOutRefused?: boolean;
}

const leftOut = (one: Judged): Judged => (one.view.outcome === "refused" ? { view: { ...one.view, outcome: "left-out" }, action: { is: "nothing" } } : one);

/** Applies an import in the transaction of the request: every row, or those that are not refused where that was said, or none. */
export const applyImport = (id: CptsImportId, { confirmations, leaveOutRefused = false }: Confirmed, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* lockImport(id);
    yield* requireOpen(row);
    const read = yield* judged(row, confirmations, actor);
    if (read.length === 0) return yield* ofNothing(columnsOfImport(row));
    const all = leaveOutRefused ? read.map(leftOut) : read;
    const open = all.filter(({ action }) => action === null);
    if (open.length > 0) return yield* unresolved(open);
    yield* Effect.forEach(all, ({ action, view }) => Effect.mapError(applyEntry(action), (error) => ofRow(view.row)(error) as typeof error), { discard: true }); // a problem stays a problem
    yield* closeImport(id, "applied");
    yield* cancel(expiryOf(id));
    return countsOf(all);
  });
