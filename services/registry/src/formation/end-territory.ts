import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { territoryChanged } from "@cpts/domain/RegistryEvents";
import type { Territory } from "@cpts/domain/Territory";
import { startBounds, type Dated } from "@cpts/domain/Validity";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { nextVersion } from "../cpts/lock.ts";
import { figuresOfVersion } from "../territory/figures.ts";
import { closeVersion, insertVersion, placesOfVersions, removeVersion, territoryOfVersion, type Version } from "../territory/versions.ts";

const none: Territory = { communes: [], parts: [], prose: null, provenance: { status: "declared" } };

/**
 * Ends the territory of a CPTS that is no more: from that date on it covers nothing, for followers too. A territory that would have
 * begun later, or cannot be told from before, never comes into force.
 */
export const endTerritory = (cptsId: CptsId, on: PartialDate) =>
  Effect.gen(function* () {
    const previous = (yield* placesOfVersions(cptsId)).at(-1);
    if (previous === undefined) return;
    const territory = yield* territoryOfVersion(previous.id);
    const dated: Dated = { start: on, ...startBounds(on, yield* today) };
    const follows = dated.earliest !== null && dated.earliest >= previous.latest;
    const id = yield* (yield* Ids).next;
    const next: Version = follows ? { id, number: previous.number + 1, territory: none, reason: null, end: null, ...dated } : { ...previous, id, territory: none, reason: null, end: null };
    yield* follows ? closeVersion(previous.id, next) : removeVersion(previous.id);
    yield* insertVersion(cptsId, next);
    const figures = yield* figuresOfVersion(id, none);
    yield* record(registry.events.territoryChanged, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { ...territoryChanged(cptsId, territory, none, next.start), figures } });
  });
