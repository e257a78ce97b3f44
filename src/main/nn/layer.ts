import type { Tensor } from '@tensorflow/tfjs-core';
import type { ParameterTree } from './parameters.ts';
import { withPrefix } from './parameters.ts';

/** Gives a layer's parameter by the name it has inside the layer. */
export interface ParameterLookup {
  (name: string): Tensor;
  /**
   * Takes the next value of a parameter that no gradient reaches: a running statistic. There while training; a network
   * that is used has none, and its norms go by their running statistics.
   */
  readonly update?: (name: string, next: Tensor) => void;
}

/** What an output pixel sees of the input, both in pixels of the input. */
export interface Field {
  /** How far apart neighbouring pixels of the output lie. */
  readonly spacing: number;
  /** The largest distance from an output pixel to an input pixel it depends on. */
  readonly reach: number;
}

/** A picture seen by nothing yet. */
export const INPUT_FIELD: Field = { spacing: 1, reach: 0 };

/**
 * A piece of a network: its parameters under PyTorch's names and what it does with them. Layers hold no
 * values, so that one layer serves every executor and every picture size.
 */
export interface Layer {
  readonly parameters: ParameterTree;
  /** From `x [N, H, W, C]` to the layer's result. */
  forward(parameter: ParameterLookup, x: Tensor): Tensor;
  /**
   * The receptive field after this layer. Instance norm, which looks at the whole picture through two
   * numbers a channel, is left out: it changes slowly from place to place.
   */
  field(before: Field): Field;
}

/** The parameters of a part of a network: names gain `prefix.` in front. */
export function within(parameter: ParameterLookup, prefix: string): ParameterLookup {
  const { update } = parameter;
  const inner = (name: string): Tensor => parameter(`${prefix}.${name}`);
  return update === undefined ? inner : Object.assign(inner, { update: (name: string, next: Tensor) => update(`${prefix}.${name}`, next) });
}

/** Parameters from a table of tensors, all under `prefix`. Throws for a name that is not there. */
export function lookupIn(tensors: Readonly<Record<string, Tensor>>, prefix: string): ParameterLookup {
  return (name) => {
    const full = `${prefix}.${name}`;
    if (!(full in tensors)) throw new Error(`there is no parameter ${full}`);
    return tensors[full];
  };
}

/** The same for training: `updates` receives the running statistics' next values under their full names. */
export function trainingLookupIn(tensors: Readonly<Record<string, Tensor>>, prefix: string, updates: Record<string, Tensor>): ParameterLookup {
  return Object.assign(lookupIn(tensors, prefix), { update: (name: string, next: Tensor): void => void (updates[`${prefix}.${name}`] = next) });
}

/** A layer without parameters that works on each pixel by itself. */
export function pointwise(apply: (x: Tensor) => Tensor): Layer {
  return { parameters: {}, forward: (_, x) => apply(x), field: (before) => before };
}

/**
 * Holds the place of a module that PyTorch counts but that has no parameters and is done elsewhere:
 * reflection padding, which is part of our convolution.
 */
export const place: Layer = pointwise((x) => x);

/** A layer under a name of its own, as an attribute of a PyTorch module is. */
export function named(name: string, layer: Layer): Layer {
  return {
    parameters: withPrefix(name, layer.parameters),
    forward: (parameter, x) => layer.forward(within(parameter, name), x),
    field: (before) => layer.field(before),
  };
}

/** Layers one after the other, named by their position as in PyTorch's `Sequential`. */
export function sequential(layers: readonly Layer[]): Layer {
  const parts = layers.map((layer, index) => named(String(index), layer));
  return {
    parameters: Object.fromEntries(parts.flatMap((part) => Object.entries(part.parameters))),
    forward: (parameter, x) => parts.reduce((value, part) => part.forward(parameter, value), x),
    field: (before) => parts.reduce((field, part) => part.field(field), before),
  };
}
