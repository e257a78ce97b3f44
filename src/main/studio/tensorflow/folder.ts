import type { HomeLayout } from '../home.ts';

/** The folder of TensorFlow for engines of a home: its own, or the one that the environment variable `RECAST_TENSORFLOW` names. */
export function tensorflowFolder(layout: Pick<HomeLayout, 'tensorflow'>): string {
  return process.env['RECAST_TENSORFLOW'] ?? layout.tensorflow;
}
