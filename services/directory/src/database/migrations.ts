import { externalIdTable } from "@cpts/service-kit/database/external-ids";
import type { Migrations } from "@cpts/service-kit/database/migrate";
import { knownFigures, knownTerritories } from "@cpts/service-kit/known/tables";
import { discrepancies } from "../discrepancies/tables.ts";
import { finessStructures } from "../finess/tables.ts";
import { governance } from "../governance/tables.ts";
import { bodyChanges } from "../governance/bodies/tables.ts";
import { bodySeats } from "../governance/seats/tables.ts";
import { officeMissions, officeVersions } from "../governance/office-versions.ts";
import { headcounts } from "../headcounts/tables.ts";
import { arrivals } from "../arrivals/tables.ts";
import { contacts, objectionWithdrawals } from "../contacts/tables.ts";
import { care } from "../care/tables.ts";
import { memberImports } from "../member-import/tables.ts";
import { convenedMeetings } from "../meetings/tables.ts";
import { membershipCourse } from "../memberships/tables.ts";
import { organizationCourse } from "../organizations/course-tables.ts";
import { partnerships } from "../partnerships/tables.ts";
import { undatedRelationships } from "../relationships/undated.ts";
import { keyedSuppression, personErasures } from "../privacy/tables.ts";
import { indicatorProposals } from "../statistics/proposed.ts";
import { rppsQualifications } from "../rpps/qualifications.ts";
import { rppsMirror } from "../rpps/tables.ts";
import { searchIndexes } from "../professionals/search-indexes.ts";
import { people } from "./people.ts";

export const migrations: Migrations = {
  "0001-registry-projection": { up: knownTerritories },
  "0002-registry-figures": { up: knownFigures },
  "0003-people": { up: people },
  "0003-people-external-ids": { up: externalIdTable },
  "0004-governance": { up: governance },
  "0005-headcounts": { up: headcounts },
  "0005-headcounts-discrepancies": { up: discrepancies },
  "0006-undated-relationships": { up: undatedRelationships },
  "0010-rpps-mirror": { up: rppsMirror },
  "0020-membership-course": { up: membershipCourse },
  "0021-member-imports": { up: memberImports },
  "0030-convened-meetings": { up: convenedMeetings },
  "0031-office-versions": { up: officeVersions },
  "0040-person-erasures": { up: personErasures },
  "0050-organization-course": { up: organizationCourse },
  "0051-partnerships": { up: partnerships },
  "0052-body-seats": { up: bodySeats },
  "0140-office-missions": { up: officeMissions },
  "0110-finess-structures": { up: finessStructures },
  "0111-rpps-qualifications": { up: rppsQualifications },
  "0120-body-changes": { up: bodyChanges },
  "0121-objection-withdrawals": { up: objectionWithdrawals },
  "0070-care": { up: care },
  "0071-arrivals": { up: arrivals },
  "0090-indicator-proposals": { up: indicatorProposals },
  "0105-search-indexes": { up: searchIndexes },
  "0072-keyed-suppression": { up: keyedSuppression },
  "0073-contacts": { up: contacts },
};
