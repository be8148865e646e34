import { main } from "../main.ts";
import { filed } from "./filed.fixture.ts";

await main(filed);
