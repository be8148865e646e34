import type { ImportReason } from "@cpts/api/MemberImports";
import { breachOfRole, searchKey } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { read } from "../database/tables.ts";
import { quoted } from "../memberships/frame.ts";
import type { KnownOrganization } from "./known-organizations.ts";
import { allNumbers } from "./named-organization.ts";
import type { MemberRow } from "./read-row.ts";

type Reason = typeof ImportReason.Encoded;

const fault = (code: string, fr: string, en: string): Reason => ({ code, field: "structure", fr, en });
const none = (text: string): Reason => fault("unknown-structure", `« ${text} » : aucune organisation de ce nom ou de ce numéro n'est connue ici ; faites-la connaître, puis relisez l'aperçu`, `"${text}": no organization of this name or number is known here; make it known, then read the preview again`);
const several = (text: string): Reason => fault("several-structures", `« ${text} » : plusieurs organisations portent ce nom ; donnez le SIRET ou le FINESS`, `"${text}": several organizations have this name; give the SIRET or FINESS number`);

/** Only names that are equal are taken: whoever is nearly called so may be somebody else. */
const meant = ({ structure, structureNumbers }: MemberRow, known: ReadonlyArray<RegisteredOrganization>): ReadonlyArray<RegisteredOrganization> => {
  const numbers = allNumbers(structureNumbers);
  const numbered = known.filter((one) => one.numbers.some((number) => numbers.includes(number)));
  const key = searchKey(structure ?? "");
  return numbered.length > 0 ? numbered : known.filter(({ nameKeys }) => key !== "" && nameKeys.includes(key));
};

/** What the frame of their role asks of a row (reference-data, `RoleFrames`). */
const frameFault = ({ organization, role, structure }: MemberRow): ReadonlyArray<Reason> => {
  const breach = role === null ? null : breachOfRole({ role, holder: organization === null ? "person" : "organization", hasStructure: structure !== null });
  if (breach === null) return [];
  const frame = quoted(breach.role);
  if (breach.code === "role-of-people") return [{ code: breach.code, field: "profession", fr: `cette qualité est celle d'une personne : donnez son nom et son prénom. ${frame.fr}`, en: `this capacity is a person's: give their family and given name. ${frame.en}` }];
  return [fault(breach.code, `dites par quelle structure cette personne est membre. ${frame.fr}`, `say through which structure they belong. ${frame.en}`)];
};

type RegisteredOrganization = KnownOrganization & { readonly organizationId: string };

const isRegistered = (one: KnownOrganization): one is RegisteredOrganization => one.organizationId !== null;

/** Through whom the members of these rows belong now: what stands is not asked again where a name is that of several. */
const standing = statement<[memberships: ReadonlyArray<string>], { readonly id: string; readonly through: string }>(`
  select m.id, coalesce(o.merged_into, o.id) as through from membership m join organization o on o.id = m.through_id where m.id in (select unnest($1::uuid[]))`);

/** The rows with the organizations through which people belong; what names none, or several, is a fault of its row. */
export const withStructures = (rows: ReadonlyArray<MemberRow>, known: ReadonlyArray<KnownOrganization>) =>
  Effect.gen(function* () {
    const registered = known.filter(isRegistered);
    const stands = new Map((yield* read((db) => standing(db, rows.flatMap(({ membershipId }) => (membershipId === null ? [] : [membershipId]))))).map(({ id, through }) => [id, through]));
    return rows.map((row): MemberRow => {
      const { faults, structure } = row;
      if (structure === null) return { ...row, faults: [...faults, ...frameFault(row)] };
      const found = meant(row, registered);
      const [only, ...others] = found;
      if (only === undefined) return { ...row, faults: [...faults, none(structure)] };
      const kept = found.find(({ organizationId }) => organizationId === stands.get(row.membershipId ?? ""));
      if (kept !== undefined) return { ...row, throughId: kept.organizationId };
      return others.length > 0 ? { ...row, faults: [...faults, several(structure)] } : { ...row, throughId: only.organizationId };
    });
  });
