import { contracts } from "@cpts/api/Contracts";
import { feedBinding } from "@cpts/service-kit/events/feed/binding";
import { restricted } from "@cpts/service-kit/http/restricted";

export const eventRoutes = [feedBinding(contracts.name, contracts.endpoints.readEvents, restricted("events"))];
