import { main } from "@cpts/service-kit/main";
import { directory } from "./service.ts";

await main(directory);
