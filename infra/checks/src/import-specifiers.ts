/**
 * What a source imports: static, re-exported, dynamic and required, type-only ones included.
 * Lines that a comment opens (a doc block's example) are no imports, nor are indented ones (a source held in a string).
 */
export const importSpecifiers = (source: string): ReadonlyArray<string> => {
  const code = source.replaceAll(/^[ \t]*(?:\*|\/\/|\/\*).*$/gmu, "");
  return [
    ...code.matchAll(/^(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']/gmu),
    ...code.matchAll(/^import\s*["']([^"']+)["']/gmu),
    ...code.matchAll(/\b(?:import|require)\(\s*["'`]([^"'`$]+)["'`]/gu),
  ].map((match) => match[1] ?? "");
};
