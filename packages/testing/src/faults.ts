/** For tests of faults: a PostgreSQL of one's own to kill, and a way to it that can be cut. */
export { ensureDatabase } from "@cpts/servers/database-roles";
export { startPostgres, type Postgres } from "@cpts/servers/postgres";
export { startTcpProxy, type TcpProxy } from "@cpts/servers/tcp-proxy";
export { temporaryFolder } from "@cpts/servers/temporary-folder";
