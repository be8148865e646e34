import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { TerritoryWithdrawal, WithdrawnTerritory } from "@cpts/api/TerritoryWithdrawals";
import type { CptsId } from "@cpts/domain/Cpts";
import { isFinal } from "@cpts/domain/CptsStatus";
import { Territory } from "@cpts/domain/Territory";
import { withdrawFrom } from "@cpts/domain/Validity";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { Clock, Effect, Schema } from "effect";
import { lockCpts, nextVersion } from "../cpts/lock.ts";
import { write } from "../database/tables.ts";
import { closeVersion, moveVersionsDown, openVersion, placesOfVersions, removeVersion, territoryOfVersion, type VersionPlace } from "../territory/versions.ts";

const encode = Schema.encodeSync(Territory);

const noSuchTerritory = (versions: ReadonlyArray<VersionPlace>): Problem => {
  const starts = versions.map(({ start }) => start ?? "null").join(", ") || "-";
  return new Problem({
    type: "invalid-request",
    faults: [{ in: "body", path: ["validFrom"], code: "no-such-territory", message: { fr: `aucun territoire de cette CPTS ne commence à cette date ; les siens : ${starts}`, en: `no territory of this CPTS begins on that date; its own: ${starts}` } }],
  });
};

const isOver = new Problem({
  type: "illegal-transition",
  detail: {
    fr: "La CPTS n'existe plus : son territoire a pris fin avec elle. Rectifiez d'abord l'étape.",
    en: "The CPTS is no more: its territory ended with it. Correct the step first.",
  },
});

/** Takes out a territory that was entered by mistake. The one before goes on where it had cut it short. */
export const withdrawTerritory = (cptsId: CptsId, { reason, validFrom }: TerritoryWithdrawal, role: string) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    if (isFinal(row.status)) return yield* isOver;
    const versions = yield* placesOfVersions(cptsId);
    const { at, resumes } = withdrawFrom(versions, validFrom) ?? { at: -1, resumes: false };
    const [withdrawn, before] = [versions[at], versions[at - 1]];
    if (withdrawn === undefined) return yield* noSuchTerritory(versions);
    const territory = encode(yield* territoryOfVersion(withdrawn.id));
    yield* removeVersion(withdrawn.id);
    yield* moveVersionsDown(cptsId, withdrawn.number);
    if (resumes && before !== undefined) yield* withdrawn.end === null ? openVersion(before.id) : closeVersion(before.id, withdrawn.end);
    const id = yield* (yield* Ids).next;
    const withdrawnAt = new Date(yield* Clock.currentTimeMillis).toISOString();
    const view: typeof WithdrawnTerritory.Encoded = { id, validFrom: withdrawn.start, validTo: withdrawn.end?.start ?? null, communes: territory.communes, parts: territory.parts, reason, withdrawnAt, withdrawnBy: role, resumed: resumes };
    yield* write((db) =>
      db.insertInto("territory_withdrawal").values({ id, cpts_id: cptsId, valid_from: view.validFrom, valid_to: view.validTo, territory: JSON.stringify(territory), reason, withdrawn_at: withdrawnAt, withdrawn_by: role, resumed: resumes }).execute(),
    );
    const version = yield* nextVersion(cptsId);
    yield* record(registry.events.territoryWithdrawn, { aggregateId: cptsId, aggregateVersion: version, data: { cptsId, validFrom: withdrawn.start } });
    return { body: view, version };
  });
