import type { Choice } from "@cpts/service-kit/testing/snapshot-proof";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { fakeRpps } from "@cpts/testing/rpps-extract/fake-number";
import { extractOf, operatorOf } from "./extracts.ts";
import type { Scene } from "./scene.ts";

type Json = Readonly<Record<string, unknown>>;

const sourced = { status: "sourced", source: { document: "Site de la CPTS" } };
const period = { from: "2026-01-01", to: "2027-01-01" };

/** Some have ended, which no list of today shows. */
const dates = (of: Choice["of"]) => of<object>({ validFrom: "2020-06" }, { validFrom: "2015", validTo: "2018-01-01" }, {});

/** A directory that two members, two organizations and the national register are known to. */
export const known = async (world: Scene) => {
  const operator = await operatorOf(world);
  const eraser = await world.service.token({ role: "service-account", scope: "directory:erase directory:read directory:write" });
  const post = async (path: string, json: Json = {}) => accepted(await world.send("POST", path, json)).json;
  const member = async (at: string, more: Json = {}): Promise<readonly [person: string, membership: string]> => {
    const { id } = await post("/v1/professionals", { familyName: "Nouveau", givenName: "Membre", profession: "60", ...more });
    return [id, (await post("/v1/memberships", { cptsId: at, professionalId: id, validFrom: "2020-01-01" })).id];
  };
  await operator.send(extractOf({ people: 60 }), "?name=PS_LibreAcces_Personne_activite_202611010820.txt");
  const [most] = await world.rows("select place from rpps_professional, unnest(places) as place where place ~ '^[0-9]{5}$' and '60' = any(professions) group by place order by count(*) desc, place limit 1");
  const cptsId = await world.learnCpts(String(most?.["place"]));
  const people = [(await member(cptsId))[0], (await member(cptsId, { rpps: fakeRpps(1), profession: "10" }))[0]];
  await operator.send(extractOf({ people: 60, each: (person) => ({ ...person, family: "AUTREMENT" }) }));
  const organizations = [(await post("/v1/organizations", { name: "Première", kind: "msp" })).id, (await post("/v1/organizations", { name: "Seconde", kind: "msp" })).id];
  const erase = (id: string) => world.send("POST", `/v1/professionals/${id}/erasure`, { reason: "request", requestedBy: "person" }, { token: eraser });
  const { id: bodyId } = await post(`/v1/cpts/${cptsId}/bodies`, { kind: "bureau", provenance: sourced });
  return { bodyId, cptsId, erase, member, organizations, people, post };
};

type Known = Awaited<ReturnType<typeof known>>;

const meeting = ({ cptsId, people }: Known) => ({ cptsId, kind: "board", title: "Conseil d'administration", visibility: "board", on: "2026-03-02", time: "20:00", agenda: [{ title: "Budget" }], invited: people.map((professionalId) => ({ professionalId })) });
const step = (world: Scene, id: string, path: string, json: Json = {}) => world.send("POST", `/v1/convened-meetings/${id}/${path}`, json);
const rename = async (world: Scene, id: string, kind: string) =>
  world.send("PATCH", `/v1/convened-meetings/${id}`, { why: "forgotten", kind, title: `Réunion ${kind}` }, { headers: { "if-match": (await world.send("GET", `/v1/convened-meetings/${id}`)).headers.get("etag") ?? "" } });

