import { EX_CONFIG, EX_USAGE } from "./exit-codes.ts";
import { readOptions } from "./options.ts";
import { refusalInProduction } from "./production.ts";

const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** `main.js start [--no-demo] [--help]`. */
const main = async (): Promise<number> => {
  const reading = readOptions(process.argv.slice(2), process.env);
  if ("help" in reading) {
    process.stdout.write(`${reading.help}\n`);
    return 0;
  }
  const production = refusalInProduction(process.env);
  if ("refusal" in reading || production !== null) {
    complain("refusal" in reading ? reading.refusal : String(production));
    return "refusal" in reading && reading.kind === "usage" ? EX_USAGE : EX_CONFIG;
  }
  // The platform is large: who only asks for help does not wait for it.
  const { run } = await import("./run.ts");
  return run(reading.options);
};

process.exit(await main());
