import { connect } from "node:net";

const PATIENCE_MS = 1_000;
const NATS_PORT = 4222;

/** Whether somebody listens where NATS_URL points. */
export const answers = (natsUrl: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(natsUrl);
    const socket = connect({ host: hostname.replace(/^\[|\]$/gu, ""), port: port === "" ? NATS_PORT : Number(port), timeout: PATIENCE_MS });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
  });
