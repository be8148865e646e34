import { directory } from "@cpts/api/Directory";
import { jsonOf } from "@cpts/api/EventType";
import { writes, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { build } from "../database/tables.ts";

const { personErased } = directory.events;

/**
 * People whom the directory has erased: the numbers to call them by and the links to their calendars go with them, and no new
 * ones are made. Their ids stay here, where nothing tells who they were.
 */
export const erasures: Projection = {
  name: "erasures",
  source: directory.name,
  tables: ["erased_person"],
  handlers: writes(personErased, (data) => {
    const { personId } = jsonOf(personErased, data);
    return [
      build.insertInto("erased_person").values({ id: personId }).onConflict((conflict) => conflict.column("id").doNothing()).compile(),
      build.deleteFrom("calendar_link").where("professional_id", "=", personId).compile(),
      build.deleteFrom("crisis_contact").where("professional_id", "=", personId).compile(),
    ];
  }),
};
