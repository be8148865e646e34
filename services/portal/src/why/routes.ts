import { Hono, type Context } from "hono";
import { notFoundPage } from "../html/failure-pages.ts";
import { deadline, orNothing, type Platform } from "../platform.ts";
import { communeTopic } from "./commune-topic.ts";
import { contractTopic } from "./contract-topic.ts";
import { fundingTopic } from "./funding-topic.ts";
import { governanceTopic } from "./governance-topic.ts";
import { headcountTopic } from "./headcount-topic.ts";
import { missionTopic } from "./mission-topic.ts";
import { territoryTopic } from "./territory-topic.ts";
import type { Topic } from "./topic.ts";
import { whyPage } from "./why-page.ts";

/** What a topic about a CPTS is read from. */
interface Question {
  readonly platform: Platform;
  readonly id: string;
  readonly name: string;
  readonly asOf: string | undefined;
  readonly signal: AbortSignal;
}

const on = (asOf: string | undefined) => (asOf === undefined ? {} : { asOf });

const ofTerritory = async ({ platform, id, name, asOf, signal }: Question): Promise<Topic | null> => {
  const territory = await orNothing(platform.registry.readTerritory({ id, explain: "true", ...on(asOf) }, { signal }));
  return territory === null ? null : territoryTopic(name, territory, asOf);
};

const topics: ReadonlyMap<string, (question: Question) => Promise<Topic>> = new Map([
  ["gouvernance", async ({ platform, id, name, asOf, signal }) => governanceTopic(name, (await platform.directory.readGovernance({ id, explain: "true", ...on(asOf) }, { signal })).data, asOf)],
  [
    "effectifs",
    async ({ platform, id, name, signal }) => {
      const { items, explanations = [] } = (await platform.directory.listHeadcounts({ id, explain: "true" }, { signal })).data;
      return headcountTopic(name, id, items, explanations);
    },
  ],
  ["missions", async ({ platform, id, name, signal }) => missionTopic(name, (await platform.prevention.listMissions({ id, explain: "true" }, { signal })).data)],
]);

/** The contract of another CPTS is not explained here. */
const ofContract = async ({ platform, id, name, signal }: Question, contractId: string): Promise<Topic | null> => {
  const [contract, sheets] = await Promise.all([
    orNothing(platform.contracts.readContract({ id: contractId, explain: "true" }, { signal })),
    orNothing(platform.contracts.listActionSheets({ id: contractId, explain: "true" }, { signal })),
  ]);
  if (contract?.cptsId !== id || sheets === null) return null;
  const explanations = [...(contract.explanations ?? []), ...(sheets.explanations ?? [])];
  return contractTopic({ cptsName: name, contract, explanations, sheets: { titlesUnknown: sheets.titlesUnknown, known: sheets.items.length } });
};

const ofFunding = async ({ platform, id, name, signal }: Question, contractId: string, year: string): Promise<Topic | null> => {
  if (!/^2[01]\d\d$/u.test(year)) return null;
  const [contract, funding] = await Promise.all([
    orNothing(platform.contracts.readContract({ id: contractId }, { signal })),
    orNothing(platform.contracts.readFunding({ id: contractId, year: Number(year), explain: "true" }, { signal })),
  ]);
  return contract?.cptsId !== id || funding === null ? null : fundingTopic(name, contract, funding, Number(year));
};

const answer = (context: Context, topic: Topic | null, figure: string) => {
  const explained = topic === null ? null : whyPage(topic, figure);
  return explained === null ? context.html(notFoundPage("Rien n'est expliqué à cette adresse."), 404) : context.html(explained);
};

/** Every "pourquoi ?" leads here. */
export const whyRoutes = (platform: Platform): Hono => {
  const questionOf = async (context: Context, id: string): Promise<Question> => {
    const signal = deadline();
    const { data } = await platform.registry.readCpts({ id }, { signal });
    return { platform, id, name: data.name, asOf: context.req.query("asOf"), signal };
  };
  return new Hono()
    .get("/cpts/:id/pourquoi/:figure", async (context) => {
      const { id, figure } = context.req.param();
      return answer(context, await ofTerritory(await questionOf(context, id)), figure);
    })
    .get("/cpts/:id/pourquoi/:topic/:figure", async (context) => {
      const { id, topic, figure } = context.req.param();
      const read = topics.get(topic);
      return answer(context, read === undefined ? null : await read(await questionOf(context, id)), figure);
    })
    .get("/cpts/:id/pourquoi/contrats/:contract/:figure", async (context) => {
      const { id, contract, figure } = context.req.param();
      return answer(context, await ofContract(await questionOf(context, id), contract), figure);
    })
    .get("/cpts/:id/pourquoi/financement/:contract/:year/:figure", async (context) => {
      const { id, contract, figure, year } = context.req.param();
      return answer(context, await ofFunding(await questionOf(context, id), contract, year), figure);
    })
    .get("/communes/:code/pourquoi/:figure", async (context) => {
      const { code, figure } = context.req.param();
      const asOf = context.req.query("asOf");
      const { data } = await platform.registry.readCommune({ code, explain: "true", ...on(asOf) }, { signal: deadline() });
      return answer(context, communeTopic(data, asOf), figure);
    });
};
