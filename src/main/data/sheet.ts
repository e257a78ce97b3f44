import type { Pixels } from './pixels.ts';

export declare function drawSheet(rows: readonly (readonly Pixels[])[], labels?: readonly string[]): Promise<Pixels>;
