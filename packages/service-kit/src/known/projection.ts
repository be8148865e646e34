import { jsonOf, type ReadOf } from "@cpts/api/EventType";
import { registry } from "@cpts/api/Registry";
import { DepartementCode } from "@cpts/domain/Cog";
import { parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { placeAmong, startBounds, type Dated, type Interval, type Newcomer, type Placement } from "@cpts/domain/Validity";
import { Schema } from "effect";
import type { Selectable } from "kysely";
import { statement } from "../database/statement.ts";
import { on, type Projection, writes } from "../subscriptions/projection.ts";
import { endColumns, intervalOf, openColumns, type DatedColumns } from "../time/dated-rows.ts";
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
const learnedTerritories = statement<[cptsId: string], Bounds>(
  `select number, valid_from, valid_to, from_earliest, from_latest, to_earliest, to_latest from known_territory where cpts_id = $1 order by number`,
);
/** In two steps, as no two may have one number meanwhile. */
const moveAside = statement<[cptsId: string, number: number], never>("update known_territory set number = -(number + 1) where cpts_id = $1 and number >= $2");
const moveBack = statement<[cptsId: string], never>("update known_territory set number = -number where cpts_id = $1 and number < 0");

const newcomerOf = (validFrom: PartialDate | null, validTo: PartialDate | null | undefined, today: LocalDate): Newcomer => {
  const dated = (start: PartialDate | null): Dated => ({ start, ...startBounds(start, today) });
  return { ...dated(validFrom), ...(validTo === undefined ? {} : { end: validTo === null ? null : dated(validTo) }) };
};

/** The registry refuses a territory without a certain place; an event of before it did goes behind the others. */
const placeOf = (all: ReadonlyArray<Interval>, newcomer: Newcomer): Exclude<Placement, { readonly _tag: "Clash" }> => {
  const placement = placeAmong(all, newcomer);
  return placement._tag === "Clash" ? { _tag: "Inserts", at: all.length, cuts: true, end: null } : placement;
};

/** Puts a territory where the registry has put it: among those that are known, or instead of the one that starts on the same date. */
const learnTerritory = (data: ReadOf<typeof territoryChanged>, time: string) =>
  write(async (db) => {
    const { cptsId, figures, territory } = jsonOf(territoryChanged, data);
    const newcomer = newcomerOf(data.validFrom, data.validTo, parisDateFromInstant(Date.parse(time)));
    const { at, end, ...placement } = placeOf((await learnedTerritories(db, cptsId)).map(intervalOf), newcomer);
    const content = {
      communes: territory.communes,
      parts: JSON.stringify(territory.parts),
      prose: territory.prose,
      provenance: JSON.stringify(territory.provenance),
      figures: figures === undefined ? null : JSON.stringify(figures),
    };
    const number = at + 1;
    const update = db.updateTable("known_territory").where("cpts_id", "=", cptsId);
    if (placement._tag === "Corrects") {
      const { to_earliest, to_latest, valid_to } = end === null ? openColumns(newcomer) : endColumns(end);
      await update.set({ ...content, to_earliest, to_latest, valid_to }).where("number", "=", number).execute();
      return;
    }
    await moveAside(db, cptsId, number);
    await moveBack(db, cptsId);
    if (placement.cuts) await update.set(endColumns(newcomer)).where("number", "=", at).execute();
    await db.insertInto("known_territory").values({ cpts_id: cptsId, number, ...openColumns(newcomer), ...(end === null ? {} : endColumns(end)), ...content }).execute();
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
