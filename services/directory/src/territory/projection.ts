import { registry } from "@cpts/api/Registry";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import { TerritoryChanged } from "@cpts/domain/RegistryEvents";
import { placeAfter, startBounds, type Dated } from "@cpts/domain/Validity";
import { on, type Projection } from "@cpts/service-kit/subscriptions/projection";
import { Effect, Schema } from "effect";
import { write } from "../database/tables.ts";

const encode = Schema.encodeSync(TerritoryChanged);
/** PostgreSQL's word for a day before all others. */
const always = "-infinity";

const rename = (id: string, name: string) =>
  write((db) => db.insertInto("known_cpts").values({ id, name }).onConflict((conflict) => conflict.column("id").doUpdateSet({ name })).execute());

/** Puts a territory after those that are known: it ends the last one, or corrects it when it starts on the same date. */
const learnTerritory = (data: TerritoryChanged, time: string) =>
  write(async (db) => {
    const { cptsId, territory, validFrom } = encode(data);
    const dated: Dated = { start: data.validFrom, ...startBounds(data.validFrom, parisDateFromInstant(Date.parse(time))) };
    const last = await db.selectFrom("known_territory").selectAll().where("cpts_id", "=", cptsId).orderBy("number", "desc").limit(1).executeTakeFirst();
    // PostgreSQL gives back the dates that were stored.
    const previous = last === undefined ? null : ({ start: last.valid_from, earliest: last.from_earliest === always ? null : last.from_earliest, latest: last.from_latest } as Dated);
    const corrects = placeAfter(previous, dated) === "corrects";
    const bounds = { from_earliest: dated.earliest ?? always, from_latest: dated.latest };
    const content = { communes: territory.communes, parts: JSON.stringify(territory.parts), prose: territory.prose, provenance: JSON.stringify(territory.provenance) };
    if (last !== undefined && corrects) {
      await db.updateTable("known_territory").set(content).where("cpts_id", "=", cptsId).where("number", "=", last.number).execute();
      return;
    }
    if (last !== undefined) {
      const end = { valid_to: validFrom, to_earliest: bounds.from_earliest, to_latest: bounds.from_latest };
      await db.updateTable("known_territory").set(end).where("cpts_id", "=", cptsId).where("number", "=", last.number).execute();
    }
    const open = { valid_to: null, to_earliest: "infinity", to_latest: "infinity" };
    await db.insertInto("known_territory").values({ cpts_id: cptsId, number: (last?.number ?? 0) + 1, valid_from: validFrom, ...bounds, ...open, ...content }).execute();
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
