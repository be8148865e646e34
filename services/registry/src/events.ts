import { registry } from "@cpts/api/Registry";
import { feedBinding } from "@cpts/service-kit/events/feed/binding";
import { openData } from "@cpts/service-kit/http/open-data";

export const eventRoutes = [feedBinding("registry", registry.endpoints.readEvents, openData("events"))];
