import { registry } from "@cpts/api/Registry";
import { territories } from "@cpts/service-kit/known/projection";
import type { Surroundings } from "@cpts/service-kit/service";
import { foreignLog } from "@cpts/service-kit/testing/foreign-log";
import { withSmallSnapshotPages } from "@cpts/service-kit/testing/snapshot-proof";
import { testService, type TestAnswer, type TestService } from "@cpts/service-kit/testing/test-service";
import { writingScene, type SeenEvent, type WritingScene } from "@cpts/service-kit/testing/writing-scene";
import { expect } from "vitest";
import { directory } from "../service.ts";

/** A directory with someone who may write everything, and CPTS that the registry has told it of. */
export interface Scene extends WritingScene {
  readonly get: (path: string, token?: string) => Promise<TestAnswer>;
  /**
   * Sends a POST twice with one key and gives the answer: the second must be the same and leave no second event. Fails the
   * test when it is refused.
   */
  readonly create: (path: string, json: unknown) => Promise<ReturnType<JSON["parse"]>>;
  /** What is wrong with a request: status, type and pointers. */
  readonly faults: (path: string, json: unknown) => Promise<ReadonlyArray<unknown>>;
  /** Learns a CPTS of these communes as the registry's events would tell, and gives its id. */
  readonly learnCpts: (...communes: ReadonlyArray<string>) => Promise<string>;
  readonly events: () => Promise<ReadonlyArray<SeenEvent>>;
}

const { cptsRegistered, territoryChanged } = registry.events;

const learner = (service: TestService) => {
  const log = foreignLog(service, territories);
  let learned = 0;
  return async (...communes: ReadonlyArray<string>): Promise<string> => {
    const cptsId = `0198c0de-0000-7000-8000-${String(2 * learned + 100).padStart(12, "0")}`;
    learned += 1;
    const territory = { communes, parts: [], prose: null, provenance: { status: "declared" } };
    const parked = await log.hear(
      { definition: cptsRegistered, subject: cptsId, data: { ...cptsRegistered.example, cptsId, name: `CPTS ${communes.join(" ")}` } },
      { definition: territoryChanged, subject: cptsId, data: { ...territoryChanged.example, cptsId, territory, added: communes } },
    );
    expect(parked).toBe(0);
    return cptsId;
  };
};

/** Starts a directory on a database of its own, at the time that a clock tells; nothing answers where its registry would be. */
export const scene = async (surroundings: Surroundings = {}): Promise<Scene> => {
  const service = await testService(withSmallSnapshotPages(directory), { REGISTRY_URL: "http://127.0.0.1:1" }, surroundings);
  const writing = await writingScene(service, "directory");
  const { eventsAfter, head, send } = writing;
  return {
    ...writing,
    get: (path, token) => service.send("GET", path, { headers: { "accept-language": "en" }, ...(token === undefined ? {} : { token }) }),
    create: async (path, json) => {
      const before = await head();
      const headers = { "idempotency-key": crypto.randomUUID() };
      const first = await send("POST", path, json, { headers });
      const second = await send("POST", path, json, { headers });
      expect([first.status, first.text]).toEqual([201, second.text]);
      expect(second.headers.get("idempotency-replayed")).toBe("true");
      expect(await head()).toBe(before + 1);
      return first.json;
    },
    faults: async (path, json) => {
      const answer = await send("POST", path, json);
      return [answer.status, answer.json.type?.replace("/problems/", ""), ...(answer.json.errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
    },
    learnCpts: learner(service),
    events: () => eventsAfter(0),
  };
};
