import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { SpatialPadding } from '../../operations/geometry.ts';
import type { NativeBackend } from '../native.ts';
import { execute, text, type } from '../native.ts';

const attributes = { T: type('float32'), Tpaddings: type('int32'), mode: text('REFLECT') };

const paddings = ({ top, bottom, left, right }: SpatialPadding): Tensor => tf.tensor2d(Int32Array.of(0, 0, top, bottom, left, right, 0, 0), [4, 2], 'int32');

/** Mirrors `x [N, H, W, C]` outwards without repeating its edge rows. */
export function mirror(backend: NativeBackend, x: TensorInfo, padding: SpatialPadding): Tensor {
  return execute(backend, 'MirrorPad', attributes, [x, paddings(padding)]);
}

/** The adjoint of `mirror`, by the operation that TensorFlow's own gradients use (tfjs's gradient of `mirrorPad` is wrong). */
export function unmirror(backend: NativeBackend, dy: TensorInfo, padding: SpatialPadding): Tensor {
  return execute(backend, 'MirrorPadGrad', attributes, [dy, paddings(padding)]);
}
