import type { Tensor } from '@tensorflow/tfjs-core';

/** The gradients of a kernel, one thunk for each input it is differentiable in; only those needed are called. */
export type InputGradients = Record<string, () => Tensor>;

/** How one tfjs kernel is differentiated. */
export interface GradientRow<Attributes = never> {
  /** The inputs, by name, that the gradient needs; `all` for a kernel with a list of inputs. */
  readonly keeps?: readonly string[] | 'all';
  /** The gradient needs the result; it comes after the inputs. */
  readonly keepsResult?: boolean;
  /** From the gradient `dy` of the result to those of the inputs. */
  gradient(dy: Tensor, kept: readonly Tensor[], attributes: Attributes): InputGradients;
}

/** How a tfjs kernel with several results is differentiated: like `GradientRow`, from one `dy` for each result. */
export interface ManyGradientRow<Attributes = never> extends Omit<GradientRow<Attributes>, 'gradient'> {
  gradientOfMany(dys: readonly Tensor[], kept: readonly Tensor[], attributes: Attributes): InputGradients;
}

/** Declares a row and keeps the type of its attributes. */
export function row<Attributes = unknown>(definition: GradientRow<Attributes>): GradientRow<Attributes> {
  return definition;
}

/** Declares a row of a kernel with several results. */
export function manyRow<Attributes = unknown>(definition: ManyGradientRow<Attributes>): ManyGradientRow<Attributes> {
  return definition;
}

/** Gradients by the name of their kernel. */
export type GradientTable = Readonly<Record<string, GradientRow | ManyGradientRow>>;
