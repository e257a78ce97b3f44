import { paintingTools } from '../../../shared/paintingKinds.ts';
import { brush } from './brush.ts';
import { eraser } from './eraser.ts';
import { eyedropper } from './eyedropper.ts';
import { hand } from './hand.ts';
import { point } from './point.ts';
import type { Tool } from './tool.ts';

/** The name of a tool. */
export type ToolName = (typeof paintingTools)[number];

/** Every tool of the painting page. Adding one: its name in `shared/paintingKinds.ts`, a file, a row, its action in `actions/paint.ts` and its words. */
export const tools: { readonly [Name in ToolName]: Tool } = { point, brush, eraser, eyedropper, hand };

/** Every tool, in the order of the toolbar. */
export const toolNames = paintingTools;
