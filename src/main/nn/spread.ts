import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/** Scaled lightness up to which a drawing is all line, and from which it is all paper. */
const LINE = 0.1;
const PAPER = 0.4;

/** At most so many steps: what lies farther, in pixels of half the resolution, is not reached. */
const FARTHEST = 64;

/** A step spreads each weight over nine places; growing by this keeps the farthest of them within float32, and the nearest as well. */
const GROWTH = 3;

/** Weights below this are none. */
const NOTHING = 1e-33;

/** How many channels it gives. */
export const SPREAD = 4;

/**
 * Lets hints flow over paper up to the lines, as a flood fill does, but softly: at half the resolution, colours and their
 * weights are averaged with their neighbours' again and again, and stopped by lines. Where several hints arrive, the nearest
 * weighs most, measured along the paper. From the border flows what tells the ground from what lines enclose.
 *
 * @param drawing scaled lightness, `[N, H, W, 1] in [-0.5, 0.5]`; H and W even
 * @param hints scaled ab, `[N, H, W, 2]`, zero where there is none
 * @param mask 0.5 where there is a hint, else -0.5, `[N, H, W, 1]`
 * @returns `[N, H, W, 4]`: scaled ab of what has arrived, zero where nothing has and on lines; 1 where something has, else 0; and 1 where the border is reached, else 0
 */
export function spread(drawing: Tensor, hints: Tensor, mask: Tensor): Tensor {
  const [batch, height, width] = drawing.shape;
  const [rows, columns] = [height / 2, width / 2];
  const paper = tf.clipByValue(tf.div(tf.sub(drawing, LINE), PAPER - LINE), 0, 1);
  // Casts of type only: pictures are of rank 4 everywhere. A line of one pixel closes its place.
  const open = tf.mul(tf.neg(tf.maxPool(tf.neg(paper) as Tensor4D, 2, 2, 'valid')), GROWTH);
  const given = tf.add(mask, 0.5);
  const halved = tf.avgPool(tf.concat([tf.mul(hints, given), given], 3) as Tensor4D, 2, 2, 'valid');
  const around = (x: Tensor): Tensor => tf.avgPool(x as Tensor4D, 3, 1, 'same');
  let flow: Tensor = tf.concat([halved, tf.mul(borderOf(batch, rows, columns), open)], 3);
  for (let step = 0; step < Math.min(FARTHEST, Math.max(rows, columns)); step++) flow = tf.mul(around(flow), open);
  // Once more, over the edges of lines.
  const arrived = around(flow);
  const [colours, weight, ground] = [channelsOf(arrived, 0, 2), channelsOf(arrived, 2, 1), channelsOf(arrived, 3, 1)];
  const share = (x: Tensor, of: Tensor): Tensor => tf.div(x, tf.add(of, NOTHING));
  const all = tf.concat([share(colours, weight), share(weight, weight), share(ground, ground)], 3);
  const full = tf.image.resizeNearestNeighbor(all as Tensor4D, [height, width]);
  // Colours end where lines do.
  return tf.concat([tf.mul(channelsOf(full, 0, 2), paper), channelsOf(full, 2, 2)], 3);
}

/** Of what `spread` gives, the ab that has arrived within lines, `[N, H, W, 2]`: zero on the ground. */
export function flowedWithin(spread: Tensor): Tensor {
  return tf.mul(channelsOf(spread, 0, 2), tf.sub(1, channelsOf(spread, 3, 1)));
}

/** Some channels of `[N, H, W, C]`, from one on. */
function channelsOf(x: Tensor, first: number, count: number): Tensor {
  const [batch, height, width] = x.shape;
  return tf.slice(x, [0, 0, 0, first], [batch, height, width, count]);
}

/** 1 along the border, 0 within, `[N, H, W, 1]`. */
function borderOf(batch: number, height: number, width: number): Tensor {
  const within: [number, number][] = [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ];
  return tf.sub(1, tf.pad(tf.ones([batch, height - 2, width - 2, 1]), within));
}
