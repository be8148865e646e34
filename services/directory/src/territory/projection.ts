import { registry } from "@cpts/api/Registry";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { TerritoryChanged } from "@cpts/domain/RegistryEvents";
import { placeAfter, startBounds, type Dated } from "@cpts/domain/Validity";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { datedOf, endColumns, openColumns } from "@cpts/service-kit/time/dated-rows";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";

const encode = Schema.encodeSync(TerritoryChanged);

const rename = (id: string, name: string) =>
  write((db) => db.insertInto("known_cpts").values({ id, name }).onConflict((conflict) => conflict.column("id").doUpdateSet({ name })).execute());

/** Puts a territory after those that are known: it ends the last one, or corrects it when it starts on the same date. */
const learnTerritory = (data: TerritoryChanged, time: string) =>
  write(async (db) => {
    const { cptsId, territory } = encode(data);
    const dated: Dated = { start: data.validFrom, ...startBounds(data.validFrom, parisDateFromInstant(Date.parse(time))) };
    const last = await db.selectFrom("known_territory").selectAll().where("cpts_id", "=", cptsId).orderBy("number", "desc").limit(1).executeTakeFirst();
    const corrects = placeAfter(last === undefined ? null : datedOf(last), dated) === "corrects";
    const content = { communes: territory.communes, parts: JSON.stringify(territory.parts), prose: territory.prose, provenance: JSON.stringify(territory.provenance) };
    if (last !== undefined && corrects) {
      await db.updateTable("known_territory").set(content).where("cpts_id", "=", cptsId).where("number", "=", last.number).execute();
      return;
    }
    if (last !== undefined) await db.updateTable("known_territory").set(endColumns(dated)).where("cpts_id", "=", cptsId).where("number", "=", last.number).execute();
    await db.insertInto("known_territory").values({ cpts_id: cptsId, number: (last?.number ?? 0) + 1, ...openColumns(dated), ...content }).execute();
  });

/** The CPTS and territories of the registry, as its events tell of them. */
export const territories: Projection = {
  name: "territories",
  source: registry.name,
  tables: ["known_cpts", "known_territory"],
  handlers: {
    ...on(registry.events.cptsRegistered, (data) => rename(data.cptsId, data.name)),
    ...on(registry.events.cptsChanged, (data) => (data.name === undefined ? Effect.void : rename(data.cptsId, data.name))),
    ...on(registry.events.territoryChanged, (data, event) => learnTerritory(data, event.time)),
  },
};
