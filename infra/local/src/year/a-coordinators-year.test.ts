import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { archiveSteps } from "./archive.fixture.ts";
import { contractSteps } from "./contract.fixture.ts";
import { crisisSteps } from "./crisis.fixture.ts";
import { endingSteps } from "./ending.fixture.ts";
import { formationSteps } from "./formation.fixture.ts";
import { indicatorsSteps } from "./indicators.fixture.ts";
import { membersSteps } from "./members.fixture.ts";
import { missionsSteps } from "./missions.fixture.ts";
import { moneySteps } from "./money.fixture.ts";
import { reportSteps } from "./report.fixture.ts";
import { reviewSteps } from "./review.fixture.ts";
import { beginStory, type Story } from "./story.fixture.ts";
import { territorySteps } from "./territory.fixture.ts";

let year: Story;
const story = (): Story => year;
/** What comes after a step rests on it: nothing more is tried once one has failed. */
let isBroken = false;

beforeAll(async () => {
  year = await beginStory("2024-01-08");
});
beforeEach(({ skip }) => {
  if (isBroken) skip("a step before it has failed");
});
afterEach(({ task }) => {
  isBroken ||= task.result?.state === "fail";
});
afterAll(() => year?.platform.stop());

describe("a coordinator's year", () => {
  describe("formation", () => {
    formationSteps(story);
  });
  describe("contract", () => {
    contractSteps(story);
  });
  describe("members and governance", () => {
    membersSteps(story);
  });
  describe("missions and campaign", () => {
    missionsSteps(story);
  });
  describe("indicators", () => {
    indicatorsSteps(story);
  });
  describe("money", () => {
    moneySteps(story);
  });
  describe("territory", () => {
    territorySteps(story);
  });
  describe("review", () => {
    reviewSteps(story);
  });
  describe("report", () => {
    reportSteps(story);
  });
  describe("crisis", () => {
    crisisSteps(story);
  });
  describe("ending", () => {
    endingSteps(story);
  });
  describe("archive", () => {
    archiveSteps(story);
  });
});
