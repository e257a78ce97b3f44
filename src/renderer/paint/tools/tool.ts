import type { Component } from 'svelte';
import type { Chroma } from '../../../shared/colour/gamut.ts';
import type { Hints, Shape, Spot, Which } from '../hints.ts';

/** Where a pen, a finger or a mouse is. */
export interface Press {
  /** The place of the picture; outside [0, 1] beside it. */
  readonly spot: Spot;
  /** The place in the view, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** How hard a pen is pressed, in [0, 1]; null for what has no pressure. */
  readonly pressure: number | null;
}

/** What a tool may do. */
export interface Board {
  /** The hints as they are, without what is only tried. */
  readonly hints: Hints;
  readonly shape: Shape;
  readonly colour: Chroma;
  /** Of a new hint, as a share of the shorter edge. */
  readonly radius: number;
  /** How near counts as upon, as a share of the shorter edge: a fingertip's breadth on the screen. */
  readonly reach: number;
  /** Shows hints that are not done yet. */
  attempt(hints: Hints): void;
  /** Does it: one step that can be undone. */
  commit(hints: Hints): void;
  /** The hint that colour and size are about; null for none. */
  choose(which: Which | null): void;
  /** Takes up the colour that is seen at a place. */
  pick(spot: Spot): void;
  /** Moves the picture by CSS pixels. */
  pan(byX: number, byY: number): void;
}

/** What goes on between pressing and letting go. What was only tried is gone where it is called off. */
export interface Gesture {
  move(press: Press): void;
  end(press: Press): void;
}

/** A tool of the painting page. Adding one: a file and a row in `index.ts`. */
export interface Tool {
  readonly icon: Component<{ size?: number }>;
  readonly shortcut: string;
  /** The pointer over the picture, as CSS has it. */
  readonly cursor: string;
  /** A ring as large as the hint goes with the pointer. */
  readonly ring: boolean;
  begin(press: Press, board: Board): Gesture | null;
}

/** Whether a place belongs to the picture. */
export const isInside = ({ x, y }: Spot): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;
