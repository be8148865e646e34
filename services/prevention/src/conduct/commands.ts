import { prevention } from "@cpts/api/Prevention";
import type { NewStep } from "@cpts/api/ConductEndpoints";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { ConductStatement, progressed, type ConductId, type ProgressRefused, type ProgressStep, type ReasonMissing, type StepOutOfOrder } from "@cpts/domain/ActionConduct";
import type { ActionId } from "@cpts/domain/PreventionAction";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Result, Schema } from "effect";
import { write } from "../database/tables.ts";
import { isKnownProfessional, standingsOf, unknownOrganizations } from "../members/queries.ts";
import { standingFaults } from "../members/standing.ts";
import { cancelSessionsOf, sessionsLost } from "../sessions/commands.ts";
import { unknownProfessional } from "../sessions/sign-ups.ts";
import { bornTexts, requireSeen } from "../warnings/warning.ts";
import { lockedConduct, nothingSaid, type Conducted } from "./queries.ts";

const lock = (id: ActionId) => Effect.flatMap(write((db) => lockedConduct(db, id)), ([row]) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(row)));

const encode = Schema.encodeSync(ConductStatement);
const decode = Schema.decodeUnknownSync(ConductStatement);

const store = (before: Conducted, said: ConductStatement, history: ReadonlyArray<ProgressStep>) =>
  Effect.gen(function* () {
    // The platform's ids are UUIDs.
    const id = (before.conduct_id ?? (yield* (yield* Ids).next)) as ConductId;
    const last = history.at(-1);
    const progress = last?.to ?? "planned";
    const content = { statement: JSON.stringify(encode(said)), progress, history: JSON.stringify(history), version: before.version + 1 };
    yield* write((db) =>
      db
        .insertInto("action_conduct")
        .values({ id, action_id: before.action_id, cpts_id: before.cpts_id, ...content })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(content))
        .execute(),
    );
    const { populations, realFrom, realTo, theme } = said;
    const data = { conductId: id, actionId: before.action_id, cptsId: before.cpts_id, theme, populations, progress, on: last?.on ?? null, realFrom, realTo };
    // The first version is that of an action of which nothing was said: no event tells it.
    yield* record(prevention.events.conductChanged, { aggregateId: id, aggregateVersion: before.version, data });
  });

type Stated = NonNullable<(typeof prevention.endpoints.stateConduct)["body"]>["Type"];

/** Who leads is of the CPTS on the first day of the action, as far as it is known; one who is no member may lead, when it is meant. */
const requireLead = (leadId: NonNullable<ConductStatement["leadId"]>, cptsId: CptsId, day: LocalDate) =>
  Effect.gen(function* () {
    if (!(yield* isKnownProfessional(leadId))) return yield* unknownProfessional(["leadId"]);
    const standing = (yield* standingsOf([leadId], cptsId, day)).get(leadId) ?? "not-a-member";
    return yield* standingFaults(standing, day, ["leadId"]);
  });

const requirePartners = (partners: ReadonlyArray<string>, before: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const unknown = new Set(yield* unknownOrganizations(partners.filter((id) => !before.includes(id))));
    const message = { fr: "cette organisation n'est pas connue ici, ou pas encore", en: "this organization is not known here, or not yet" };
    const faults = partners.flatMap((id, index): ReadonlyArray<FieldFault> => (unknown.has(id) ? [{ in: "body", path: ["partners", index], code: "unknown-organization", message }] : []));
    if (faults.length > 0) return yield* new Problem({ type: "unknown-reference", retryAfterSeconds: 1, faults });
  });

/** Says how an action is carried out, from the version that the caller has read; what says the same leaves no trace. */
export const stateConduct = (id: ActionId, { acknowledged, ...said }: Stated, ifMatch: number) =>
  Effect.gen(function* () {
    const before = yield* lock(id);
    if (before.version !== ifMatch)
      return yield* new Problem({ type: "version-conflict", detail: { fr: `Ceci en est à la version ${before.version}. Relisez-le, puis refaites votre modification.`, en: `This is at version ${before.version}. Read it again, then make your change anew.` } });
    const stated = decode(before.statement ?? nothingSaid);
    if (JSON.stringify(stated) === JSON.stringify(said)) return;
    // Who led and has left since still did: what is said of the rest does not call it in question.
    if (said.leadId !== null && said.leadId !== stated.leadId) yield* requireSeen(yield* requireLead(said.leadId, before.cpts_id, said.realFrom ?? (yield* today)), acknowledged);
    yield* requirePartners(said.partners, stated.partners);
    yield* store(before, said, before.history ?? []);
  });

const words = { planned: "planifiée", running: "en cours", postponed: "reportée", done: "faite", cancelled: "annulée" } as const;

const refused = (failure: ProgressRefused | ReasonMissing | StepOutOfOrder): Problem => {
  switch (failure._tag) {
    case "ProgressRefused":
      return new Problem({
        type: "illegal-transition",
        detail: {
          fr: `Une action ${words[failure.from]} ne devient pas ${words[failure.to]} ; possible : ${failure.possible.map((one) => words[one]).join(", ") || "rien"}.`,
          en: `An action that is ${failure.from} does not become ${failure.to}; possible: ${failure.possible.join(", ") || "nothing"}.`,
        },
      });
    case "ReasonMissing":
      return new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["reason"], code: "reason-needed", message: { fr: `une action ${words[failure.to]} dit pourquoi`, en: `an action that is ${failure.to} says why` } }] });
    case "StepOutOfOrder":
      return new Problem({
        type: "invalid-request",
        faults: [
          {
            in: "body",
            path: ["on"],
            code: "out-of-order",
            message: { fr: `ce jour va ${failure.earliest === null ? "" : `du ${failure.earliest} `}au ${failure.latest}`, en: `this day is ${failure.earliest === null ? "" : `from ${failure.earliest} `}to ${failure.latest}` },
          },
        ],
      });
  }
};

/** Takes an action a state further. One that is cancelled takes its sessions to come along, once that is known. */
export const stepAction = (id: ActionId, { acknowledged, on, reason, to }: typeof NewStep.Type) =>
  Effect.gen(function* () {
    const before = yield* lock(id);
    const now = yield* today;
    const history = progressed(before.history ?? [], { to, on: on ?? now, reason: reason ?? null }, now);
    if (Result.isFailure(history)) return yield* refused(history.failure);
    const lost = to === "cancelled" ? yield* sessionsLost(id) : [];
    yield* requireSeen([...bornTexts([[["reason"], reason]], now), ...lost], acknowledged);
    yield* store(before, decode(before.statement ?? nothingSaid), history.success);
    if (to === "cancelled" && reason !== undefined) yield* cancelSessionsOf(id, reason);
  });
