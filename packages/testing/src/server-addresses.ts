/** The environment variable by which tests find the servers that the set-up starts on demand. */
export const ON_DEMAND = "CPTS_TEST_SERVERS";

/** The environment variable that names the folder of the package under test. */
export const PACKAGE_FOLDER = "CPTS_TEST_PACKAGE";

/** The superuser's URL of the PostgreSQL for tests. */
export const postgresAddress = (): Promise<string> => address("CPTS_TEST_POSTGRES", "postgres");

/** The URL of the shared NATS for tests; empty when this machine has no NATS server. */
export const natsAddress = (): Promise<string> => address("CPTS_TEST_NATS", "nats");

const address = async (variable: string, server: string): Promise<string> => {
  const given = process.env[variable];
  if (given !== undefined && given !== "") return given;
  const onDemand = process.env[ON_DEMAND];
  if (onDemand === undefined) throw new Error(`no ${server} for tests: use vitest.base.ts, or set ${variable}`);
  const response = await fetch(`${onDemand}/${server}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
};
