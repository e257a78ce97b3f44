import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { Scope } from './scope.ts';
import type { Traced } from './traced.ts';

/** A kernel as the tracing backend calls it. `read` turns tfjs's handle into what was traced for it. */
export type Kernel = (scope: Scope, inputs: NamedTensorInfoMap, attributes: unknown, read: (info: TensorInfo) => Traced) => Traced | readonly Traced[];

/** The inputs of a kernel, traced, under tfjs's names for them. */
export type TracedInputs<Inputs> = { readonly [Name in keyof Inputs]-?: Traced };

/**
 * Declares a kernel with named inputs. `Inputs` and `Attributes` are tfjs-core's own types for it, so
 * the compiler checks names and attributes. The one cast of the tracer: tfjs registers kernels untyped.
 */
export function kernel<Inputs extends object, Attributes = Record<never, never>>(
  body: (scope: Scope, inputs: TracedInputs<Inputs>, attributes: Attributes) => Traced | readonly Traced[],
): Kernel {
  return (scope, inputs, attributes, read) => {
    const present = Object.entries(inputs).flatMap(([name, info]): [string, Traced][] => (info ? [[name, read(info)]] : []));
    return body(scope, Object.fromEntries(present) as TracedInputs<Inputs>, (attributes ?? {}) as Attributes);
  };
}

/** Declares a kernel that takes any number of tensors in order. */
export function variadicKernel<Attributes = Record<never, never>>(
  body: (scope: Scope, inputs: readonly Traced[], attributes: Attributes) => Traced | readonly Traced[],
): Kernel {
  return (scope, inputs, attributes, read) => {
    const present = Object.values(inputs).flatMap((info) => (info ? [read(info)] : []));
    return body(scope, present, (attributes ?? {}) as Attributes);
  };
}
