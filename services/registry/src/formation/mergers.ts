import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { NewMerger } from "@cpts/domain/CptsHistory";
import { cptsStatuses, isFinal } from "@cpts/domain/CptsStatus";
import { fromLocalDate } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { nextVersion } from "../cpts/lock.ts";
import { write } from "../database/tables.ts";
import { endTerritory } from "./end-territory.ts";
import { actingRole, passStep, takenStep, type Caller } from "./transitions.ts";

const fault = (code: string, fr: string, en: string) => ({ faults: [{ in: "body", path: ["into"], code, message: { fr, en } }] }) as const;
const intoItself = new Problem({ type: "invalid-request", ...fault("itself", "une CPTS ne fusionne pas avec elle-même", "a CPTS is not merged into itself") });
const unknown = new Problem({ type: "unknown-reference", ...fault("unknown-cpts", "cette CPTS n'est pas connue ici", "this CPTS is not known here") });
const hasEnded = (status: string) => {
  const label = cptsStatuses.find(({ code }) => code === status) ?? { fr: status, en: status };
  return new Problem({ type: "invalid-request", ...fault("has-ended", `celle qui succède est elle-même « ${label.fr} »`, `the successor itself is "${label.en}"`) });
};

/**
 * Merges a CPTS into another, which succeeds it: it takes its last step, its territory ends, and who asks for it, by whatever number,
 * is told of the successor. The territory of the successor is given as any other, by whoever decides it.
 */
export const mergeCpts = (cptsId: CptsId, { evidence, into, on: asked }: NewMerger, { actor, callerName }: Caller) =>
  Effect.gen(function* () {
    if (into === cptsId) return yield* intoItself;
    // In the order of ids: of two mergers that cross, one waits and then finds that its successor has ended.
    const both = yield* write((db) => db.selectFrom("cpts").select(["id", "status"]).where("id", "in", [cptsId, into]).orderBy("id").forUpdate().execute());
    const successor = both.find(({ id }) => id === into);
    if (successor === undefined) return yield* unknown;
    if (isFinal(successor.status)) return yield* hasEnded(successor.status);
    const on = asked ?? fromLocalDate(yield* today);
    const number = yield* passStep(cptsId, { action: "merge", on, by: yield* actingRole(actor, undefined), evidence, recordedBy: callerName, path: ["on"] });
    yield* write((db) => db.updateTable("cpts").set({ merged_into: into }).where("id", "=", cptsId).execute());
    yield* record(registry.events.cptsMerged, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { cptsId, into, on } });
    yield* endTerritory(cptsId, on);
    return yield* takenStep(cptsId, number);
  });
