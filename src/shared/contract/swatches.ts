import * as z from 'zod';
import { procedure } from './procedure.ts';

/** a and b of Lab. */
const chromaSchema = z.tuple([z.number().min(-128).max(128), z.number().min(-128).max(128)]);
const light = z.number().min(0).max(1);

/** Colours with a name: sRGB in [0, 1]. */
export const paletteSchema = z.object({
  name: z.string().trim().min(1).max(200),
  colours: z
    .array(z.tuple([light, light, light]))
    .min(1)
    .max(256),
});
export type Palette = z.infer<typeof paletteSchema>;

/** The colours of a person: those used last, newest first, and palettes in the order in which they were kept. */
export const swatchesSchema = z.object({ recent: z.array(chromaSchema), palettes: z.array(paletteSchema) });
export type SwatchesOfPerson = z.infer<typeof swatchesSchema>;

/** The colours of a person, kept in the home folder. Every change gives all of them as they are then. */
export const swatches = {
  get: procedure.output(swatchesSchema),
  /** A colour was used. */
  use: procedure.input(z.object({ colour: chromaSchema })).output(swatchesSchema),
  /** Keeps a palette; one of the same name gives way, and its place is taken. */
  savePalette: procedure.input(paletteSchema).output(swatchesSchema),
  /** Names a palette, which keeps its place; another one of that name gives way. */
  renamePalette: procedure.input(z.object({ name: z.string(), to: paletteSchema.shape.name })).output(swatchesSchema),
  removePalette: procedure.input(z.object({ name: z.string() })).output(swatchesSchema),
};
