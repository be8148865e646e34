import { Problem, type FieldFault } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { fromLocalDate, type PartialDate } from "@cpts/domain/PartialDate";
import { territoryChanged } from "@cpts/domain/RegistryEvents";
import { Territory, type TerritoryChange } from "@cpts/domain/Territory";
import { placeAfter, startBounds, type Dated } from "@cpts/domain/Validity";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Clock, Effect, Schema } from "effect";
import { lockCpts, nextVersion, versionConflict } from "../cpts/lock.ts";
import { acceptTerritory } from "./accept.ts";
import { figuresOfVersion } from "./figures.ts";
import { closeVersion, insertVersion, lastVersion, removeVersion, type Version } from "./versions.ts";

type Path = ReadonlyArray<string | number>;

const encode = Schema.encodeSync(Territory);
const isSame = (previous: Version, territory: Territory, reason: string | null): boolean =>
  previous.reason === reason && JSON.stringify(encode(previous.territory)) === JSON.stringify(encode(territory));

const disorder = (path: Path, previous: Version): Problem => {
  const since = previous.start ?? previous.latest;
  const fault: FieldFault = {
    in: "body",
    path: [...path.slice(0, -1), "validFrom"],
    code: "not-after-previous",
    message: {
      fr: `le territoire précédent commence le ${since} : le suivant doit commencer après, ou à la même date pour le corriger`,
      en: `the previous territory starts on ${since}: the next one must start later, or on the same date to correct it`,
    },
  };
  return new Problem({ type: "invalid-territory", faults: [fault] });
};

const tell = (cptsId: CptsId, version: number, previous: Version | null, next: Version, at: number) =>
  Effect.flatMap(figuresOfVersion(next.id, next.territory), (figures) =>
    record(registry.events.territoryChanged, {
      aggregateId: cptsId,
      aggregateVersion: version,
      data: { ...territoryChanged(cptsId, previous?.territory ?? null, next.territory, next.start), figures },
      at,
    }),
  );

/** Gives a CPTS that is being registered its first territory; the start may be unknown. `path` is where it stands in the request. */
export const giveFirstTerritory = (cptsId: CptsId, change: TerritoryChange, path: Path, version: number) =>
  Effect.gen(function* () {
    const territory = yield* acceptTerritory(change.territory, path);
    // One instant for the row and for its event: whoever follows the log reckons with the same day.
    const now = yield* Clock.currentTimeMillis;
    const start = change.validFrom ?? null;
    const id = yield* (yield* Ids).next;
    const first: Version = { id, number: 1, territory, reason: change.reason ?? null, start, ...startBounds(start, parisDateFromInstant(now)) };
    yield* insertVersion(cptsId, first);
    yield* tell(cptsId, version, null, first, now);
  });

/**
 * Gives a CPTS a territory from a date on (today unless the change says when), starting from the version that the caller
 * has read. The previous one ends there and answers for the days before; the same date again corrects it, and the same
 * territory leaves no trace.
 */
export const changeTerritory = (cptsId: CptsId, change: TerritoryChange, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const path = ["territory"];
    const territory = yield* acceptTerritory(change.territory, path);
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    const start: PartialDate = change.validFrom ?? fromLocalDate(today);
    const dated: Dated = { start, ...startBounds(start, today) };
    const reason = change.reason ?? null;
    const previous = yield* lastVersion(cptsId);
    const place = placeAfter(previous, dated);
    const id = yield* (yield* Ids).next;
    if (previous === null) {
      const first: Version = { id, number: 1, territory, reason, ...dated };
      yield* insertVersion(cptsId, first);
      return yield* tell(cptsId, yield* nextVersion(cptsId), null, first, now);
    }
    if (place === "disorder") return yield* disorder(path, previous);
    if (place === "corrects" && isSame(previous, territory, reason)) return;
    // A correction changes what was in force, not since when: the day of its recording moves nothing.
    const next: Version = place === "corrects" ? { ...previous, id, territory, reason } : { id, number: previous.number + 1, territory, reason, ...dated };
    yield* place === "corrects" ? removeVersion(previous) : closeVersion(previous, next);
    yield* insertVersion(cptsId, next);
    yield* tell(cptsId, yield* nextVersion(cptsId), previous, next, now);
  });
