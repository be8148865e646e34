import { directory } from "@cpts/api/Directory";
import { feedBinding } from "@cpts/service-kit/events/feed/binding";
import { restricted } from "@cpts/service-kit/http/restricted";

// The directory's log names ids of people: it is not open data.
export const eventRoutes = [feedBinding(directory.name, directory.endpoints.readEvents, restricted("events"))];
