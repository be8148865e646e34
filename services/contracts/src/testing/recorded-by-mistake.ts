import { accepted } from "@cpts/service-kit/testing/writing-scene";
import type { Scene } from "./scene.ts";

const document = { document: "Document" };

/** Records in a signed contract what an endpoint takes back, where it takes something back. */
export const recordedByMistake = async (world: Scene, endpointId: string, id: string): Promise<void> => {
  if (endpointId === "contract.step.withdraw") accepted(await world.send("POST", `/v1/contracts/${id}/steps`, { action: "suspend", on: "2019-06-30", document }));
  if (endpointId === "mission.withdraw") accepted(await world.send("POST", `/v1/contracts/${id}/missions/PREVENTION/start`, { on: "2018-06-01" }));
  if (endpointId !== "contract.amendment.withdraw") return;
  const etag = (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
  accepted(await world.send("PUT", `/v1/contracts/${id}/amendments/1`, { signedOn: "2018-06-01", changes: { sizeClass: "T3" }, document }, { headers: { "if-match": etag } }));
};
