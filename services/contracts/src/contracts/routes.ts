import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { changeContract, draftContract } from "./commands.ts";
import { explain } from "./explanations.ts";
import { contractResource, findContract, listContracts } from "./queries.ts";
import { findLife } from "./life-query.ts";
import { signContract } from "./sign.ts";
import { contractStates } from "./states.ts";
import { recordStep } from "./steps.ts";
import { takeOverContract } from "./take-over.ts";
import { withdrawEntry } from "./withdraw.ts";

const endpoints = contracts.endpoints;

export const contractRoutes = [
  bind(
    endpoints.draftContract,
    ({ actor, body }) => cptsResource({ kind: "contract", id: body.cptsId, actor, visibility: "public", path: ["cptsId"] }),
    ({ body }) =>
      Effect.gen(function* () {
        const id = yield* draftContract(body);
        return { ...(yield* findContract(id)), location: `contracts/${id}` };
      }),
  ),
  bind(
    endpoints.takeOverContract,
    ({ actor, body }) => cptsResource({ kind: "contract", id: body.contract.cptsId, actor, visibility: "public", path: ["contract", "cptsId"] }),
    ({ body }) =>
      Effect.gen(function* () {
        const id = yield* takeOverContract(body);
        return { ...(yield* findContract(id)), location: id };
      }),
  ),
  bind(endpoints.listContracts, openData("contract"), ({ query }) => Effect.map(listContracts(query), (body) => ({ body }))),
  bind(endpoints.readContract, openData("contract"), ({ params, query }) =>
    query.explain === "true"
      ? Effect.map(findContract(params.id, (row, around, day) => ({ explanations: explain(row, around, day) })), (answer) => ({ ...answer, variant: `${answer.variant}-explained` }))
      : findContract(params.id),
  ),
  bind(endpoints.changeContract, contractResource, ({ body, ifMatch, params }) => Effect.andThen(changeContract(params.id, body, ifMatch), findContract(params.id))),
  bind(endpoints.recordContractStep, contractResource, ({ body, params }) => Effect.andThen(recordStep(params.id, body), findContract(params.id))),
  bind(endpoints.withdrawContractStep, contractResource, ({ actor, body, params }) =>
    Effect.andThen(withdrawEntry(params.id, { entry: "step", action: body.action, on: body.on }, { ...body, actor }), findContract(params.id)),
  ),
  bind(endpoints.withdrawContractAmendment, contractResource, ({ actor, body, params }) => Effect.andThen(withdrawEntry(params.id, { entry: "amendment", number: params.number }, { ...body, actor }), findContract(params.id))),
  bind(endpoints.withdrawMissionProgress, contractResource, ({ actor, body, params }) =>
    Effect.andThen(withdrawEntry(params.id, { entry: params.stage === "start" ? "mission-start" : "mission-deployment", mission: params.code }, { ...body, actor }), findContract(params.id)),
  ),
  bind(endpoints.readContractStates, openData("contract"), () => Effect.succeed({ body: contractStates })),
  bind(endpoints.readContractLife, openData("contract"), ({ params, query }) => Effect.map(findLife(params.id, query), (body) => ({ body }))),
  bind(endpoints.signContract, contractResource, ({ body, params }) => Effect.andThen(signContract(params.id, body), findContract(params.id))),
];