/** Lets everything happen once that is told of a snapshot: erasures last, of people whom each collection holds. */
export const onceEach = async (world: Scene, around: Known): Promise<void> => {
  const { cptsId, erase, member, organizations, people, post } = around;
  const [leaver, ended] = await member(cptsId);
  accepted(await world.send("PATCH", `/v1/memberships/${ended}`, { why: "typing-error", validFrom: "2021-01-01" }, { headers: { "if-match": '"v1"' } }));
  await post(`/v1/memberships/${ended}/end`, { on: "2026-05-01", reason: "moved-away" });
  const asks = async () => post("/v1/membership-requests", { cptsId, professionalId: (await post("/v1/professionals", { familyName: "Nouveau", givenName: "Candidat" })).id, requestedOn: "2026-01-05" });
  const [accept, refuse, open] = [await asks(), await asks(), await asks()];
  await post(`/v1/membership-requests/${accept.id}/acceptance`, { on: "2026-03-20" });
  await post(`/v1/membership-requests/${refuse.id}/refusal`, { on: "2026-03-20", reason: "other" });
  const participation = await post("/v1/care-participations", { cptsId, professionalId: leaver, kind: "sas", validFrom: "2020-06" });
  await post(`/v1/care-participations/${participation.id}/end`, { on: "2026-02-01" });
  await post("/v1/care-counts", { cptsId, professionalId: leaver, year: 2024, measure: "sas-visits", count: 3 });
  const arrival = await post("/v1/arrivals", { cptsId, professionalId: leaver, kind: "newcomer", expectedOn: "2026-09" });
  await post(`/v1/arrivals/${arrival.id}/checklist`, { item: "welcome-meeting", on: "2026-02-01" });
  await post("/v1/relationships", { kind: "represents", professionalId: leaver, of: organizations[0] });
  await post("/v1/organizations", { name: "Troisième", kind: "msp" }).then(({ id }) => post(`/v1/organizations/${id}/merger`, { into: organizations[0] }));
  const renamed = await post("/v1/organizations", { name: "Quatrième", kind: "msp" });
  accepted(await world.send("PATCH", `/v1/organizations/${renamed.id}`, { why: "renamed", name: "Cinquième" }, current));
  const represented = await post("/v1/relationships", { kind: "represents", professionalId: people[0], of: organizations[1] });
  accepted(await world.send("PATCH", `/v1/relationships/${represented.id}`, { why: "ended", validTo: "2026-03-01" }, current));
  const seat = await post(`/v1/cpts/${cptsId}/bodies/${around.bodyId}/seats`, { professionalId: people[0], provenance: sourced });
  await post(`/v1/cpts/${cptsId}/bodies/${around.bodyId}/seats/${seat.id}/corrections`, { why: "resigned", validTo: "2026" });
  await post(`/v1/cpts/${cptsId}/bodies/${around.bodyId}/elections`, { on: "2026-03-02", seatsOpen: 1, candidates: [{ professionalId: people[0], elected: true }], provenance: sourced });
  const partnership = await post("/v1/partnerships", { cptsId, organizationId: organizations[0], kind: "means", state: "planned" });
  await post(`/v1/partnerships/${partnership.id}/start`, { on: "2026-01-01" });
  await post(`/v1/partnerships/${partnership.id}/end`, { on: "2026-02-01", reason: "other" });
  const office = await post(`/v1/cpts/${cptsId}/offices`, { office: "PRESIDENT", label: "présidente", missions: ["PARCOURS"], holders: [{ professionalId: people[0] }], validFrom: "2020", provenance: sourced });
  await post(`/v1/cpts/${cptsId}/offices/${office.id}/corrections`, { why: "typing-error", validFrom: "2021" });
  await post(`/v1/cpts/${cptsId}/bodies`, { kind: "board", declaredSize: { value: 9 }, provenance: sourced });
  await post(`/v1/cpts/${cptsId}/headcounts`, { total: { value: 227, unit: "people" }, lines: [{ label: "Infirmiers", profession: "60", value: 156, unit: "people" }], provenance: sourced });
  await post("/v1/meetings", { title: "Réunion", heldOn: "2024-03-01", commune: "37003", cptsId });
  const [held, off] = [await post("/v1/convened-meetings", meeting(around)), await post("/v1/convened-meetings", meeting(around))];
  accepted(await step(world, held.id, "moves", { on: "2026-03-10", time: "19:30", commune: "37003" }));
  accepted(await rename(world, held.id, "general-assembly"));
  accepted(await step(world, held.id, "holding"));
  accepted(await step(world, held.id, "attendance/closure", { durationMinutes: 90 }));
  accepted(await step(world, off.id, "cancellation", { reason: "no-quorum" }));
  await post(`/v1/cpts/${cptsId}/member-statistics/proposals`, { ...period, profession: "60" });
  await post(`/v1/professionals/${people[0]}/objections`, { scope: "listing", on: "2026-01-01" });
  await post(`/v1/professionals/${people[0]}/objections/withdrawals`, { scope: "listing", on: "2026-02-01" });
  accepted(await erase(leaver));
  accepted(await erase(open.professionalId));
};

const any = (of: Choice["of"], ids: ReadonlyArray<string> = []) => of(ids[0] ?? "", ...ids);
const keep = (ids: Array<string> | undefined, { json, status }: { readonly json: Json; readonly status: number }) => (status === 201 ? ids?.push(String(json["id"])) : undefined);

/** The condition of a first change. */
const current = { headers: { "if-match": '"v1"' } };

