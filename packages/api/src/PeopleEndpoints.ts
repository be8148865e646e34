/**
 * Who there is, who belongs and who represents whom: the endpoints of the directory about people and organizations.
 *
 * @example
 * ```ts
 * import { peopleEndpoints } from "@cpts/api/PeopleEndpoints"
 *
 * peopleEndpoints.registerProfessional.path // => "/v1/professionals"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { Code } from "@cpts/domain/OpenCode";
import { ProfessionalId, ProfessionalRegistration } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { ProfessionalView } from "./DirectoryViews.ts";
import { endpoint } from "./Endpoint.ts";
import { page, pageQuery, queryText } from "./Page.ts";

const identifier = (official: string) =>
  Schema.optionalKey(queryText(301).annotate({ description: `${official}an external id as \`system|value\`` }));
const words = Schema.optionalKey(queryText(100).annotate({ description: "Words of the name; accents, case and hyphens do not matter" }));

/** What people and organizations can be asked, by name. */
export const peopleEndpoints = {
  registerProfessional: endpoint({
    id: "professional.register",
    method: "POST",
    path: "/v1/professionals",
    body: ProfessionalRegistration,
    response: ProfessionalView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "professional.register",
    summary: { fr: "Faire connaître une personne", en: "Make someone known" },
    example: { familyName: "Exemple", givenName: "Camille", title: "Dr", rpps: "19990000002", profession: "10", skills: ["SM54"], practiceMode: "L", visibility: "public" },
  }),
  readProfessional: endpoint({
    id: "professional.read",
    method: "GET",
    path: "/v1/professionals/{id}",
    params: Schema.Struct({ id: ProfessionalId }),
    response: ProfessionalView,
    versioned: true,
    permission: "professional.read",
    summary: { fr: "Lire une personne que l'on peut voir", en: "Read someone whom one may see" },
  }),
  listProfessionals: endpoint({
    id: "professional.list",
    method: "GET",
    path: "/v1/professionals",
    query: Schema.Struct({
      ...pageQuery,
      q: words,
      profession: Schema.optionalKey(Code),
      cpts: Schema.optionalKey(CptsId.annotate({ description: "Registered by this CPTS" })),
      identifier: identifier("RPPS, or "),
    }),
    response: page(ProfessionalView),
    permission: "professional.read",
    summary: { fr: "Lister les personnes que l'on peut voir", en: "List the people whom one may see" },
  }),
};
