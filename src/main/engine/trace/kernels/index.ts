import { binaryKernels } from './binary.ts';
import { operationKernels } from './operations.ts';
import { reductionKernels } from './reduction.ts';
import { shapeKernels } from './shape.ts';
import { unaryKernels } from './unary.ts';

/** The kernels by family. Adding a kernel: a row in its family's file; a family: a file and a row here. */
export const kernelFamilies = { unary: unaryKernels, binary: binaryKernels, reduction: reductionKernels, shape: shapeKernels, operations: operationKernels } as const;

/** Every traced kernel under tfjs's name for it. */
export const kernelTable = { ...unaryKernels, ...binaryKernels, ...reductionKernels, ...shapeKernels, ...operationKernels } as const;

/** The name of a kernel that can be traced. */
export type TracedKernelName = keyof typeof kernelTable;
