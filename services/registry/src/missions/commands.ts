import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { NewMissionStatement, type MissionStatementId } from "@cpts/domain/Mission";
import { missionsDeclared } from "@cpts/domain/RegistryEvents";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema } from "effect";
import { nextVersion } from "../cpts/lock.ts";
import { write } from "../database/tables.ts";
import { unknownMissions } from "./official.ts";
import { statementKind, statementOf } from "./queries.ts";

const encode = Schema.encodeSync(NewMissionStatement);

/** Keeps the missions that a document states, in its words. Two documents may word them differently: both stay. */
export const declareMissions = (cptsId: CptsId, statement: NewMissionStatement) =>
  Effect.gen(function* () {
    const faults = unknownMissions(statement);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const version = yield* nextVersion(cptsId);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as MissionStatementId;
    const { externalIds = [], missions, on = null, provenance } = encode(statement);
    const mentions = missions.flatMap(({ codes }, number) => codes.map((code) => ({ code, cpts_id: cptsId, statement_id: id, number })));
    yield* write(async (db) => {
      await db.insertInto("mission_statement").values({ id, cpts_id: cptsId, number: version, stated_on: on, missions: JSON.stringify(missions), provenance: JSON.stringify(provenance) }).execute();
      if (mentions.length > 0) await db.insertInto("mission_mention").values(mentions).execute();
    });
    yield* claimExternalIds(statementKind, id, externalIds);
    yield* record(registry.events.missionsDeclared, { aggregateId: cptsId, aggregateVersion: version, data: missionsDeclared(id, cptsId, statement) });
    return statementOf({ id, cpts_id: cptsId, stated_on: on, missions, provenance }, externalIds);
  });
