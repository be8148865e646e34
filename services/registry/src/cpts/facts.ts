import { Problem, type FieldFault } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { DeclaredFact } from "@cpts/domain/DeclaredFact";
import { factDeclared, type FactId } from "@cpts/domain/RegistryEvents";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";
import { nextVersion } from "./lock.ts";

const encode = Schema.encodeSync(DeclaredFact);

/** Properties whose numbers count people or places. */
const counts: ReadonlySet<string> = new Set(["population", "commune-count", "departement-count", "region-count", "epci-count"]);

/** What no document can have meant. `path` is where the fact stands in the request. */
export const faultsOfFact = ({ property, value }: DeclaredFact, path: ReadonlyArray<string | number>): ReadonlyArray<FieldFault> =>
  counts.has(property) && typeof value === "number" && !(Number.isInteger(value) && value >= 0)
    ? [{ in: "body", path: [...path, "value"], code: "not-a-count", message: { fr: `un nombre entier, zéro ou plus, est attendu pour ${property}`, en: `a whole number, zero or more, is expected for ${property}` } }]
    : [];

/** Keeps a declared fact as the event of a version of its CPTS. */
export const insertFact = (id: CptsId, fact: DeclaredFact, version: number) =>
  Effect.gen(function* () {
    // The platform's ids are UUIDs.
    const factId = (yield* (yield* Ids).next) as FactId;
    const encoded = encode(fact);
    yield* write((db) => db.insertInto("fact").values({ id: factId, cpts_id: id, number: version, fact: JSON.stringify(encoded) }).execute());
    yield* record(registry.events.factDeclared, { aggregateId: id, aggregateVersion: version, data: factDeclared(factId, { kind: "cpts", id }, fact) });
    return { id: factId, fact: encoded };
  });

/** Keeps what a document declares beside what is computed. Two documents may contradict each other: both stay. */
export const addFact = (id: CptsId, fact: DeclaredFact) =>
  Effect.gen(function* () {
    const faults = faultsOfFact(fact, []);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    return yield* insertFact(id, fact, yield* nextVersion(id));
  });
