import type { ObservationView } from "@cpts/api/ContractIndicatorViews";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { ContractId } from "@cpts/domain/Contract";
import type { CptsId } from "@cpts/domain/Cpts";
import { filesOf, type FileOwner } from "@cpts/service-kit/files/store";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { findContractRow } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { measuredOf, type ObservationRow } from "./observed.ts";

export const observationNotFound = new Problem({ type: "not-found", detail: { fr: "Cette observation n'est pas connue ici.", en: "This observation is not known here." } });
const proofNotFound = new Problem({ type: "not-found", detail: { fr: "Ce fichier n'est pas connu ici.", en: "This file is not known here." } });

/** What proofs hang on. */
export const ownerOf = (observationId: string): FileOwner => ({ kind: "observation", id: observationId });

/** Exact counts and proofs are for the people of the CPTS and the agencies. */
export const ownFigures = ({ actor, params }: { readonly actor: Actor; readonly params: { readonly id: ContractId } }) =>
  Effect.flatMap(findContractRow(params.id), (row) =>
    // The id came through the contract of the request that drafted it.
    cptsResource({ kind: "observation", id: row.cpts_id as CptsId, actor, visibility: "cpts", path: [] }),
  );

/** An observation of a contract of this CPTS as it travels, with its proofs. */
export const viewOf = (row: ObservationRow, cptsId: string) =>
  Effect.map(filesOf(ownerOf(row.id)), (files): typeof ObservationView.Encoded => {
    const { corrects, denominator: _d, note, numerator: _n, reason, value: _v, ...body } = row.body;
    return {
      id: row.id,
      contractId: row.contract_id,
      cptsId,
      indicator: row.indicator,
      contractYear: row.contract_year,
      ...body,
      ...measuredOf(row),
      note: note ?? null,
      reason: reason ?? null,
      corrects: corrects ?? null,
      correctedBy: row.corrected_by,
      validatedBy: row.validated,
      proofs: files.map(({ id, name, sha256, size, type }) => ({ id, name, type, size, sha256 })),
      version: row.version,
    };
  });

/** An observation of a contract as it is answered. */
export const findObservation = (contractId: ContractId, id: string) =>
  Effect.gen(function* () {
    const contract = yield* findContractRow(contractId);
    const row = yield* read((db) => db.selectFrom("observation").selectAll().where("id", "=", id).where("contract_id", "=", contractId).executeTakeFirst());
    if (row === undefined) return yield* observationNotFound;
    const body = yield* viewOf(row, contract.cpts_id);
    return { body, version: row.version, ...(body.proofs.length === 0 ? {} : { variant: `${body.proofs.length}` }) };
  });

const pages = idCursor("observations");

/** The observations of a contract in the order of their entry, corrected ones among them. */
export const listObservations = (contractId: ContractId, { cursor, indicator, limit = 50, year }: QueryOf<typeof contracts.endpoints.listObservations>) =>
  Effect.gen(function* () {
    const contract = yield* findContractRow(contractId);
    const after = yield* pages.read(cursor);
    const rows = yield* read((db) => {
      let select = db.selectFrom("observation").selectAll().where("contract_id", "=", contractId).orderBy("id").limit(limit + 1);
      if (after !== null) select = select.where("id", ">", after);
      if (indicator !== undefined) select = select.where("indicator", "=", indicator);
      if (year !== undefined) select = select.where("contract_year", "=", year);
      return select.execute();
    });
    const page = pages.pageOf(rows, limit, ({ id }) => id);
    return { items: yield* Effect.forEach(page.items, (row) => viewOf(row, contract.cpts_id)), nextCursor: page.nextCursor };
  });

/** A proof of an observation, to be sent. */
export const findProof = (contractId: ContractId, observationId: string, fileId: string) =>
  Effect.gen(function* () {
    yield* findObservation(contractId, observationId);
    const file = (yield* filesOf(ownerOf(observationId))).find(({ id }) => id === fileId);
    return file === undefined ? yield* proofNotFound : { file };
  });
