import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { isFinal } from "@cpts/domain/CptsStatus";
import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import { fromLocalDate, type PartialDate } from "@cpts/domain/PartialDate";
import { territoryChanged } from "@cpts/domain/RegistryEvents";
import { Territory, type TerritoryChange } from "@cpts/domain/Territory";
import { placeAmong, startBounds, type Dated, type Newcomer } from "@cpts/domain/Validity";
import { edition } from "@cpts/reference-data";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Clock, Effect, Schema } from "effect";
import { lockCpts, nextVersion, versionConflict } from "../cpts/lock.ts";
import { acceptTerritory } from "./accept.ts";
import { clashProblem } from "./clash.ts";
import { figuresOfVersion } from "./figures.ts";
import { putVersion, replacedBy } from "./put-version.ts";
import { insertVersion, placesOfVersions, territoryOfVersion, type Version } from "./versions.ts";

type Path = ReadonlyArray<string | number>;

const encode = Schema.encodeSync(Territory);
const isSame = (previous: Territory, territory: Territory): boolean => JSON.stringify(encode(previous)) === JSON.stringify(encode(territory));

const dated = (start: PartialDate | null, today: LocalDate): Dated => ({ start, ...startBounds(start, today) });

/** When a territory is to begin and, where that is said, to end. */
const newcomerOf = (start: PartialDate | null, { validTo }: TerritoryChange, today: LocalDate): Newcomer => ({
  ...dated(start, today),
  ...(validTo === undefined ? {} : { end: validTo === null ? null : dated(validTo, today) }),
});

interface Told {
  readonly cptsId: CptsId;
  readonly change: TerritoryChange;
  readonly previous: Territory | null;
  readonly next: Version;
  readonly at: number;
}

const tell = ({ at, change, cptsId, next, previous }: Told, version: number) =>
  Effect.flatMap(figuresOfVersion(next.id, next.territory), (figures) =>
    record(registry.events.territoryChanged, {
      aggregateId: cptsId,
      aggregateVersion: version,
      data: { ...territoryChanged(cptsId, previous, next.territory, next.start), ...(change.validTo === undefined ? {} : { validTo: change.validTo }), figures },
      at,
    }),
  );

/** Gives a CPTS that is being registered its first territory; the start may be unknown. `path` is where it stands in the request. */
export const giveFirstTerritory = (cptsId: CptsId, change: TerritoryChange, path: Path, version: number) =>
  Effect.gen(function* () {
    const territory = yield* acceptTerritory(change, path);
    // One instant for the row and for its event: whoever follows the log reckons with the same day.
    const now = yield* Clock.currentTimeMillis;
    const newcomer = newcomerOf(change.validFrom ?? null, change, parisDateFromInstant(now));
    const placement = placeAmong([], newcomer);
    if (placement._tag === "Clash") return yield* clashProblem(placement, [], path);
    const next: Version = { ...newcomer, end: placement.end, id: yield* (yield* Ids).next, number: 1, territory, reason: change.reason ?? null, cog: change.cog ?? edition.cogYear };
    yield* insertVersion(cptsId, next);
    yield* tell({ cptsId, change, previous: null, next, at: now }, version);
  });

/** What a CPTS that is no more holds from its end on. */
const holdsNothing = ({ communes, parts, prose }: Territory): boolean => communes.length === 0 && parts.length === 0 && prose === null;

const hasEnded = new Problem({
  type: "illegal-transition",
  detail: {
    fr: "La CPTS n'existe plus à cette date : son territoire a pris fin avec elle. Seul son passé se corrige.",
    en: "The CPTS is no more on that date: its territory ended with it. Only its past can be corrected.",
  },
});

/**
 * Gives a CPTS a territory, already accepted, from a date on (today unless the change says when). It goes where its date stands among the others, past and to come: the one in force until then ends there, and it
 * ends itself where it is said, or where the next begins. The date of another corrects that one; the same territory again
 * leaves no trace.
 */
export const placeTerritory = (cptsId: CptsId, change: TerritoryChange, territory: Territory) =>
  Effect.gen(function* () {
    const { status } = yield* lockCpts(cptsId);
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    const newcomer = newcomerOf(change.validFrom ?? fromLocalDate(today), change, today);
    const versions = yield* placesOfVersions(cptsId);
    const placement = placeAmong(versions, newcomer);
    if (placement._tag === "Clash") return yield* clashProblem(placement, versions, ["territory"]);
    const reason = change.reason ?? null;
    const cog = change.cog ?? edition.cogYear;
    const replaced = replacedBy(versions, placement);
    const previous = replaced === undefined ? null : yield* territoryOfVersion(replaced.id);
    if (isFinal(status) && (previous === null ? placement.end === null : holdsNothing(previous))) return yield* hasEnded;
    const isCorrection = placement._tag === "Corrects" && replaced !== undefined;
    if (isCorrection && previous !== null && replaced.reason === reason && replaced.cog === cog && isSame(previous, territory) && replaced.end?.start === placement.end?.start) return;
    const id = yield* (yield* Ids).next;
    // A correction changes what was in force, not since when: the day of its recording moves nothing.
    const next: Version = { ...(isCorrection ? replaced : newcomer), end: placement.end, id, number: placement.at + 1, territory, reason, cog };
    yield* putVersion(cptsId, versions, next, placement);
    yield* tell({ cptsId, change, previous, next, at: now }, yield* nextVersion(cptsId));
  });

/** The same, of a territory as it is entered, on the version of the CPTS that the caller has read. */
export const changeTerritory = (cptsId: CptsId, change: TerritoryChange, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    yield* placeTerritory(cptsId, change, yield* acceptTerritory(change, ["territory"]));
  });
