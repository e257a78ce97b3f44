import { brush } from './brush.ts';
import { eraser } from './eraser.ts';
import { eyedropper } from './eyedropper.ts';
import { hand } from './hand.ts';
import { point } from './point.ts';
import type { Tool } from './tool.ts';

const table = { point, brush, eraser, eyedropper, hand };

/** The name of a tool. */
export type ToolName = keyof typeof table;

/** Every tool of the painting page. Adding one: a file, a row, its action in `actions/paint.ts` and its words. */
export const tools: { readonly [Name in ToolName]: Tool } = table;

/** Every tool, in the order of the toolbar. */
export const toolNames = Object.keys(table) as ToolName[];
