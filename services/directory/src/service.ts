import { directory as contract } from "@cpts/api/Directory";
import { followedUrl, ports } from "@cpts/service-kit/config/followed-url";
import { territories } from "@cpts/service-kit/known/projection";
import type { Service } from "@cpts/service-kit/service";
import { migrations } from "./database/migrations.ts";
import { eventRoutes } from "./events.ts";
import { arrivalRoutes } from "./arrivals/routes.ts";
import { structureRoutes } from "./finess/routes.ts";
import { contactClock } from "./contacts/retention.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { mailingRoutes } from "./mailing/routes.ts";
import { careRoutes } from "./care/routes.ts";
import { convenedMeetingRoutes } from "./meetings/convened/routes.ts";
import { meetingRoutes } from "./meetings/routes.ts";
import { memberImportExpiry, memberImportRoutes } from "./member-import/routes.ts";
import { membershipCourseRoutes } from "./memberships/course-routes.ts";
import { membershipRoutes } from "./memberships/routes.ts";
import { organizationChangeRoutes } from "./organizations/change-routes.ts";
import { organizationRoutes } from "./organizations/routes.ts";
import { partnershipRoutes } from "./partnerships/routes.ts";
import { governanceRoutes } from "./governance/routes.ts";
import { bodyRoutes } from "./governance/bodies/routes.ts";
import { seatRoutes } from "./governance/seats/routes.ts";
import { headcountRoutes } from "./headcounts/routes.ts";
import { professionalRoutes } from "./professionals/routes.ts";
import { relationshipRoutes } from "./relationships/routes.ts";
import { erasePersonAgain } from "./privacy/erase.ts";
import { type PrivacyKey, privacyKeyLayer, privacyKeyVariable } from "./privacy/key.ts";
import { retentionClock } from "./privacy/keep.ts";
import { ownTexts } from "./privacy/scrub.ts";
import { privacyRoutes } from "./privacy/routes.ts";
import { rppsRoutes } from "./rpps/routes.ts";
import { snapshotRoutes } from "./snapshots.ts";
import { statisticsRoutes } from "./statistics/routes.ts";
import { territoryRoutes } from "./territory/routes.ts";
import { portability } from "./portability/portability.ts";

const variables = { REGISTRY_URL: followedUrl("registry"), PRIVACY_KEY: privacyKeyVariable };

/** The directory: professionals, organizations, memberships, meetings. */
export const directory: Service<typeof variables, PrivacyKey> = {
  name: contract.name,
  version: "0.1.0",
  port: ports.directory,
  variables,
  migrations,
  endpoints: contract.endpoints,
  events: contract.events,
  bindings: () => [
    ...territoryRoutes,
    ...professionalRoutes,
    ...organizationRoutes,
    ...organizationChangeRoutes,
    ...structureRoutes,
    ...partnershipRoutes,
    ...relationshipRoutes,
    ...membershipRoutes,
    ...membershipCourseRoutes,
    ...memberImportRoutes,
    ...statisticsRoutes,
    ...careRoutes,
    ...arrivalRoutes,
    ...contactRoutes,
    ...mailingRoutes,
    ...meetingRoutes,
    ...convenedMeetingRoutes,
    ...governanceRoutes,
    ...bodyRoutes,
    ...seatRoutes,
    ...headcountRoutes,
    ...rppsRoutes,
    ...privacyRoutes,
    ...snapshotRoutes,
    ...eventRoutes,
  ],
  follows: (config) => [{ projection: territories, url: config.REGISTRY_URL }],
  clocks: () => [
    memberImportExpiry,
    retentionClock,
    contactClock,
  ],
  eraseAgain: erasePersonAgain,
  portability,
  texts: ownTexts,
  layer: (config) => privacyKeyLayer(config.PRIVACY_KEY),
};
