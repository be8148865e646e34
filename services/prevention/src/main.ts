import { main } from "@cpts/service-kit/main";
import { prevention } from "./service.ts";

await main(prevention);
