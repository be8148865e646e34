import { main } from "../main.ts";
import { sample } from "./sample.fixture.ts";

await main(sample);
