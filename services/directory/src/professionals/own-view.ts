import type { EncodedProfessional } from "./queries.ts";
import { warningsOf } from "./warnings.ts";

/** What was written here of someone, as the database says it: see {@link ownView}. */
export type OwnView = Omit<EncodedProfessional, "warnings" | "register" | "goneFromRegister"> & { readonly isGone: boolean };

/** Someone who is registered here (`professional` under the name `p`, `professional_identity` under `i`) as JSON, with their numbers elsewhere. */
export const ownView = `json_build_object('id', p.id, 'familyName', i.family_name, 'givenName', i.given_name, 'title', i.title, 'rpps', i.rpps, 'profession', p.profession, 'skills', p.skills,
  'practiceMode', p.practice_mode, 'visibility', p.visibility, 'cptsId', p.cpts_id, 'provenance', i.provenance,
  'externalIds', coalesce((select json_agg(json_build_object('system', x.system, 'value', x.value) order by x.number) from external_id x where x.owner = p.id and x.kind = 'professional'), '[]'),
  'version', p.version, 'isGone', exists (select from rpps_departure d where d.id = p.id))`;

/** As it travels: the write path stored nothing that its schema refuses. */
export const viewOfOwn = ({ isGone, version, ...view }: OwnView): EncodedProfessional => ({ ...view, warnings: warningsOf(view.rpps), version, ...(isGone ? { goneFromRegister: true as const } : {}) });
