import { actionSheets } from "./sections/action-sheets.ts";
import { crises } from "./sections/crises.ts";
import { facts } from "./sections/facts.ts";
import { governance } from "./sections/governance.ts";
import { identity } from "./sections/identity.ts";
import { indicators } from "./sections/indicators.ts";
import { meetings } from "./sections/meetings.ts";
import { members } from "./sections/members.ts";
import { missions } from "./sections/missions.ts";
import { money } from "./sections/money.ts";
import { needs } from "./sections/needs.ts";
import { partnerships } from "./sections/partnerships.ts";
import { pathways } from "./sections/pathways.ts";
import { prevention } from "./sections/prevention.ts";
import { proofs } from "./sections/proofs.ts";
import { territory } from "./sections/territory.ts";
import type { SectionWriter } from "./subject.ts";

/** Every section there is, in the order of a report without a template. */
export const sectionWriters: ReadonlyArray<SectionWriter> = [
  identity, //
  territory,
  needs,
  governance,
  meetings,
  members,
  partnerships,
  missions,
  actionSheets,
  indicators,
  prevention,
  pathways,
  crises,
  money,
  facts,
  proofs,
];

/** Their names in a template. */
export const sectionIds: ReadonlyArray<string> = sectionWriters.map(({ id }) => id);
