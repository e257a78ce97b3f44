/** A file left out, with its reason in a clause that follows its name: "it is empty". */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** A file that by its name is a picture. */
export interface PictureFile {
  /** Absolute. */
  readonly path: string;
  /** Below the scanned folder, with the platform's separators. */
  readonly relative: string;
  readonly bytes: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly modified: number;
}

/** What a folder holds. */
export interface FolderContent {
  /** In the order people expect of names: `2.png` before `10.png`. */
  readonly files: readonly PictureFile[];
  readonly skipped: readonly SkippedFile[];
  /** How many files are no pictures by their name; they are passed over without a word. */
  readonly others: number;
}

export declare function scanFolder(folder: string): Promise<FolderContent>;
