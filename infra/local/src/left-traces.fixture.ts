import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { queryRows } from "@cpts/testing/database";

/** A text, and the hexadecimal digits in which a column of bytes shows it. */
const formsOf = (text: string): ReadonlyArray<string> => [text, Buffer.from(text).toString("hex")];

/** Tables of a database, whichever they are, in which one of these texts stands, read whole as a dump would be. */
export const tracesInDatabase = async (name: string, url: string, texts: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const tables = await queryRows(url, "select quote_ident(relname) as name from pg_class where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace order by 1");
  const patterns = texts.flatMap(formsOf).map((text) => `%${text}%`);
  const found: Array<string> = [];
  for (const { name: table } of tables) {
    const rows = await queryRows(url, `select pattern, count(*)::int as count from ${String(table)} t, unnest($1::text[]) as pattern where to_json(t)::text ilike pattern group by pattern`, [patterns]);
    found.push(...rows.map(({ count, pattern }) => `${name}.${String(table)}: ${String(pattern)} ${String(count)}`));
  }
  return found;
};

const filesBelow = (folder: string): ReadonlyArray<string> => readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));

/** Files below a folder that hold one of these texts: streams of the broker, logs. A file that goes meanwhile holds nothing. */
export const tracesInFiles = (folder: string, texts: ReadonlyArray<string>): ReadonlyArray<string> =>
  filesBelow(folder).flatMap((file) => {
    try {
      if (!statSync(file).isFile()) return [];
      const content = readFileSync(file).toString("utf8").toLowerCase();
      return texts.filter((text) => content.includes(text)).map((text) => `${file}: ${text}`);
    } catch {
      return [];
    }
  });
