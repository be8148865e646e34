import { Problem } from "@cpts/api/Problem";
import type { ContractId } from "@cpts/domain/Contract";
import type { AlreadySigned } from "@cpts/domain/ContractSigning";
import { formatEn, formatFr } from "@cpts/domain/PartialDate";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { contractNotFound } from "./queries.ts";

export const versionConflict = (version: number): Problem =>
  new Problem({
    type: "version-conflict",
    detail: {
      fr: `Le contrat en est à la version ${version}. Relisez-le, puis refaites votre modification.`,
      en: `The contract is at version ${version}. Read it again, then make your change anew.`,
    },
  });

/** Said of a contract that is signed already. */
export const alreadySigned = ({ signedOn }: AlreadySigned): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Ce contrat est signé (${signedOn === null ? "date non précisée" : formatFr(signedOn)}) : il ne change plus que par un avenant.`,
      en: `This contract is signed (${signedOn === null ? "date not stated" : formatEn(signedOn)}): it only changes by an amendment.`,
    },
  });

/** Reads a contract and holds it until the transaction ends; undefined when there is none. */
export const lockContractRow = (id: ContractId) => write((db) => db.selectFrom("contract").selectAll().where("id", "=", id).forUpdate().executeTakeFirst());

/** Reads a contract and holds it until the transaction ends. */
export const lockContract = (id: ContractId) => Effect.flatMap(lockContractRow(id), (row) => (row === undefined ? Effect.fail(contractNotFound) : Effect.succeed(row)));
