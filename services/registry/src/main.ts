import { main } from "@cpts/service-kit/main";
import { registry } from "./service.ts";

await main(registry);