/** Writes of a random history, by what they are about; each may well be refused. */
export const randomWrites = (world: Scene, around: Known) => {
  const { cptsId, erase, organizations, people } = around;
  const made = async (path: string, json: Json): Promise<string> => String((await world.send("POST", path, json)).json.id);
  const [persons, memberships, requests, offices, meetings, closed]: ReadonlyArray<Array<string>> = [[], [], [], [], [], []];
  const person = async (of: Choice["of"]) => keep(persons, await world.send("POST", "/v1/professionals", { familyName: "Nom", givenName: "Camille", profession: of("10", "60"), visibility: of("public", "cpts", "private") }));
  const changing = async ({ below, of }: Choice): Promise<unknown> => {
    const id = any(of, memberships);
    if (below(2) === 0) return world.send("POST", `/v1/memberships/${id}/end`, { on: "2026-05-01", reason: of("moved-away", "recorded-in-error") });
    return world.send("PATCH", `/v1/memberships/${id}`, { why: "typing-error", ...of<object>({ validTo: "2026" }, { validTo: null }, { college: "Infirmiers" }) }, { headers: { "if-match": (await world.send("GET", `/v1/memberships/${id}`)).headers.get("etag") ?? "" } });
  };
  const joining = async ({ below, of }: Choice): Promise<unknown> => {
    if (below(3) === 0) return world.send("POST", "/v1/memberships", { cptsId, organizationId: any(of, organizations), ...dates(of) });
    const id = await made("/v1/professionals", { familyName: "Nouveau", givenName: "Membre", profession: "60" });
    persons?.push(id);
    return keep(memberships, await world.send("POST", "/v1/memberships", { cptsId, professionalId: id, validFrom: "2020-01-01" }));
  };
  const asking = async ({ below, of }: Choice): Promise<unknown> => {
    if (below(2) === 0) return world.send("POST", `/v1/membership-requests/${any(of, requests)}/${of("acceptance", "refusal")}`, of<object>({ on: "2026-03-21", reason: "other" }, { on: "2026-03-21" }));
    const id = await made("/v1/professionals", { familyName: "Nouveau", givenName: "Candidat" });
    persons?.push(id);
    return keep(requests, await world.send("POST", "/v1/membership-requests", { cptsId, professionalId: id, requestedOn: of("2026-01-05", "2026-02-03") }));
  };
  const holding = async ({ below, of }: Choice): Promise<unknown> => {
    if (below(3) === 0) return world.send("POST", `/v1/cpts/${cptsId}/offices/${any(of, offices)}/corrections`, of<object>({ why: "typing-error", validTo: "2026", missions: ["CRISE"] }, { why: "recorded-in-error" }));
    return keep(offices, await world.send("POST", `/v1/cpts/${cptsId}/offices`, { office: of("PRESIDENT", "TRESORIER"), label: `fonction ${below(100)}`, holders: [{ professionalId: any(of, people) }], validFrom: of("2020", "2025"), provenance: sourced }));
  };
  const convening = async ({ below, of }: Choice): Promise<unknown> => {
    const id = any(of, meetings);
    switch (id === "" ? 0 : below(7)) {
      case 0:
      case 1:
        return keep(meetings, await world.send("POST", "/v1/convened-meetings", meeting(around)));
      case 2:
        return step(world, id, "moves", { on: "2026-03-12", time: of("18:00", "20:30") });
      case 3:
        return rename(world, id, of("bureau", "partners"));
      case 4:
        return step(world, id, of("cancellation", "reinstatement"), of<Json>({ reason: "no-quorum" }, { why: "recorded-in-error" }));
      case 5:
        return step(world, id, "holding");
      default:
        return step(world, id, "attendance/closure", { durationMinutes: 60 + below(60) });
    }
  };
  return {
    people: async ({ below, of }: Choice): Promise<unknown> => (below(5) === 0 ? erase(any(of, persons)) : person(of)),
    organizations: async ({ below, of }: Choice) => {
      const id = await made("/v1/organizations", { name: `Structure ${below(1_000)}`, kind: of("msp", "ars") });
      const after = below(4);
      if (after === 0) return world.send("PATCH", `/v1/organizations/${id}`, { why: "renamed", name: `Autre ${below(100)}` }, current);
      if (after === 1) return world.send("POST", `/v1/organizations/${id}/closure`, { on: of("2025", "2026-01-01"), reason: "dissolved" });
      return after === 2 ? world.send("POST", `/v1/organizations/${id}/merger`, { into: organizations[0] }) : id;
    },
    relationships: async ({ of }: Choice) => {
      const id = await made("/v1/relationships", { kind: "represents", professionalId: of(any(of, people), any(of, persons)), of: any(of, organizations), ...dates(of) });
      return of(true, false) ? world.send("PATCH", `/v1/relationships/${id}`, { why: "ended", validTo: of("2024", "2026-03-01") }, current) : id;
    },
    partnerships: async ({ below, of }: Choice) => {
      const id = await made("/v1/partnerships", { cptsId, organizationId: any(of, organizations), kind: of("means", "other"), ...of<object>({ state: "planned" }, { state: "active", validFrom: "2020", agreement: { endsOn: "2030-01-01" } }) });
      const after = below(3);
      if (after === 0) return world.send("POST", `/v1/partnerships/${id}/start`, { on: "2026-01-01" });
      return after === 1 ? world.send("POST", `/v1/partnerships/${id}/end`, { on: "2026-02-01", reason: of("other", "given-up") }) : id;
    },
    memberships: async (choice: Choice) => (choice.below(2) === 0 ? joining(choice) : changing(choice)),
    requests: asking,
    offices: holding,
    convened: convening,
    attendances: async ({ below, of }: Choice) => {
      const id = any(of, closed);
      if (id !== "" && below(2) === 0) return step(world, id, "attendance/correction", { why: "forgotten", entries: [{ professionalId: any(of, people), presence: of("present", "absent"), minutes: below(60) }] });
      const held = await made("/v1/convened-meetings", meeting(around));
      await step(world, held, "holding");
      await step(world, held, "attendance/closure", { durationMinutes: 60 + below(60) });
      return closed?.push(held);
    },
    meetings: async ({ below, of }: Choice) => world.send("POST", "/v1/meetings", { title: `Réunion ${below(100)}`, heldOn: of(null, "2024-03-01", "--11-14"), commune: "37003", cptsId }),
    seats: async ({ below, of }: Choice) => {
      const path = `/v1/cpts/${cptsId}/bodies/${around.bodyId}/seats`;
      const id = await made(path, { professionalId: any(of, people), part: of("lead", "member"), provenance: sourced, ...dates(of) });
      return below(2) === 0 ? id : world.send("POST", `${path}/${id}/corrections`, of<Json>({ why: "resigned", validTo: "2026-06" }, { why: "recorded-in-error" }));
    },
    elections: async ({ below, of }: Choice) =>
      world.send("POST", `/v1/cpts/${cptsId}/bodies/${around.bodyId}/elections`, { on: "2026-03-02", seatsOpen: 1 + below(3), candidates: people.map((professionalId, index) => ({ professionalId, elected: index === 0 && of(true, false) })), provenance: sourced }),
    bodies: async ({ below, of }: Choice) => {
      const path = `/v1/cpts/${cptsId}/bodies`;
      const id = await made(path, { kind: "working-group", name: "Groupe", missions: of([], ["PARCOURS"]), declaredSize: { value: below(30) }, provenance: sourced });
      await made(`${path}/${id}/seats`, { professionalId: any(of, people), part: "lead", provenance: sourced, validFrom: "2024" });
      return below(3) === 0 ? id : world.send("POST", `${path}/${id}/changes`, of<Json>({ why: "closed", validTo: "2026-06" }, { why: "purpose-changed", purpose: "Autre", missions: ["CRISE"], declaredSize: null }, { why: "recorded-in-error" }));
    },
    participations: async ({ below, of }: Choice) => {
      const { json } = await world.send("POST", "/v1/care-participations", { cptsId, professionalId: of(any(of, people), any(of, persons)), kind: of("sas", "treating-doctor", "unscheduled-care"), ...dates(of) });
      return below(2) === 0 ? undefined : world.send("POST", `/v1/care-participations/${json.id}/end`, { on: "2026-02-01" });
    },
    counts: async ({ below, of }: Choice) => world.send("POST", "/v1/care-counts", { cptsId, professionalId: of(any(of, people), any(of, persons)), year: 2016 + below(10), measure: of("sas-visits", "unscheduled-visits"), count: below(100) }),
    arrivals: async ({ below, of }: Choice) => {
      const { json } = await world.send("POST", "/v1/arrivals", { cptsId, professionalId: of(any(of, people), any(of, persons)), kind: of("newcomer", "student", "locum"), expectedOn: of("2026-09", "2027") });
      return below(2) === 0 ? undefined : world.send("POST", `/v1/arrivals/${json.id}/checklist`, { item: "welcome-meeting", on: "2026-02-01" });
    },
    headcounts: async ({ below, of }: Choice) => world.send("POST", `/v1/cpts/${cptsId}/headcounts`, { on: of("2017-11-30", "2020"), total: { value: 10 + below(100), unit: "people" }, lines: [], provenance: sourced }),
    proposals: async ({ below }: Choice) => world.send("POST", `/v1/cpts/${cptsId}/member-statistics/proposals`, { from: `2026-0${1 + below(9)}-01`, to: "2027-01-01", profession: "60" }),
  };
};
