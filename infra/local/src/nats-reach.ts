import { connect } from "node:net";
import { brokerAddress } from "@cpts/sdk/nats";

const PATIENCE_MS = 1_000;
const NATS_PORT = "4222";

const isOpen = (server: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(`nats://${server}`);
    const socket = connect({ host: hostname.replace(/^\[|\]$/gu, ""), port: Number(port || NATS_PORT), timeout: PATIENCE_MS });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
  });

/** Whether somebody listens at any of the servers that NATS_URL names; an unreadable one is told by the services. */
export const answers = async (natsUrl: string): Promise<boolean> => {
  try {
    return (await Promise.all(brokerAddress(natsUrl).servers.map(isOpen))).includes(true);
  } catch {
    return true;
  }
};

/** The address as it may be shown: without users and passwords. */
export const withoutPasswords = (natsUrl: string): string => natsUrl.replace(/\/\/[^@/,]*@/gu, "//");
