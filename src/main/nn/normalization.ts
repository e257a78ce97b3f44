import { instanceNorm } from '../engine/operations/index.ts';
import type { Layer } from './layer.ts';
import { pointwise } from './layer.ts';

/** PyTorch's `InstanceNorm2d` as CycleGAN uses it: no scale, no offset, no running statistics, epsilon 1e-5. */
export const instanceNormLayer: Layer = pointwise((x) => instanceNorm(x, 1e-5));
