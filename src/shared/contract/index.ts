import type { ContractRouterClient } from '@orpc/contract';
import { activity } from './activity.ts';
import { captions } from './captions.ts';
import { changes } from './changes.ts';
import { checkpoints } from './checkpoints.ts';
import { conversions } from './conversions.ts';
import { data } from './data.ts';
import { drawings } from './drawings.ts';
import { host } from './host.ts';
import { paintings } from './paintings.ts';
import { projects } from './projects.ts';
import { runs } from './runs.ts';
import { swatches } from './swatches.ts';
import { system } from './system.ts';
import { tensorflow } from './tensorflow.ts';
import { uploads } from './uploads.ts';

/**
 * Everything a window may ask of the studio, written once: `main/studio/window` answers it, the renderer's client is
 * made from it, and a MessagePort or a WebSocket carries it. Adding a family: a file and a row.
 */
export const contract = {
  changes,
  projects,
  data,
  captions,
  runs,
  checkpoints,
  conversions,
  activity,
  system,
  paintings,
  drawings,
  swatches,
  tensorflow,
  host,
  uploads,
};

/** The window's view of it. */
export type StudioClient = ContractRouterClient<typeof contract>;
