import type { TestAnswer } from "@cpts/service-kit/testing/test-service";
import type { Scene } from "./scene.ts";

const usual = { indicator: "APL.10", edition: "2023", label: "Accessibilité aux médecins", unit: "consultations", aggregation: "mean", weight: "population", source: "Drees", licence: "Licence Ouverte 2.0" };

/** Someone who runs the platform sends a file of values; what is said of it may differ from the usual. */
export const sendNeeds = async ({ service }: Scene, file: unknown, said: Readonly<Record<string, string | null>> = {}): Promise<TestAnswer> => {
  const token = await service.token({ role: "platform-admin" });
  const raw = file instanceof Uint8Array ? Uint8Array.from(file) : typeof file === "string" ? file : JSON.stringify(file);
  const query = new URLSearchParams(Object.entries({ ...usual, ...said }).flatMap(([key, value]): ReadonlyArray<[string, string]> => (value === null ? [] : [[key, value]])));
  return service.send("POST", `/v1/needs-editions?${query}`, { raw, token, headers: { "content-type": "application/octet-stream" } });
};
