import { readSwatches, removePalette, renamePalette, savePalette, useColour } from '../paintings/swatches.ts';
import { studio } from './implementer.ts';

/** The colours of a person. */
export const swatches = studio.swatches.router({
  get: studio.swatches.get.handler(({ context }) => readSwatches(context.parts)),
  use: studio.swatches.use.handler(({ input, context }) => useColour(context.parts, input.colour)),
  savePalette: studio.swatches.savePalette.handler(({ input, context }) => savePalette(context.parts, input)),
  renamePalette: studio.swatches.renamePalette.handler(({ input, context }) => renamePalette(context.parts, input.name, input.to)),
  removePalette: studio.swatches.removePalette.handler(({ input, context }) => removePalette(context.parts, input.name)),
});
