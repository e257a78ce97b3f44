import type { Pixels } from './pixels.ts';

export declare function labDistance(a: Pixels, b: Pixels): number;

export declare function edgeDistance(a: Pixels, b: Pixels): number;
