import type { FieldFault } from "@cpts/api/Problem";
import { partyCapacities } from "@cpts/domain/Contract";
import { overlapFault, type PartyMissing } from "@cpts/domain/ContractGuards";
import { formatEn, formatFr, fromLocalDate } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { factsOfRow } from "./life.ts";
import type { ContractRow } from "./queries.ts";

const othersOf = statement<[cptsId: string, kind: string, id: string], ContractRow>("select * from contract where cpts_id = $1 and kind = $2 and id <> $3 and state = 'signed' order by id");

const labelOf = (language: "fr" | "en", code: string): string => partyCapacities.find((row) => row.code === code)?.[language] ?? code;

/** Said of a party that the text asks for. */
export const partyMissing = ({ anyOf, source }: PartyMissing): FieldFault => ({
  in: "body",
  path: ["signatories"],
  code: "missing-party",
  message: {
    fr: `le contrat doit avoir pour partie ${anyOf.map((code) => labelOf("fr", code)).join(" ou ")} (source : ${source})`,
    en: `the contract must have as a party ${anyOf.map((code) => labelOf("en", code)).join(" or ")} (source: ${source})`,
  },
});

/** A fault where another contract of the kind certainly holds on days of this one, as it would be, and nobody says why; at the field that makes it hold then. */
export const overlaps = (row: Pick<ContractRow, "cpts_id" | "id" | "kind" | "life" | "population" | "signature" | "size_class" | "terms">, reason: string | undefined, path: FieldFault["path"]) =>
  Effect.gen(function* () {
    if (reason !== undefined) return [];
    const others = yield* read((db) => othersOf(db, row.cpts_id, row.kind, row.id));
    const fault = overlapFault(row.kind, factsOfRow(row), others.map((other) => ({ id: other.id, facts: factsOfRow(other) })));
    if (fault === null) return [];
    const [fr, en] = [formatFr(fromLocalDate(fault.from)), formatEn(fromLocalDate(fault.from))];
    const found: FieldFault = {
      in: "body",
      path,
      code: "contracts-overlap",
      message: {
        fr: `un autre contrat de ce type (${fault.otherId}) lie déjà la CPTS le ${fr} : dites pourquoi dans « overlapReason » (source : ${fault.source})`,
        en: `another contract of this kind (${fault.otherId}) binds the CPTS already on ${en}: say why in "overlapReason" (source: ${fault.source})`,
      },
    };
    return [found];
  });
