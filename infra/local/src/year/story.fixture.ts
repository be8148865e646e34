import { CptsProblem, type Connection } from "@cpts/sdk";
import { expect } from "vitest";
import { platformInTime, type PlatformInTime } from "./platform-in-time.fixture.ts";

/** The territory of 2024: five communes of Terres de Montaigu, and La Bernardière, which is to merge with Cugand. */
export const communesOf2024 = ["85021", "85039", "85146", "85190", "85197", "85295"];

/** Somebody of the CPTS, as their spreadsheet names them. */
export interface Member {
  readonly id: string;
  readonly name: string;
}

/** What has happened so far, for the steps to come. */
export interface Story {
  readonly platform: PlatformInTime;
  readonly ars: Connection;
  readonly caisse: Connection;
  readonly admin: Connection;
  /** Of the CPTS, once it is registered. */
  coordinator: Connection;
  cptsId: string;
  contractId: string;
  sheetId: string;
  members: ReadonlyArray<Member>;
  boardId: string;
}

/** An empty platform on a day, with the agencies at work. */
export const beginStory = async (day: string): Promise<Story> => {
  const platform = await platformInTime(day);
  const [ars, caisse, admin] = await Promise.all([
    platform.as("ars-officer", { regions: ["52"] }),
    platform.as("cpam-officer", { departements: ["85"] }),
    platform.as("platform-admin"),
  ]);
  return { platform, ars, caisse, admin, coordinator: ars, cptsId: "", contractId: "", sheetId: "", members: [], boardId: "" };
};

/** Waits until another service has learned something by its subscription. */
export const learned = <A>(ask: () => Promise<A>) => expect.poll(ask, { timeout: 15_000, interval: 50 });

/** What is refused: where, and why, as codes. */
export const refusal = async (call: Promise<unknown>): Promise<ReadonlyArray<string>> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof CptsProblem) return error.errors.length === 0 ? [error.type] : error.errors.map(({ code, pointer }) => `${pointer} ${code}`);
    throw error;
  }
  throw new Error("it was accepted");
};
