import { main } from "../main.ts";
import { timed } from "./timed.fixture.ts";

await main(timed);
