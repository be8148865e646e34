import { jsonOf, type ReadOf } from "@cpts/api/EventType";
import { registry } from "@cpts/api/Registry";
import { DepartementCode } from "@cpts/domain/Cog";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { placeAfter, startBounds, type Dated } from "@cpts/domain/Validity";
import { Schema } from "effect";
import type { Selectable } from "kysely";
import { statement } from "../database/statement.ts";
import { on, type Projection, writes } from "../subscriptions/projection.ts";
import { datedOf, endColumns, openColumns, type DatedColumns } from "../time/dated-rows.ts";
import { build, write } from "./tables.ts";

const { territoryChanged } = registry.events;
const isDepartement = Schema.is(DepartementCode);

/** The declared property that names the departement a CPTS belongs to. */
const attachment = "attachment-departement";

const rename = (id: string, name: string) =>
  [build.insertInto("known_cpts").values({ id, name }).onConflict((conflict) => conflict.column("id").doUpdateSet({ name })).compile()];

const attach = (cptsId: string, departements: ReadonlyArray<string>) =>
  departements.length === 0
    ? []
    : [
        build
          .insertInto("known_attachment")
          .values(departements.map((departement) => ({ cpts_id: cptsId, departement })))
          .onConflict((conflict) => conflict.doNothing())
          .compile(),
      ];

type Bounds = Selectable<DatedColumns> & { readonly number: number };
const lastTerritory = statement<[cptsId: string], Bounds>(
  `select number, valid_from, valid_to, from_earliest, from_latest, to_earliest, to_latest from known_territory where cpts_id = $1 order by number desc limit 1`,
);

/** Puts a territory after those that are known: it ends the last one, or corrects it when it starts on the same date. */
const learnTerritory = (data: ReadOf<typeof territoryChanged>, time: string) =>
  write(async (db) => {
    const { cptsId, figures, territory } = jsonOf(territoryChanged, data);
    const dated: Dated = { start: data.validFrom, ...startBounds(data.validFrom, parisDateFromInstant(Date.parse(time))) };
    const [last] = await lastTerritory(db, cptsId);
    const corrects = placeAfter(last === undefined ? null : datedOf(last), dated) === "corrects";
    const content = {
      communes: territory.communes,
      parts: JSON.stringify(territory.parts),
      prose: territory.prose,
      provenance: JSON.stringify(territory.provenance),
      figures: figures === undefined ? null : JSON.stringify(figures),
    };
    if (last !== undefined && corrects) {
      await db.updateTable("known_territory").set(content).where("cpts_id", "=", cptsId).where("number", "=", last.number).execute();
      return;
    }
    const insertion = db.insertInto("known_territory").values({ cpts_id: cptsId, number: (last?.number ?? 0) + 1, ...openColumns(dated), ...content }).execute();
    if (last === undefined) return void (await insertion);
    await Promise.all([insertion, db.updateTable("known_territory").set(endColumns(dated)).where("cpts_id", "=", cptsId).where("number", "=", last.number).execute()]);
  });

/** The CPTS and territories of the registry, as its events tell of them, kept by every other service. */
export const territories: Projection = {
  name: "territories",
  source: registry.name,
  tables: ["known_cpts", "known_attachment", "known_territory"],
  handlers: {
    ...writes(registry.events.cptsRegistered, (data) => rename(data.cptsId, data.name)),
    ...writes(registry.events.cptsChanged, (data) => (data.name === undefined ? [] : rename(data.cptsId, data.name))),
    ...on(territoryChanged, (data, event) => learnTerritory(data, event.time)),
    ...writes(registry.events.factDeclared, (data) =>
      data.property === attachment && data.aggregate.kind === "cpts" && typeof data.value === "object" ? attach(data.aggregate.id, data.value.filter(isDepartement)) : [],
    ),
  },
};
