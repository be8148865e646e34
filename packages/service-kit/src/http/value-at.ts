/** What stands at a path of a JSON value that nothing is known of yet; undefined where the path leads nowhere. */
export const valueAt = (json: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  // Any object may be asked for any key.
  path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), json);
