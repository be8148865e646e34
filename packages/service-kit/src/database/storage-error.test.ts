import { expect, test } from "vitest";
import { storageErrorOf } from "./storage-error.ts";

const kindOf = (code: string, more: object = {}) => storageErrorOf(Object.assign(new Error("x"), { code, ...more })).kind;

test.each([
  ["connection_failure", "08006"],
  ["invalid_password", "28P01"],
  ["invalid_catalog_name", "3D000"],
  ["disk_full", "53100"],
  ["too_many_connections", "53300"],
  ["query_canceled, by a statement's time limit", "57014"],
  ["admin_shutdown", "57P01"],
  ["io_error", "58030"],
  ["lock_not_available", "55P03"],
  ["idle_in_transaction_session_timeout", "25P03"],
  ["read_only_sql_transaction, of a standby", "25006"],
])("%s is of the infrastructure", (_, code) => {
  expect(kindOf(code)).toBe("unavailable");
});

test.each([
  ["undefined_table", "42P01"],
  ["undefined_column", "42703"],
  ["insufficient_privilege", "42501"],
  ["a plan that a migration made stale", "0A000"],
  ["a prepared statement that a pooler has lost", "26000"],
  ["invalid_schema_name", "3F000"],
])("%s is of the deployment", (_, code) => {
  expect(kindOf(code)).toBe("deployment");
});

test("what the data caused is of neither", () => {
  expect(kindOf("40001")).toBe("conflict");
  expect(kindOf("40P01")).toBe("conflict");
  expect(kindOf("23505", { constraint: "thing_pkey" })).toBe("constraint");
  expect([kindOf("22P02"), kindOf("P0001"), kindOf("23502")]).toEqual(["unexpected", "unexpected", "unexpected"]);
});
