import { prevention } from "@cpts/api/Prevention";
import { feedBinding } from "@cpts/service-kit/events/feed/binding";
import { restricted } from "@cpts/service-kit/http/restricted";

export const eventRoutes = [feedBinding(prevention.name, prevention.endpoints.readEvents, restricted("events"))];
