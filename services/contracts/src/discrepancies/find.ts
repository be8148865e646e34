import { contractCountsSum, contractOrdinal, actionSheetsUnknown, expectedPartyMissing, contractSizeDrift, signedBeforeValidation, signedYearInferred, type SignedBefore } from "@cpts/domain/ContractDiscrepancies";
import { DeclaredCount } from "@cpts/domain/DeclaredCount";
import { orderOf } from "@cpts/domain/ContractSigning";
import type { Discrepancy } from "@cpts/domain/Discrepancy";
import { Source } from "@cpts/domain/Source";
import { regions } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect, SchemaParser } from "effect";
import type { Selectable } from "kysely";
import { dateOf, dateOfSignature } from "../contracts/dates.ts";
import type { ContractRow } from "../contracts/queries.ts";
import type { Terms } from "../contracts/terms.ts";
import { afterValidation, validatedOn } from "../projects/known.ts";
import { today } from "@cpts/service-kit/time/today";
import { driftToTell } from "../sizes/drift.ts";
import { read, type ContractsTables } from "../database/tables.ts";

type CountRow = Selectable<ContractsTables["contract_count"]>;

const contractsOf = statement<[cptsId: string], ContractRow & { readonly sheets: number }>(
  "select c.*, (select count(*)::integer from action_sheet s where s.contract_id = c.id) as sheets from contract c where cpts_id = $1 order by id",
);
const signedIn = statement<[region: string, kind: string], Pick<ContractRow, "id" | "signature">>("select id, signature from contract where region = $1 and kind = $2 and state = 'signed'");
const countsBefore = statement<[cptsId: string], CountRow>("select n.* from contract_count n join contract c on c.id = n.before_contract where c.cpts_id = $1 order by n.id");

const decodeSource = SchemaParser.decodeUnknownSync(Source);
const decodeCount = SchemaParser.decodeUnknownSync(DeclaredCount);

const sourcesOf = ({ source }: Terms["provenance"]): ReadonlyArray<Source> => (source === undefined ? [] : [decodeSource(source)]);

/** Contracts among some that were signed before one of them, and how that is known. */
const signedBefore = (one: Pick<ContractRow, "id" | "signature">, all: ReadonlyArray<Pick<ContractRow, "id" | "signature">>): SignedBefore => {
  const anchor = dateOfSignature(one.signature);
  const before = { declared: 0, inferred: 0, unknown: 0 };
  for (const other of all) {
    if (other.id === one.id) continue;
    const date = dateOfSignature(other.signature);
    const order = orderOf(date.on, anchor.on);
    if (order === "unknown") before.unknown += 1;
    if (order === "before") before[date.orderedBy === "declared" && anchor.orderedBy === "declared" ? "declared" : "inferred"] += 1;
  }
  return before;
};

const inRegion = (code: string) => ({ region: code, regionName: regions.find((region) => region.code === code)?.nom ?? code });

const ordinalOf = (row: ContractRow) =>
  Effect.gen(function* () {
    const { ordinal, provenance } = row.terms;
    if (ordinal === null || row.state !== "signed") return null;
    const held = yield* read((db) => signedIn(db, ordinal.region, row.kind));
    return contractOrdinal({ contractId: row.id, ordinal: ordinal.value, ...inRegion(ordinal.region), before: signedBefore(row, held), sources: sourcesOf(provenance) });
  });

/** Who is bound by a contract: its signatories where they are known, else its parties. */
const capacitiesOf = ({ signature, terms }: ContractRow): ReadonlyArray<string> =>
  (signature !== null && signature.signatories.length > 0 ? signature.signatories : terms.parties).map(({ capacity }) => capacity);

const ofContract = (row: ContractRow & { readonly sheets: number }) =>
  Effect.gen(function* () {
    const { id: contractId, kind, sheets, signature, terms } = row;
    const given = { contractId, sources: sourcesOf(terms.provenance) };
    const drift = yield* driftToTell(row, yield* today);
    return [
      actionSheetsUnknown({ ...given, declared: terms.actionSheetCount === null ? null : decodeCount(terms.actionSheetCount), known: sheets }),
      yield* ordinalOf(row),
      signature === null ? null : expectedPartyMissing({ ...given, kind, capacities: capacitiesOf(row) }),
      signature === null || !afterValidation.has(kind) ? null : signedBeforeValidation({ ...given, signedOn: dateOf(signature.signedOn), validatedOn: yield* validatedOn(row.cpts_id) }),
      drift === null ? null : contractSizeDrift({ ...given, ...drift }),
      signature === null ? null : signedYearInferred({ ...given, signedOn: dateOf(signature.signedOn), inferredSignedOn: dateOf(signature.inferredSignedOn) }),
    ];
  });

/** Everything that does not fit about the contracts of a CPTS. */
export const discrepanciesOf = (cptsId: string) =>
  Effect.gen(function* () {
    const contracts = yield* read((db) => contractsOf(db, cptsId));
    const counts = yield* read((db) => countsBefore(db, cptsId));
    const found = yield* Effect.forEach(contracts, ofContract);
    const sums = counts.map(({ counts: byDepartement, id, provenance, region, total }) =>
      contractCountsSum({ contractCountId: id, ...inRegion(region), total, counts: byDepartement, sources: sourcesOf(provenance) }),
    );
    return [...found.flat(), ...sums].filter((one): one is Discrepancy => one !== null);
  });
