import { every, isRefused, type SectionWriter } from "../subject.ts";
import { missionLabel, period } from "../words.ts";
import { missing, table } from "../writing.ts";

const states: ReadonlyMap<string, string> = new Map([
  ["planned", "prévu"],
  ["active", "actif"],
  ["ended", "terminé"],
]);

/** With whom the CPTS works. */
export const partnerships: SectionWriter = {
  id: "partenariats",
  heading: "Partenariats",
  write: async ({ asOf, connection, cpts }) => {
    const found = await every("Les partenariats", connection.directory.listPartnerships.all({ cpts: cpts.id, asOf }));
    if (isRefused(found)) return { blocks: [], missing: [found.refused] };
    return {
      blocks: table("Partenariats", found, [
        { title: "Avec", cell: ({ organizationName }) => organizationName },
        { title: "État", cell: ({ state }) => states.get(state) ?? state },
        { title: "Missions", cell: ({ missions }) => missions.map(missionLabel).join(", ") },
        { title: "Quand", cell: ({ validFrom, validTo }) => period(validFrom, validTo) },
      ]),
      missing: found.length === 0 ? [missing("Les partenariats", "aucun n'est saisi")] : [],
    };
  },
};
