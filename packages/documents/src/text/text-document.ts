/** A picture at the head of a document, with what it shows in words. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: "image/png" | "image/jpeg";
  readonly alternative: string;
}

/** A table: its first row has the titles of its columns. */
export interface TextTable {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: ReadonlyArray<{ readonly title: string; readonly isRight: boolean }>;
  readonly rows: ReadonlyArray<ReadonlyArray<string>>;
}

/** What a document is made of. Level 1 is its title, level 2 its sections. */
export type TextBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: ReadonlyArray<string>; readonly isNumbered: boolean }
  | TextTable;

/** A document that people read, whatever its form. */
export interface TextDocument {
  readonly title: string;
  /** RFC 5646. */
  readonly language: string;
  readonly picture: Picture | null;
  readonly blocks: ReadonlyArray<TextBlock>;
}
