/**
 * What the directory answers, and the events it publishes.
 *
 * @example
 * ```ts
 * import { directory } from "@cpts/api/Directory"
 *
 * directory.endpoints.readTerritory.method // => "GET"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { arrivalEndpoints, arrivalEvents } from "./Arrivals.ts";
import { careEndpoints, careEvents } from "./CareEndpoints.ts";
import { bodyChangeEndpoints, bodyChangeEvents } from "./BodyChanges.ts";
import { bodySeatEndpoints, bodySeatEvents } from "./BodySeats.ts";
import { contactEndpoints, contactEvents } from "./Contacts.ts";
import { convenedMeetingEndpoints } from "./ConvenedMeetings.ts";
import { LearnedTerritory } from "./CptsViews.ts";
import { directoryEvents } from "./DirectoryEventTypes.ts";
import { directorySnapshots } from "./DirectorySnapshots.ts";
import { endpoint } from "./Endpoint.ts";
import { feedEndpoint } from "./Feed.ts";
import { governanceEndpoints, governanceEvents } from "./GovernanceEndpoints.ts";
import { headcountEndpoints, headcountEvents } from "./HeadcountEndpoints.ts";
import { importEndpoints, importEvents } from "./ImportEndpoints.ts";
import { meetingEvents } from "./MeetingEvents.ts";
import { mailingEndpoints } from "./MailingLists.ts";
import { memberImportEndpoints } from "./MemberImports.ts";
import { memberStatisticsEndpoints, memberStatisticsEvents } from "./MemberStatistics.ts";
import { membershipEndpoints, membershipEvents } from "./MembershipEndpoints.ts";
import { officeCorrectionEndpoints, officeCorrectionEvents } from "./OfficeCorrections.ts";
import { organizationChangeEndpoints, organizationChangeEvents } from "./OrganizationChanges.ts";
import { partnershipEndpoints, partnershipEvents } from "./Partnerships.ts";
import { peopleEndpoints } from "./PeopleEndpoints.ts";
import { operationsEndpoints } from "./Operations.ts";
import { structureEndpoints } from "./Structures.ts";
import { supplyEndpoints } from "./ProfessionalSupply.ts";
import { privacyEndpoints, privacyEvents } from "./PrivacyEndpoints.ts";

const endpoints = {
  readTerritory: endpoint({
    id: "territory.read",
    method: "GET",
    path: "/v1/cpts/{id}/territory",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate) }),
    response: LearnedTerritory,
    permission: "territory.read",
    summary: { fr: "Le territoire d'une CPTS, appris du registre", en: "The territory of a CPTS, learned from the registry" },
  }),
  ...peopleEndpoints,
  ...organizationChangeEndpoints,
  ...structureEndpoints,
  ...partnershipEndpoints,
  ...convenedMeetingEndpoints,
  ...membershipEndpoints,
  ...memberImportEndpoints,
  ...memberStatisticsEndpoints,
  ...supplyEndpoints,
  ...careEndpoints,
  ...arrivalEndpoints,
  ...contactEndpoints,
  ...mailingEndpoints,
  ...governanceEndpoints,
  ...bodyChangeEndpoints,
  ...bodySeatEndpoints,
  ...officeCorrectionEndpoints,
  ...headcountEndpoints,
  ...importEndpoints,
  ...directorySnapshots,
  ...privacyEndpoints,
  readEvents: feedEndpoint("directory.events.read"),
  ...operationsEndpoints,
};

const events = {
  ...directoryEvents,
  ...organizationChangeEvents,
  ...partnershipEvents,
  ...meetingEvents,
  ...membershipEvents,
  ...memberStatisticsEvents,
  ...careEvents,
  ...arrivalEvents,
  ...contactEvents,
  ...governanceEvents,
  ...bodyChangeEvents,
  ...bodySeatEvents,
  ...officeCorrectionEvents,
  ...headcountEvents,
  ...importEvents,
  ...privacyEvents,
};

/** The directory: professionals, organizations, memberships, offices. */
export const directory = { name: "directory", endpoints, events } as const;
