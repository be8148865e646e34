import { afterAll } from "vitest";
import { officer, sample } from "./sample.fixture.ts";
import { testService, type TestService } from "./test-service.ts";

/** The sample service on a database of its own until the tests of the file are done, and a token that may write: `await` it at the top. */
export const sampleService = async (): Promise<{ readonly service: TestService; readonly token: string }> => {
  const service = await testService(sample);
  afterAll(() => service.stop());
  return { service, token: await service.token(officer) };
};
