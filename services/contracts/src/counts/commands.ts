import { NewContractCount } from "@cpts/api/ContractCounts";
import { contracts } from "@cpts/api/Contracts";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { ContractCountId } from "@cpts/domain/Contract";
import { withoutRemark } from "@cpts/domain/RegistryEvents";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Schema, SchemaParser } from "effect";
import { contractRow } from "../contracts/queries.ts";
import { write } from "../database/tables.ts";
import { settle } from "../discrepancies/settle.ts";
import { listedTwice, otherRegion, regionOfDepartement, unknownRegion } from "../places.ts";

/** What external ids of counts are kept under. */
export const countKind = "contract-count";

const encode = Schema.encodeSync(NewContractCount);
const decodeDeclared = SchemaParser.decodeUnknownSync(contracts.events.contractCountDeclared.payload);

const nothingCounted: FieldFault = {
  in: "body",
  path: ["counts"],
  code: "nothing-counted",
  message: { fr: "un total ou le nombre d'un département est nécessaire", en: "a total or the number of a departement is needed" },
};

const faultsOf = ({ counts, region, total }: NewContractCount): ReadonlyArray<FieldFault> => {
  const unknown = unknownRegion(region, ["region"]);
  if (unknown.length > 0) return unknown;
  if (counts.length === 0 && total === undefined) return [nothingCounted];
  return counts.flatMap(({ departement }, index) => {
    const path = ["counts", index, "departement"];
    if (regionOfDepartement(departement) !== region) return [otherRegion(path, region)];
    return counts.findIndex((other) => other.departement === departement) < index ? [listedTwice(path)] : [];
  });
};

const unknownContract = new Problem({
  type: "unknown-reference",
  faults: [{ in: "body", path: ["before"], code: "unknown-contract", message: { fr: "ce contrat n'est pas connu ici", en: "this contract is not known here" } }],
});

/** Keeps how many contracts a document counts. Two documents may contradict each other: both stay. */
export const declareContractCount = (given: NewContractCount) =>
  Effect.gen(function* () {
    const faults = faultsOf(given);
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
    const before = given.before === undefined ? undefined : yield* contractRow(given.before);
    if (given.before !== undefined && before === undefined) return yield* unknownContract;
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as ContractCountId;
    const { counts, kind, on = null, provenance, region, total } = encode(given);
    const content = { region, kind, total: total?.value ?? null };
    yield* write((db) =>
      db
        .insertInto("contract_count")
        .values({ id, ...content, before_contract: given.before ?? null, counted_on: on, counts: JSON.stringify(counts), provenance: JSON.stringify(provenance) })
        .execute(),
    );
    yield* claimExternalIds(countKind, id, given.externalIds ?? []);
    const data = decodeDeclared({ contractCountId: id, ...content, before: given.before ?? null, on, counts, provenance: withoutRemark(provenance) });
    yield* record(contracts.events.contractCountDeclared, { aggregateId: id, aggregateVersion: 1, data });
    yield* settle(before === undefined ? [] : [before.cpts_id]);
    return id;
  });
