import { calendarSection } from "./calendar-section.ts";
import { communeSection } from "./commune-section.ts";
import { comparisonSection } from "./comparison-section.ts";
import { contractSection } from "./contract-section.ts";
import { deadlineSection } from "./deadline-section.ts";
import { discrepancySection } from "./discrepancy-section.ts";
import { factSection } from "./fact-section.ts";
import { formationSection } from "./formation-section.ts";
import { fundingSection } from "./funding-section.ts";
import { governanceSection } from "./governance-section.ts";
import { headcountSection } from "./headcount-section.ts";
import { identitySection } from "./identity-section.ts";
import { missionSection } from "./mission-section.ts";
import { networkSection } from "./network-section.ts";
import { preventionSection } from "./prevention-section.ts";
import type { Section } from "./section.ts";
import { territorySection } from "./territory-section.ts";

/** The page of a CPTS, in order: a part more is a file and a line. */
export const sections: ReadonlyArray<Section> = [
  territorySection, //
  discrepancySection,
  comparisonSection,
  contractSection,
  deadlineSection,
  fundingSection,
  governanceSection,
  headcountSection,
  missionSection,
  preventionSection,
  calendarSection,
  networkSection,
  formationSection,
  identitySection,
  communeSection,
  factSection,
];
