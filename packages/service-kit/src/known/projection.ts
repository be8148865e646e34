import { registry } from "@cpts/api/Registry";
import { DepartementCode } from "@cpts/domain/Cog";
import { Effect, Schema } from "effect";
import { CompiledQuery } from "kysely";
import type { Transaction } from "../database/database.ts";
import type { StorageError } from "../database/storage-error.ts";
import { learnTogether, type Projection, says, writes, writeTogether } from "../subscriptions/projection.ts";
import { changed, learnTerritories, type TerritoryChange, withdrawn } from "./learn-territories.ts";
import { build } from "./tables.ts";

const { cptsChanged, cptsRegistered, factDeclared, territoryChanged, territoryWithdrawn } = registry.events;
const isDepartement = Schema.is(DepartementCode);

/** The declared property that names the departement a CPTS belongs to. */
const attachment = "attachment-departement";

const putNames = "insert into known_cpts (id, name) select id, name from unnest($1::uuid[], $2::text[]) as named(id, name) on conflict (id) do update set name = excluded.name";

type Named = readonly [id: string, name: string] | null;

/** The last name that each was given. */
const rename = (all: ReadonlyArray<Named>) => {
  const names = new Map(all.filter((named) => named !== null));
  return names.size === 0 ? [] : [CompiledQuery.raw(putNames, [[...names.keys()], [...names.values()]])];
};

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

/** The CPTS and territories of the registry, as its events tell of them, kept by every other service. `also` is done with each change of a territory. */
export const territoriesAnd = (also: (changes: ReadonlyArray<TerritoryChange>) => Effect.Effect<void, StorageError, Transaction>): Projection => ({
  name: "territories",
  source: registry.name,
  tables: ["known_cpts", "known_attachment", "known_territory"],
  handlers: {
    ...writeTogether<Named>([says(cptsRegistered, ({ cptsId, name }) => [cptsId, name]), says(cptsChanged, ({ cptsId, name }) => (name === undefined ? null : [cptsId, name]))], rename),
    ...learnTogether([says(territoryChanged, changed), says(territoryWithdrawn, withdrawn)], (changes) => Effect.andThen(learnTerritories(changes), also(changes))),
    ...writes(factDeclared, (data) =>
      data.property === attachment && data.aggregate.kind === "cpts" && typeof data.value === "object" ? attach(data.aggregate.id, data.value.filter(isDepartement)) : [],
    ),
  },
});

/** The same, and nothing else. */
export const territories = territoriesAnd(() => Effect.void);
