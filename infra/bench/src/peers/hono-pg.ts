import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { Pool, type PoolClient, type QueryResultRow } from "pg";
import { pageOf, placeOf } from "./people.ts";
import { appendEvents, communeByCode, coverageOfCommune, cptsById, factsOfCpts, insertCommunes, insertCpts, insertVersion, peopleBehind, peopleByName } from "./statements.ts";

/**
 * Hono and pg by hand: the same rows, the same JSON, named prepared statements, one transaction for a write. No validation
 * of what comes in, no identity, no idempotency, no metrics; an event only at `/logged/v1/cpts`.
 */
const pool = new Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
pool.on("error", () => {});

type Statement = { readonly name: string; readonly text: string };
const rowsOf = async (on: Pool | PoolClient, statement: Statement, values: ReadonlyArray<unknown>): Promise<ReadonlyArray<QueryResultRow>> =>
  (await on.query({ name: statement.name, text: statement.text, values: [...values] })).rows;

const day = new Intl.DateTimeFormat("fr-CA", { timeZone: "Europe/Paris" });
const named = (code: string, nom: string | null) => (nom === null ? null : { code, nom });

const coverageOf = (row: QueryResultRow) => ({
  cptsId: row["id"],
  name: row["name"],
  extent: "whole",
  places: [],
  validFrom: row["valid_from"],
  provenance: row["provenance"],
});

const communeOf = (row: QueryResultRow) => ({
  code: row["code"],
  nom: row["nom"],
  type: row["type"],
  departement: named(row["departement"], row["departement_nom"]),
  region: named(row["region"], row["region_nom"]),
  epci: row["epci"] === null ? null : { code: row["epci"], nom: row["epci_nom"], type: row["epci_type"] },
  population: { value: row["population"], series: process.env["BENCH_SERIES"], vintage: process.env["BENCH_VINTAGE"] },
  codesPostaux: row["codes_postaux"],
});

const cptsOf = (row: QueryResultRow) => ({
  id: row["id"],
  name: row["name"],
  shortName: row["short_name"],
  status: row["status"],
  legalForm: row["legal_form"],
  identifiers: { rna: row["rna"], siren: row["siren"], siret: row["siret"], finess: row["finess"] },
  externalIds: row["external_ids"],
  website: row["website"],
  provenance: row["provenance"],
  ...row["details"],
  version: row["version"],
});

type NewCpts = { readonly name: string; readonly territory: { readonly validFrom: string; readonly territory: { readonly communes: ReadonlyArray<string> } } };

const provenance = { status: "declared" };

const insert = async (client: PoolClient, id: string, body: NewCpts): Promise<void> => {
  const version = randomUUID();
  await rowsOf(client, insertCpts, [id, body.name, body.name.toLowerCase(), "project", "[]", JSON.stringify(provenance)]);
  await rowsOf(client, insertVersion, [version, id, body.territory.validFrom, JSON.stringify(provenance)]);
  await rowsOf(client, insertCommunes, [version, body.territory.territory.communes]);
};

const eventsOf = (id: string, body: NewCpts) => {
  const event = { aggregateId: id, occurredAt: new Date().toISOString(), traceparent: null };
  const { communes } = body.territory.territory;
  const territory = { communes, parts: [], prose: null, provenance };
  return [
    { ...event, id: randomUUID(), type: "cpts.registry.cpts.registered.v1", aggregateVersion: 1, data: { cptsId: id, name: body.name, provenance } },
    {
      ...event,
      id: randomUUID(),
      type: "cpts.registry.territory.changed.v1",
      aggregateVersion: 2,
      data: { cptsId: id, territory, validFrom: body.territory.validFrom, added: communes, removed: [] },
    },
  ];
};

const register = async (body: NewCpts, logged: boolean) => {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const id = randomUUID();
    await insert(client, id, body);
    const [row] = await rowsOf(client, cptsById, [id]);
    if (logged) await rowsOf(client, appendEvents, [JSON.stringify(eventsOf(id, body))]);
    await client.query("commit");
    return { ...cptsOf(row ?? {}), facts: [], contracts: [] };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
};

const app = new Hono();
app.get("/livez", (c) => c.json({ status: "alive" }));
app.get("/v1/communes/:code", async (c) => {
  const asOf = day.format(new Date());
  const [row] = await rowsOf(pool, communeByCode, [c.req.param("code")]);
  if (row === undefined) return c.json({ type: "not-found" }, 404);
  const covers = await rowsOf(pool, coverageOfCommune, [row["code"], asOf]);
  const [coveredBy, perhapsCoveredBy] = [true, false].map((certain) => covers.filter((cover) => cover["certain"] === certain).map(coverageOf));
  return c.json({ ...communeOf(row), asOf, cog: process.env["BENCH_COG"], cogNote: null, resolvedFrom: null, coveredBy, perhapsCoveredBy });
});
app.get("/v1/cpts/:id", async (c) => {
  const [row] = await rowsOf(pool, cptsById, [c.req.param("id")]);
  if (row === undefined) return c.json({ type: "not-found" }, 404);
  const facts = await rowsOf(pool, factsOfCpts, [row["id"]]);
  return c.json({ ...cptsOf(row), facts: facts.map((one) => ({ id: one["id"], fact: one["fact"] })), contracts: row["contracts"] ?? [] });
});
app.get("/v1/professionals", async (c) => {
  const q = (c.req.query("q") ?? "").toLowerCase();
  const after = placeOf(c.req.query("cursor"));
  const rows = await rowsOf(pool, after === null ? peopleByName : peopleBehind, [c.req.query("profession"), `${q}\uffff`, ...(after ?? [q])]);
  return c.json(pageOf(rows));
});
app.post("/v1/cpts", async (c) => c.json(await register(await c.req.json(), false), 201));
app.post("/logged/v1/cpts", async (c) => c.json(await register(await c.req.json(), true), 201));

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) });
process.once("SIGTERM", () => process.exit(0));
