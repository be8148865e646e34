import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { Cpts } from "@cpts/domain/Cpts";
import { legalFormFits } from "@cpts/domain/CptsDetails";
import { codeOf } from "@cpts/domain/OpenCode";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";

const known = statement<[commune: string | null, departement: string | null], { readonly commune: boolean; readonly departement: boolean }>(
  `select exists (select from commune where code = $1) as commune, exists (select from departement where code = $2) as departement`,
);

const fault = (path: ReadonlyArray<string>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

/** Fails where the seat or the departement of attachment does not exist, or the legal form does not exist at the seat. */
export const acceptDetails = ({ attachment, legalForm, seat }: Cpts) =>
  Effect.gen(function* () {
    if (seat === undefined && attachment === undefined) return;
    const [found] = yield* read((db) => known(db, seat?.commune ?? null, attachment?.departement ?? null));
    const faults: ReadonlyArray<FieldFault> = [
      ...(seat !== undefined && found?.commune !== true ? [fault(["seat", "commune"], "unknown-commune", `commune inconnue : ${seat.commune}`, `unknown commune: ${seat.commune}`)] : []),
      ...(attachment !== undefined && found?.departement !== true
        ? [fault(["attachment", "departement"], "unknown-departement", `département inconnu : ${attachment.departement}`, `unknown departement: ${attachment.departement}`)]
        : []),
      ...(legalFormFits(legalForm === null ? null : codeOf(legalForm), seat ?? null)
        ? []
        : [fault(["legalForm"], "legal-form-elsewhere", "une association de droit local a son siège en Moselle ou en Alsace (57, 67, 68)", "an association of local law has its seat in Moselle or Alsace (57, 67, 68)")]),
    ];
    if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
  });
