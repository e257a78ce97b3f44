import { architectureNameSchema } from '../../../shared/architectures/index.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import type { CompiledProgram, Executor } from '../../engine/executor.ts';
import type { HostTensor, HostTensors } from '../../engine/program.ts';
import type { Colourist, ProgramPart } from '../../models/architecture.ts';
import { architectureOf } from '../../models/index.ts';
import { atHand } from '../atHand.ts';
import type { Drawing } from './drawing.ts';
import type { Plane } from './plane.ts';
import type { RasterHints } from './rasterize.ts';
import { rasterize } from './rasterize.ts';
import type { Size } from './size.ts';
import { workingSize } from './size.ts';

/** How a colourist computes. */
export type Exactness = 'exact' | 'rounded';

/** A trained colourist, ready to colour. One call at a time. */
export interface ColouristSession {
  readonly colourist: Colourist;
  /** The size at which it looks at a picture for its full answer. */
  sizeFor(picture: Size): Size;
  /** Its colours for a drawing with hints: `exact` where that is left out, or `rounded`, quicker and a little off, see `Executor.compileRounded`. */
  colour(drawing: Drawing, hints: HintsDocument, exactness?: Exactness): Promise<Plane>;
  /**
   * The same with the logits of its bins, `[1, H / 4, W / 4, bins]`.
   *
   * @param between waited for between the parts of the network; what it throws ends the run. One part where left out
   */
  both(drawing: Drawing, hints: HintsDocument, between?: () => Promise<void>): Promise<{ plane: Plane; bins: HostTensor }>;
  dispose(): Promise<void>;
}

/** Compiled programs that are kept: pictures across and upright, in full and for previews, with bins and without. */
const MOST_PROGRAMS = 8;

const AB = 110;

/** A part of a network, made ready. */
interface CompiledPart {
  readonly compiled: CompiledProgram;
  readonly gives: readonly string[];
}

async function disposeAll(parts: readonly CompiledPart[]): Promise<void> {
  for (const { compiled } of parts) await compiled.dispose();
}

const nothing = async (): Promise<void> => undefined;

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
  const kept = new Map<string, readonly CompiledPart[]>();
  const compiled = (parts: readonly ProgramPart[], { width, height }: Size, exactness: Exactness): Promise<readonly CompiledPart[]> =>
    atHand(
      kept,
      `${exactness} ${parts[0].program.name} ${width}x${height}`,
      MOST_PROGRAMS,
      async () => {
        const made: CompiledPart[] = [];
        for (const { program, gives } of parts)
          made.push({ compiled: await (exactness === 'exact' ? executor.compile(program) : executor.compileRounded(program, state)), gives });
        return made;
      },
      disposeAll,
    );

  /** Runs programs one after the other; gives all that they made. */
  async function run(
    parts: readonly ProgramPart[],
    drawing: Drawing,
    hints: HintsDocument,
    exactness: Exactness,
    between: () => Promise<void> = nothing,
  ): Promise<HostTensors> {
    const raster: RasterHints = rasterize(hints, drawing);
    const scaled = { shape: [1, drawing.height, drawing.width, 1], values: drawing.lightness.map((value) => (value - 50) / 100) };
    let made: HostTensors = { drawing: scaled, ...raster };
    for (const [index, { compiled: program, gives }] of (await compiled(parts, drawing, exactness)).entries()) {
      if (index > 0) await between();
      made = { ...made, ...(await program.run(state, made, gives)) };
    }
    return made;
  }

  return {
    colourist,
    sizeFor: (picture) => workingSize(picture, colourist),
    async colour(drawing, hints, exactness = 'exact') {
      const { colours } = await run([{ program: colourist.colours(drawing.height, drawing.width), gives: ['colours'] }], drawing, hints, exactness);
      return planeOf(drawing, colours);
    },
    async both(drawing, hints, between) {
      const { height, width } = drawing;
      const whole = { program: colourist.both(height, width), gives: ['colours', 'bins'] };
      const { colours, bins } = await run(between === undefined ? [whole] : colourist.parts(height, width), drawing, hints, 'exact', between);
      return { plane: planeOf(drawing, colours), bins };
    },
    async dispose() {
      for (const parts of kept.values()) await disposeAll(parts);
      await state.dispose();
    },
  };
}
