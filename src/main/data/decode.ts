import type { Pixels } from './pixels.ts';

/** What transparent pictures are laid over. */
export type Background = 'white' | 'black' | 'mean';

/** How a picture is read. */
export interface DecodeOptions {
  readonly background: Background;
}

export declare function decodePicture(path: string, options: DecodeOptions): Promise<Pixels>;
