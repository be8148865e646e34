import { tables } from "@cpts/service-kit/database/database";
import type { DiscrepancyTables } from "@cpts/service-kit/discrepancies/tell";
import type { KnownTables } from "@cpts/service-kit/known/tables";
import type { ArrivalTables } from "../arrivals/tables.ts";
import type { ContactTables } from "../contacts/tables.ts";
import type { CareTables } from "../care/tables.ts";
import type { GovernanceTables } from "../governance/tables.ts";
import type { SeatTables } from "../governance/seats/tables.ts";
import type { OfficeVersionTables } from "../governance/office-versions.ts";
import type { HeadcountTables } from "../headcounts/tables.ts";
import type { FinessTables } from "../finess/tables.ts";
import type { MemberImportTables } from "../member-import/tables.ts";
import type { RppsTables } from "../rpps/tables.ts";
import type { MembershipTables } from "../memberships/tables.ts";
import type { OrganizationCourseTables } from "../organizations/course-tables.ts";
import type { PartnershipTables } from "../partnerships/tables.ts";
import type { MeetingTables } from "../meetings/tables.ts";
import type { PrivacyTables } from "../privacy/tables.ts";
import type { ProposalTables } from "../statistics/proposed.ts";
import type { PeopleTables } from "./people-tables.ts";

export type DirectoryTables = KnownTables &
  PeopleTables &
  GovernanceTables &
  CareTables &
  ContactTables &
  ArrivalTables &
  HeadcountTables &
  FinessTables &
  MembershipTables &
  OrganizationCourseTables &
  PartnershipTables &
  SeatTables &
  MemberImportTables &
  DiscrepancyTables &
  PrivacyTables &
  ProposalTables &
  RppsTables &
  MeetingTables & OfficeVersionTables;

export const { read, write } = tables<DirectoryTables>();
