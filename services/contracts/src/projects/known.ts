import { registry } from "@cpts/api/Registry";
import type { FieldFault } from "@cpts/api/Problem";
import { projectVerdict } from "@cpts/domain/ContractGuards";
import { formatEn, formatFr, type PartialDate } from "@cpts/domain/PartialDate";
import { statement } from "@cpts/service-kit/database/statement";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";

/** When health projects were validated, as the registry tells it. */
export const healthProjects: Projection = {
  name: "health-projects",
  source: registry.name,
  tables: ["known_health_project"],
  handlers: on(registry.events.projectValidated, ({ cptsId, on: validatedOn, projectId, version }) =>
    write((db) =>
      db
        .insertInto("known_health_project")
        .values({ project_id: projectId, version, cpts_id: cptsId, validated_on: validatedOn })
        .onConflict((conflict) => conflict.columns(["project_id", "version"]).doUpdateSet({ validated_on: validatedOn }))
        .execute(),
    ),
  ),
};

const firstValidation = statement<[cptsId: string], { readonly validated_on: string }>("select validated_on from known_health_project where cpts_id = $1 order by validated_on limit 1");

/** The day on which a health project of a CPTS was first validated; null where this service knows of none. */
export const validatedOn = (cptsId: string) =>
  Effect.map(
    read((db) => firstValidation(db, cptsId)),
    // A LocalDate is a partial date known to the day.
    ([row]) => (row === undefined ? null : (row.validated_on as PartialDate)),
  );

/** Kinds that a CPTS joins once its project is validated: a second act, after the first (ACI-CPTS of 20 June 2019). */
export const afterValidation: ReadonlySet<string> = new Set(["aci"]);

/** A fault where the contract is certainly signed before the health project was validated. A project that is not known refuses nothing. */
export const beforeValidation = (kind: string, cptsId: string, signedOn: PartialDate | null) =>
  Effect.map(validatedOn(cptsId), (day): ReadonlyArray<FieldFault> => {
    if (!afterValidation.has(kind) || day === null || signedOn === null || projectVerdict(signedOn, day) !== "before") return [];
    return [
      {
        in: "body",
        path: ["signedOn"],
        code: "before-validation",
        message: {
          fr: `la signature (${formatFr(signedOn)}) serait antérieure à la validation du projet de santé (${formatFr(day)}) : l'adhésion à l'ACI la suit (source : ACI-CPTS du 20 juin 2019)`,
          en: `the signature (${formatEn(signedOn)}) would be before the validation of the health project (${formatEn(day)}): joining the ACI follows it (source: ACI-CPTS of 20 June 2019)`,
        },
      },
    ];
  });
