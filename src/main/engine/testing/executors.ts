import type { Executor } from '../executor.ts';
import { OnnxExecutor } from '../onnx/onnxExecutor.ts';
import { createReferenceExecutor } from '../reference/referenceExecutor.ts';
import { createTensorflowExecutor } from '../tensorflow/tensorflowExecutor.ts';
import { testedTensorflow } from '../tensorflow/testing/installation.ts';
import type { Lowering } from '../trace/lowerings/lowering.ts';
import { lowerings } from '../trace/lowerings/index.ts';

/** An executor that tests run on. */
export interface TestedExecutor {
  /** For test names: `tensorflow`, `onnx, lowered as direct`. */
  readonly title: string;
  open(): Promise<Executor>;
}

/** The traced executor on one thread of the processor. */
const traced = (lowering: Lowering): TestedExecutor => ({
  title: `onnx, lowered as ${lowering.name}`,
  open: async () => new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, lowering),
});

/** TensorFlow. Tests of it alone are skipped where `testedTensorflow` is null. */
export const tensorflowExecutor: TestedExecutor = {
  title: 'tensorflow',
  open: async () => createTensorflowExecutor({ folder: testedTensorflow ?? '', threads: 2, usesGpu: false }),
};

/** TensorFlow where it is installed, as a list of one or none. */
export const tensorflowExecutors: readonly TestedExecutor[] = testedTensorflow === null ? [] : [tensorflowExecutor];

/** Every fast executor that this machine has: what must hold for all of them is tested on each. */
export const fastExecutors: readonly TestedExecutor[] = [...Object.values(lowerings).map(traced), ...tensorflowExecutors];

/** All of them, the slow reference included. */
export const allExecutors: readonly TestedExecutor[] = [{ title: 'reference', open: createReferenceExecutor }, ...fastExecutors];
