import { directory } from "@cpts/api/Directory";
import { jsonOf } from "@cpts/api/EventType";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { write } from "../database/tables.ts";

const { membershipRecorded, professionalRegistered } = directory.events;

/** Who there is and who belongs to which CPTS, as the directory tells. */
export const knownMembers: Projection = {
  name: "members",
  source: directory.name,
  tables: ["known_professional", "known_membership"],
  handlers: {
    ...on(professionalRegistered, (data) => {
      const { profession, professionalId: id } = jsonOf(professionalRegistered, data);
      return write((db) => db.insertInto("known_professional").values({ id, profession }).onConflict((conflict) => conflict.column("id").doUpdateSet({ profession })).execute());
    }),
    ...on(membershipRecorded, (data) => {
      const { cptsId, membershipId: id, organizationId, professionalId, validFrom, validTo } = jsonOf(membershipRecorded, data);
      const content = { cpts_id: cptsId, professional_id: professionalId, organization_id: organizationId, valid_from: validFrom, valid_to: validTo };
      return write((db) => db.insertInto("known_membership").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).execute());
    }),
  },
};
