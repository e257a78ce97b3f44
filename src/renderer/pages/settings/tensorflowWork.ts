import type { TensorflowState, TensorflowSteps } from '../../../shared/contract/tensorflow.ts';
import { Work } from '../../state/work.svelte.ts';

/** The installation that goes on, if any: it outlives the page, which may be left meanwhile. */
export const installation = new Work<TensorflowState, TensorflowSteps>();
