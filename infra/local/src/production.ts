/** Why the local platform and its issuer do not run here: whoever has this folder's key can be anyone. Null when they may. */
export const refusalInProduction = (environment: NodeJS.ProcessEnv): string | null =>
  environment["NODE_ENV"] === "production"
    ? "NODE_ENV=production : l'émetteur de développement ne tourne pas en production / the development issuer does not run in production"
    : null;
