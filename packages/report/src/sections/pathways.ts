import { date, number } from "../french.ts";
import { every, isRefused, type SectionWriter } from "../subject.ts";
import { missing, table } from "../writing.ts";

/** The pathways between professionals that the CPTS has published. */
export const pathways: SectionWriter = {
  id: "parcours",
  heading: "Parcours pluriprofessionnels",
  write: async ({ connection, cpts, to }) => {
    const found = await every("Les parcours", connection.prevention.listPathways.all({ cpts: cpts.id }));
    if (isRefused(found)) return { blocks: [], missing: [found.refused] };
    const published = found.flatMap(({ published: version }) => (version === null || version.publishedOn === null || version.publishedOn >= to ? [] : [version]));
    return {
      blocks: table("Parcours publiés", published, [
        { title: "Parcours", cell: ({ title }) => title },
        { title: "Version", figures: true, cell: ({ number: version }) => number(version) },
        { title: "Publié", cell: ({ publishedOn }) => date(publishedOn) },
        { title: "Étapes", figures: true, cell: ({ steps }) => number(steps.length) },
      ]),
      missing: published.length === 0 ? [missing("Les parcours", "aucun n'est publié")] : [],
    };
  },
};
