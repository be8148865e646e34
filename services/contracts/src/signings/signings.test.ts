import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const kind = "accord-ars";
const provenance = { status: "declared" };
const ids = { morning: "", first: "", second: "", next: "", month: "", noYear: "", evening: "" };

let world: Scene;
beforeAll(async () => {
  world = await scene();
  const announced = async (cptsId: string, on: string, time?: string) => world.draft({ cptsId, kind, attachmentDepartement: "37", announced: { on, ...(time === undefined ? {} : { time }) }, provenance });
  const signed = async (cptsId: string, signedOn: string) => {
    const id = await world.draft({ cptsId, kind, attachmentDepartement: "37", provenance });
    await world.sign(id, { signedOn, signatories: [] });
    return id;
  };
  const cptsId = await world.know("CPTS du Jour");
  ids.next = await signed(cptsId, "2020-03-03");
  ids.evening = await announced(cptsId, "2020-03-02", "20:00");
  ids.noYear = await announced(cptsId, "--03-02");
  ids.first = await signed(cptsId, "2020-03-02");
  ids.second = await signed(cptsId, "2020-03-02");
  ids.morning = await announced(cptsId, "2020-03-02", "09:00");
  ids.month = await signed(cptsId, "2020-03");
});
afterAll(() => world.service.stop());

interface Page {
  readonly items: ReadonlyArray<{ readonly contractId: string }>;
  readonly undated: ReadonlyArray<{ readonly contractId: string }>;
  readonly nextCursor: string | null;
}

const idsOf = (some: Page["items"]): ReadonlyArray<string> => some.map(({ contractId }) => contractId);

const pagesOf = async (query: string): Promise<ReadonlyArray<Page>> => {
  const pages: Array<Page> = [];
  for (let cursor: string | null = ""; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
    pages.push((await world.read(`/v1/signings?${query}${cursor === "" ? "" : `&cursor=${cursor}`}`)).json);
  }
  return pages;
};

/** In the order of their dates, then of their hours, then of their ids. */
const inOrder = () => [ids.month, ids.morning, ids.evening, ids.first, ids.second, ids.next];

describe("signings page by page", () => {
  test.each([1, 2, 3, 6, 200])("each stand on one page, in order, %i at a time", async (limit) => {
    const pages = await pagesOf(`limit=${limit}`);
    expect(pages).toHaveLength(Math.ceil(6 / limit));
    expect(pages.flatMap(({ items }) => idsOf(items))).toEqual(inOrder());
  });

  test("whose place nobody can tell are all on the first page", async () => {
    expect((await pagesOf("limit=2")).map(({ undated }) => idsOf(undated))).toEqual([[ids.noYear], [], []]);
  });

  test("are explained for the page shown", async () => {
    const [first, second] = (await pagesOf("limit=5&explain=true")) as ReadonlyArray<Page & { explanations: ReadonlyArray<{ inputs: ReadonlyArray<{ name: string }> }> }>;
    const explained = (page: typeof first) => page?.explanations[0]?.inputs.map(({ name }) => name);
    expect([explained(first), explained(second)]).toEqual([[...inOrder().slice(0, 5), ids.noYear], [ids.next]]);
  });

  test("lead on with a link, and take no cursor of another list", async () => {
    expect((await world.read("/v1/signings?limit=1")).headers.get("link")).toMatch(/cursor=[^>]+>; rel="next"/u);
    const { nextCursor } = (await world.read("/v1/contracts?limit=1&order=signature")).json;
    const refused = await world.read(`/v1/signings?cursor=${nextCursor}`);
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, "cursor"]);
  });
});

describe("what was signed after a contract", () => {
  const after = async (what: string) => {
    const pages = await pagesOf(`after=${what}&limit=1`);
    return [pages.flatMap(({ items }) => idsOf(items)), pages.flatMap(({ undated }) => idsOf(undated)).toSorted()];
  };

  test("does not hold those of the same day, which stand apart: nobody can tell their order", async () => {
    expect(await after(ids.first)).toEqual([[ids.next], [ids.month, ids.morning, ids.evening, ids.second, ids.noYear].toSorted()]);
  });

  test("holds those of the same day whose hour is known to be later", async () => {
    expect(await after(ids.morning)).toEqual([[ids.evening, ids.next], [ids.month, ids.first, ids.second, ids.noYear].toSorted()]);
    expect(await after(ids.evening)).toEqual([[ids.next], [ids.month, ids.first, ids.second, ids.noYear].toSorted()]);
  });

  test("or after a day holds nothing of that day", async () => {
    expect(await after("2020-03-02")).toEqual([[ids.next], [ids.month, ids.noYear].toSorted()]);
  });
});
