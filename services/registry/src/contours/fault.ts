/** What is wrong with a file of contours, by its code; `about` names codes or a limit. Told over threads, so it is plain. */
export class ContourFault extends Error {
  readonly code: ContourFaultCode;
  readonly about: ReadonlyArray<string>;

  constructor(code: ContourFaultCode, about: ReadonlyArray<string> = []) {
    super(code);
    this.name = "ContourFault";
    this.code = code;
    this.about = about;
  }
}

export type ContourFaultCode = "empty-file" | "broken-archive" | "not-json" | "not-contours" | "broken-geometry" | "not-degrees" | "no-communes" | "repeated-codes" | "too-large-unpacked" | "too-detailed";

/** What reading a file may take. Measured: a GeoJSON of 121 MB, near the largest that is taken, is read within 1,024 MiB; 46 MB, France in full, within 512. */
export const mostMebibytes = 1024;
