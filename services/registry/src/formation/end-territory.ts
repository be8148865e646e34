import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { territoryChanged } from "@cpts/domain/RegistryEvents";
import type { Territory } from "@cpts/domain/Territory";
import { placeAmong, startBounds, type Dated, type Interval } from "@cpts/domain/Validity";
import { edition } from "@cpts/reference-data";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { nextVersion } from "../cpts/lock.ts";
import { figuresOfVersion } from "../territory/figures.ts";
import { putVersion, replacedBy, type Placed } from "../territory/put-version.ts";
import { placesOfVersions, territoryOfVersion, type VersionPlace } from "../territory/versions.ts";

const none: Territory = { communes: [], parts: [], prose: null, provenance: { status: "declared" } };

/** Nothing at all, at its place among the territories, and told as an event. */
const putNothing = (cptsId: CptsId, versions: ReadonlyArray<VersionPlace>, interval: Interval, placement: Placed) =>
  Effect.gen(function* () {
    const replaced = replacedBy(versions, placement);
    const previous = replaced === undefined ? null : yield* territoryOfVersion(replaced.id);
    const id = yield* (yield* Ids).next;
    yield* putVersion(cptsId, versions, { ...interval, id, number: placement.at + 1, territory: none, reason: null, cog: edition.cogYear }, placement);
    const figures = yield* figuresOfVersion(id, none);
    yield* record(registry.events.territoryChanged, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { ...territoryChanged(cptsId, previous, none, interval.start), figures } });
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
    for (const [index, version] of [...versions.entries()].slice(at).toReversed()) yield* putNothing(cptsId, versions, version, { _tag: "Corrects", at: index, end: version.end });
    if (placement._tag === "Inserts" && placement.cuts) yield* putNothing(cptsId, versions, { ...end, end: placement.end }, placement);
  });
