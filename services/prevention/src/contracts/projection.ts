import { contracts } from "@cpts/api/Contracts";
import { jsonOf } from "@cpts/api/EventType";
import { type Projection, writes } from "@cpts/service-kit/subscriptions/projection";
import { sql } from "kysely";
import { build } from "../database/tables.ts";

const { actionSheetAdded, contractAmended, contractChanged, contractDrafted, contractEntryWithdrawn, contractRenewed, contractResumed, contractSigned, contractSuspended, contractTakenOver, contractTerminated } = contracts.events;

interface Content {
  readonly kind?: string;
  readonly missions?: string;
  readonly announced?: string;
  readonly is_announced?: boolean;
  readonly version: number;
}

interface Announced {
  readonly on: string | null;
  readonly time: string | null;
}

/** When a signature is to take place. One that is taken back stays, so that calendars are told. */
const announcedOf = (announced: Announced | null) => (announced === null ? { is_announced: false } : { announced: JSON.stringify({ on: announced.on, time: announced.time }), is_announced: true });

/** Keeps what is told of a draft; the signature, which tells everything, is never undone. */
const learnDraft = (id: string, cptsId: string, content: Content) =>
  build
    .insertInto("known_contract")
    .values({ id, cpts_id: cptsId, kind: null, state: "draft", signed_on: null, inferred_signed_on: null, term_years: null, signed_number: null, missions: "[]", amendments: "{}", steps: "{}", announced: null, is_announced: false, ...content })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ cpts_id: cptsId, ...content }).where("known_contract.state", "=", "draft"))
    .compile();

/** Facts of the life of a contract by the place of their event in it, so that an event applied again changes nothing. */
type Life = Readonly<Record<string, unknown>>;

const addLife = (id: string, column: "amendments" | "steps", facts: Life) =>
  build
    .updateTable("known_contract")
    .set({ [column]: sql`${sql.ref(column)} || ${JSON.stringify(facts)}::jsonb` })
    .where("id", "=", id)
    .compile();

/** What happens to a signed contract. One that is taken over tells its whole history at once: it comes before all later events. */
const life = {
  ...writes(contractAmended, (data, { aggregateversion: version }) => {
    const { changes, contractId, effectiveOn: on, number } = jsonOf(contractAmended, data);
    return [addLife(contractId, "amendments", { [version]: { number, on, changes } })];
  }),
  ...writes(contractTakenOver, (data, { aggregateversion: version }) => {
    const { amendments, contractId, steps } = jsonOf(contractTakenOver, data);
    const within = (index: number): number => version + index / 10_000;
    const amended = amendments.map(({ changes, effectiveOn: on, number }, index) => [within(index), { number, on, changes }] as const);
    return [addLife(contractId, "amendments", Object.fromEntries(amended)), addLife(contractId, "steps", Object.fromEntries(steps.map((step, index) => [within(index), step] as const)))];
  }),
  // Always of the one before it in its list: it is kept in its place, and takes that back when the list is read.
  ...writes(contractEntryWithdrawn, ({ contractId, entry }, { aggregateversion: version }) => {
    if (entry !== "step" && entry !== "amendment") return [];
    return [addLife(contractId, entry === "step" ? "steps" : "amendments", { [version]: { withdrawn: true } })];
  }),
  ...writes(contractSuspended, (data, { aggregateversion: version }) => [addLife(data.contractId, "steps", { [version]: { action: "suspend", on: data.on, termYears: null } })]),
  ...writes(contractResumed, (data, { aggregateversion: version }) => [addLife(data.contractId, "steps", { [version]: { action: "resume", on: data.on, termYears: null } })]),
  ...writes(contractTerminated, (data, { aggregateversion: version }) => [addLife(data.contractId, "steps", { [version]: { action: "terminate", on: data.on, termYears: null } })]),
  ...writes(contractRenewed, (data, { aggregateversion: version }) => [addLife(data.contractId, "steps", { [version]: { action: "renew", on: data.on, termYears: data.termYears } })]),
};

/** The contracts of the CPTS, as far as missions are concerned. */
export const knownContracts: Projection = {
  name: "contracts",
  source: contracts.name,
  tables: ["known_contract", "known_action_sheet"],
  handlers: {
    ...life,
    ...writes(actionSheetAdded, ({ actionSheetId: id, cptsId }) => [build.insertInto("known_action_sheet").values({ id, cpts_id: cptsId }).onConflict((conflict) => conflict.doNothing()).compile()]),
    ...writes(contractDrafted, (data, { aggregateversion: version }) => {
      const { announced, contractId, cptsId, kind, missions } = jsonOf(contractDrafted, data);
      return [learnDraft(contractId, cptsId, { kind, missions: JSON.stringify(missions), ...announcedOf(announced), version })];
    }),
    ...writes(contractChanged, (data, { aggregateversion: version }) => {
      const { announced, contractId, cptsId, kind, missions } = jsonOf(contractChanged, data);
      const said = { ...(kind === undefined ? {} : { kind }), ...(missions === undefined ? {} : { missions: JSON.stringify(missions) }) };
      return [learnDraft(contractId, cptsId, { ...said, ...(announced === undefined ? {} : announcedOf(announced)), version })];
    }),
    ...writes(contractSigned, (data, { aggregateversion: version, position }) => {
      const { contractId, cptsId, inferredSignedOn, kind, missions, signedOn, termYears } = jsonOf(contractSigned, data);
      const content = {
        cpts_id: cptsId,
        kind,
        state: "signed" as const,
        signed_on: signedOn,
        inferred_signed_on: inferredSignedOn,
        term_years: termYears,
        signed_number: position,
        version,
        missions: JSON.stringify(missions),
      };
      return [build.insertInto("known_contract").values({ id: contractId, amendments: "{}", steps: "{}", announced: null, is_announced: false, ...content }).onConflict((conflict) => conflict.column("id").doUpdateSet(content)).compile()];
    }),
  },
};
