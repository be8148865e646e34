import { main } from "@cpts/service-kit/main";
import { contracts } from "./service.ts";

await main(contracts);
