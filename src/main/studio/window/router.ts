import { activity } from './activity.ts';
import { captions } from './captions.ts';
import { changes } from './changes.ts';
import { checkpoints } from './checkpoints.ts';
import { conversions } from './conversions.ts';
import { data } from './data.ts';
import { drawings } from './drawings.ts';
import { host } from './host.ts';
import { studio } from './implementer.ts';
import { paintings } from './paintings.ts';
import { projects } from './projects.ts';
import { runs } from './runs.ts';
import { swatches } from './swatches.ts';
import { system } from './system.ts';
import { tensorflow } from './tensorflow.ts';
import { uploads } from './uploads.ts';

/** Answers the whole contract; the compiler counts the procedures. Hosts carry it over a MessagePort or a WebSocket. */
export const router = studio.router({
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
});
