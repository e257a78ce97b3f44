import { createEagerExecutor } from '../eager/eagerExecutor.ts';
import type { Executor, MemoryEstimate } from '../executor.ts';
import type { Program, TensorSpecs } from '../program.ts';
import { sizeOf } from '../program.ts';
import { onReferenceBackend } from './backend.ts';

const BYTES_PER_ELEMENT = 4;

const bytesOf = (specs: TensorSpecs): number => Object.values(specs).reduce((sum, { shape }) => sum + BYTES_PER_ELEMENT * sizeOf(shape), 0);

/**
 * What is known without running: the state, and as activations the inputs and one gradient for each
 * state entry. Intermediate results come on top, so this is the least a program needs.
 */
function leastMemory(program: Program): MemoryEstimate {
  const state = bytesOf(program.state);
  const activations = state + bytesOf(program.inputs);
  return { state, activations, total: state + activations };
}

const backend = { on: onReferenceBackend };

/**
 * The slow executor that others are compared against: it runs a program's body eagerly on tfjs's plain
 * JavaScript `cpu` backend, one operation at a time, with our kernels in float64 loops. It is meant for
 * tests and small sizes, and its memory estimate is a lower bound.
 */
export async function createReferenceExecutor(): Promise<Executor> {
  return createEagerExecutor({ kind: 'reference', device: 'cpu', backend, estimate: leastMemory });
}
