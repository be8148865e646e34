import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { territoryChanged } from "@cpts/domain/RegistryEvents";
import type { Territory } from "@cpts/domain/Territory";
import { placeAmong, startBounds, type Dated } from "@cpts/domain/Validity";
import { edition } from "@cpts/reference-data";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { nextVersion } from "../cpts/lock.ts";
import { figuresOfVersion } from "../territory/figures.ts";
import { closeVersion, insertVersion, moveVersionsUp, placesOfVersions, removeVersion, territoryOfVersion, type VersionPlace } from "../territory/versions.ts";

const none: Territory = { communes: [], parts: [], prose: null, provenance: { status: "declared" } };

/** Nothing at all, from a date on; `previous` is what it stands in the place of. */
const putNothing = (cptsId: CptsId, place: Omit<VersionPlace, "id" | "reason" | "cog">, previous: Territory) =>
  Effect.gen(function* () {
    const id = yield* (yield* Ids).next;
    yield* insertVersion(cptsId, { ...place, id, territory: none, reason: null, cog: edition.cogYear });
    const figures = yield* figuresOfVersion(id, none);
    yield* record(registry.events.territoryChanged, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { ...territoryChanged(cptsId, previous, none, place.start), figures } });
  });

/**
 * Ends the territory of a CPTS that is no more: from that date on it covers nothing, for followers too. Territories that would have
 * begun later, or cannot be told from before, never come into force.
 */
export const endTerritory = (cptsId: CptsId, on: PartialDate) =>
  Effect.gen(function* () {
    const versions = yield* placesOfVersions(cptsId);
    const end: Dated = { start: on, ...startBounds(on, yield* today) };
    const placement = placeAmong(versions, end);
    const at = placement.at ?? versions.length;
    for (const version of versions.slice(at).toReversed()) {
      const previous = yield* territoryOfVersion(version.id);
      yield* removeVersion(version.id);
      yield* putNothing(cptsId, version, previous);
    }
    const before = versions[at - 1];
    if (placement._tag !== "Inserts" || !placement.cuts || before === undefined) return;
    const previous = yield* territoryOfVersion(before.id);
    yield* moveVersionsUp(cptsId, at + 1);
    yield* closeVersion(before.id, end);
    yield* putNothing(cptsId, { ...end, end: placement.end, number: at + 1 }, previous);
  });
