import { directory } from "@cpts/api/Directory";
import { jsonOf } from "@cpts/api/EventType";
import { on, writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { build, write } from "../database/tables.ts";
import { erasePerson } from "./erasure.ts";

const { membershipChanged, membershipEnded, membershipRecorded, organizationRegistered, personErased, professionalRegistered } = directory.events;

/** Who there is and who belongs to which CPTS, as the directory tells. */
export const knownMembers: Projection = {
  name: "members",
  source: directory.name,
  tables: ["known_professional", "known_membership", "known_organization"],
  handlers: {
    ...on(professionalRegistered, (data) => {
      const { profession, professionalId: id } = jsonOf(professionalRegistered, data);
      return write((db) => db.insertInto("known_professional").values({ id, profession }).onConflict((conflict) => conflict.column("id").doUpdateSet({ profession }).where("known_professional.erased", "=", false)).execute());
    }),
    ...writes(organizationRegistered, (data) => [build.insertInto("known_organization").values({ id: data.organizationId }).onConflict((conflict) => conflict.doNothing()).compile()]),
    ...on(personErased, (data) => erasePerson(jsonOf(personErased, data).personId)),
    ...on(membershipRecorded, (data) => {
      const { cptsId, membershipId: id, organizationId, professionalId, validFrom, validTo } = jsonOf(membershipRecorded, data);
      const content = { cpts_id: cptsId, professional_id: professionalId, organization_id: organizationId, valid_from: validFrom, valid_to: validTo };
      return write((db) => db.insertInto("known_membership").values({ id, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).execute());
    }),
    ...on(membershipChanged, (data) => {
      const { membershipId, organizationId, professionalId, validFrom, validTo } = jsonOf(membershipChanged, data);
      const now = { professional_id: professionalId, organization_id: organizationId, valid_from: validFrom, valid_to: validTo };
      return write(async (db) => void (await db.updateTable("known_membership").set(now).where("id", "=", membershipId).execute()));
    }),
    ...on(membershipEnded, (data) => {
      const { membershipId, on: day, reason } = jsonOf(membershipEnded, data);
      return write(async (db) => {
        // One that was recorded in error never was.
        if (reason === "recorded-in-error") await db.deleteFrom("known_membership").where("id", "=", membershipId).execute();
        else await db.updateTable("known_membership").set({ valid_to: day }).where("id", "=", membershipId).execute();
      });
    }),
  },
};
