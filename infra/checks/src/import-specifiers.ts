/**
 * What a source imports: static, re-exported, dynamic and required, type-only ones included.
 * Lines that a comment opens (a doc block's example) are no imports.
 */
export const importSpecifiers = (source: string): ReadonlyArray<string> => {
  const code = source.replaceAll(/^[ \t]*(?:\*|\/\/|\/\*).*$/gmu, "");
  return [
    ...code.matchAll(/^[ \t]*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']/gmu),
    ...code.matchAll(/^[ \t]*import\s*["']([^"']+)["']/gmu),
    ...code.matchAll(/\b(?:import|require)\(\s*["'`]([^"'`$]+)["'`]/gu),
  ].map((match) => match[1] ?? "");
};
