import { queryRows } from "@cpts/testing/database";
import type { TestAnswer, TestRequest, TestService } from "./test-service.ts";

/** An event as the feed gives it. */
export interface SeenEvent {
  readonly type: string;
  readonly subject: string;
  readonly position: number;
  readonly aggregateversion: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A service with somebody who may read and write all of it, and what is asked of both in every test. */
export interface WritingScene {
  readonly service: TestService;
  /** Token of a service account that may write everywhere. */
  readonly writer: string;
  /** Sends as the writer, in English. */
  readonly send: (method: string, path: string, json?: unknown, request?: Omit<TestRequest, "json">) => Promise<TestAnswer>;
  readonly head: () => Promise<number>;
  readonly eventsAfter: (position: number) => Promise<ReadonlyArray<SeenEvent>>;
  /** The events of an aggregate. */
  readonly eventsOf: (subject: string) => Promise<ReadonlyArray<SeenEvent>>;
  /** Rows of a query, as the application role. */
  readonly rows: (text: string, values?: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Readonly<Record<string, unknown>>>>;
}

/** The answer, unless it is a refusal: that fails the test. */
export const accepted = (answer: TestAnswer): TestAnswer => {
  if (answer.status >= 300) throw new Error(`refused: ${answer.text}`);
  return answer;
};

/** Lets somebody write to a service, which goes by this name in the scopes. */
export const writingScene = async (service: TestService, name: string): Promise<WritingScene> => {
  const writer = await service.token({ role: "service-account", scope: `${name}:read ${name}:write ${name}:events` });
  const send: WritingScene["send"] = (method, path, json, { headers = {}, ...request } = {}) =>
    service.send(method, path, { token: writer, json, ...request, headers: { "accept-language": "en", ...headers } });
  const eventsAfter: WritingScene["eventsAfter"] = async (position) => {
    const { json } = accepted(await send("GET", `/v1/events?after=${position}&limit=500`));
    return json.scannedTo === json.head ? json.events : [...json.events, ...(await eventsAfter(json.scannedTo))];
  };
  return {
    service,
    writer,
    send,
    eventsAfter,
    eventsOf: async (subject) => (await eventsAfter(0)).filter((event) => event.subject === subject),
    head: async () => accepted(await send("GET", "/v1/events?limit=1")).json.head,
    rows: (text, values) => queryRows(service.database.url, text, values),
  };
};
