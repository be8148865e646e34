import { crisisPlanEndpoints as endpoints } from "@cpts/api/CrisisPlans";
import type { CptsId } from "@cpts/domain/Cpts";
import type { CrisisPlanId } from "@cpts/domain/CrisisPlan";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { withoutNames } from "../warnings/warning.ts";
import { addContact, listContacts, needsNumbers, removeContact } from "./contacts.ts";
import { beginPlan, changePlan, publishPlan, recordExercise } from "./plan-commands.ts";
import { findPlan, listPlans, listPlanVersions } from "./plan-queries.ts";

type Named = { readonly params: { readonly id: CrisisPlanId } };

// The ids of the platform are UUIDs.
const ownerOf = (id: CrisisPlanId) => Effect.map(findPlan(id), ({ body }) => body.cptsId as CptsId);

const about = ({ params }: Named) =>
  Effect.gen(function* () {
    const cptsId = yield* ownerOf(params.id);
    return { kind: "crisis-plan", visibility: "cpts" as const, cptsId, ...(yield* placesOfCpts(cptsId)) };
  });

export const crisisPlanRoutes = [
  bind(
    endpoints.draftCrisisPlan,
    ({ actor, body }) => cptsResource({ kind: "crisis-plan", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] }),
    ({ body }) => Effect.flatMap(Effect.flatMap(withoutNames(body), beginPlan), (id) => Effect.map(findPlan(id), (answer) => ({ ...answer, location: `crisis-plans/${id}` }))),
  ),
  bind(endpoints.listCrisisPlans, openData("crisis-plan"), ({ actor, query }) => Effect.map(listPlans(query, actor), (body) => ({ body }))),
  bind(endpoints.readCrisisPlan, about, ({ params }) => findPlan(params.id)),
  bind(endpoints.changeCrisisPlan, about, ({ body, ifMatch, params }) => Effect.andThen(Effect.flatMap(withoutNames(body), (content) => changePlan(params.id, content, ifMatch)), findPlan(params.id))),
  bind(endpoints.publishCrisisPlan, about, ({ body, params }) => Effect.andThen(publishPlan(params.id, body), findPlan(params.id))),
  bind(endpoints.listCrisisPlanVersions, about, ({ params }) => Effect.map(listPlanVersions(params.id), (body) => ({ body }))),
  bind(endpoints.recordExercise, about, ({ body, params }) => Effect.andThen(Effect.flatMap(withoutNames(body), (exercise) => recordExercise(params.id, exercise)), findPlan(params.id))),
  bind(endpoints.addCrisisContact, about, ({ body, params }) => Effect.map(Effect.flatMap(withoutNames(body), (contact) => addContact(params.id, contact)), (contact) => ({ body: contact }))),
  bind(endpoints.listCrisisContacts, about, ({ actor, params }) =>
    Effect.gen(function* () {
      const showsPrivate = yield* needsNumbers(actor, yield* ownerOf(params.id));
      return { body: yield* listContacts(params.id, showsPrivate) };
    }),
  ),
  bind(endpoints.removeCrisisContact, about, ({ params }) => Effect.as(removeContact(params.id, params.contact), { body: {} })),
];
