import { architectureNameSchema } from '../../../shared/architectures/index.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import type { CompiledProgram, Executor } from '../../engine/executor.ts';
import type { HostTensor } from '../../engine/program.ts';
import type { Colourist } from '../../models/architecture.ts';
import { architectureOf } from '../../models/index.ts';
import type { Drawing } from './drawing.ts';
import type { Plane } from './plane.ts';
import type { RasterHints } from './rasterize.ts';
import { rasterize } from './rasterize.ts';
import type { Size } from './size.ts';
import { workingSize } from './size.ts';

/** A trained colourist, ready to colour. One call at a time. */
export interface ColouristSession {
  readonly colourist: Colourist;
  /** The size at which it looks at a picture for its full answer. */
  sizeFor(picture: Size): Size;
  /** Its colours for a drawing with hints. */
  colour(drawing: Drawing, hints: HintsDocument): Promise<Plane>;
  /** The same with the logits of its bins, `[1, H / 4, W / 4, bins]`. */
  both(drawing: Drawing, hints: HintsDocument): Promise<{ plane: Plane; bins: HostTensor }>;
  dispose(): Promise<void>;
}

/** Compiled programs that are kept: pictures across and upright, in full and for previews, with bins and without. */
const MOST_PROGRAMS = 8;

const AB = 110;

/** The colourist of a checkpoint's architecture; null where that takes no hints. Throws CHECKPOINT_DAMAGED. */
export function colouristIn({ manifest, folder }: Checkpoint): Colourist | null {
  const name = architectureNameSchema.safeParse(manifest.architecture);
  if (!name.success) return null;
  try {
    const { architecture, settings } = architectureOf(name.data, manifest.settings);
    return architecture.colourist?.(settings) ?? null;
  } catch (error) {
    throw RecastError.of('CHECKPOINT_DAMAGED', { path: folder, reason: 'its settings are not those of its architecture.' }, error);
  }
}

/** A network's colours as a plane: where it draws lightness, how that differs from the drawing's. */
function planeOf({ width, height, lightness }: Drawing, { shape, values }: HostTensor): Plane {
  const plane = new Float32Array(width * height * 3);
  const channels = shape[3];
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    if (channels === 3) plane[3 * i] = values[at] * 100 + 50 - lightness[i];
    plane[3 * i + 1] = values[at + channels - 2] * AB;
    plane[3 * i + 2] = values[at + channels - 1] * AB;
  }
  return { width, height, values: plane };
}

function colouristNeeded(checkpoint: Checkpoint): Colourist {
  const colourist = colouristIn(checkpoint);
  if (colourist === null) throw RecastError.of('COLOURIST_NEEDED', { checkpoint: checkpoint.folder, architecture: checkpoint.manifest.architecture });
  return colourist;
}

/** Loads the weights of a checkpoint into an executor. Throws COLOURIST_NEEDED, CHECKPOINT_DAMAGED. */
export async function openColourist(executor: Executor, checkpoint: Checkpoint): Promise<ColouristSession> {
  const colourist = colouristNeeded(checkpoint);
  const parameters = await checkpoint.parameters([colourist.network]);
  const specs = colourist.colours(colourist.smallest, colourist.smallest).state;
  const state = await executor.createState(specs, Object.fromEntries(Object.keys(specs).map((name) => [name, parameters[name]])));
  /** In the order of use. */
  const kept = new Map<string, CompiledProgram>();

  async function compiled(what: 'colours' | 'both', { width, height }: Size): Promise<CompiledProgram> {
    const key = `${what} ${width}x${height}`;
    const program = kept.get(key) ?? (await executor.compile(colourist[what](height, width)));
    kept.delete(key);
    kept.set(key, program);
    for (const [oldest, old] of kept) {
      if (kept.size <= MOST_PROGRAMS) break;
      kept.delete(oldest);
      await old.dispose();
    }
    return program;
  }

  async function run<Name extends 'colours' | 'bins'>(
    what: 'colours' | 'both',
    outputs: readonly Name[],
    drawing: Drawing,
    hints: HintsDocument,
  ): Promise<Record<Name, HostTensor>> {
    const program = await compiled(what, drawing);
    const raster: RasterHints = rasterize(hints, drawing);
    const scaled = { shape: [1, drawing.height, drawing.width, 1], values: drawing.lightness.map((value) => (value - 50) / 100) };
    return program.run(state, { drawing: scaled, ...raster }, outputs);
  }

  return {
    colourist,
    sizeFor: (picture) => workingSize(picture, colourist),
    colour: async (drawing, hints) => planeOf(drawing, (await run('colours', ['colours'], drawing, hints)).colours),
    async both(drawing, hints) {
      const { colours, bins } = await run('both', ['colours', 'bins'], drawing, hints);
      return { plane: planeOf(drawing, colours), bins };
    },
    async dispose() {
      for (const program of kept.values()) await program.dispose();
      await state.dispose();
    },
  };
}
