import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** An attribute of one of TensorFlow's operations, as tfjs-node's addon takes it. */
export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

/** What of tfjs-node's addon is used: TensorFlow's names for types of attributes and elements. */
export interface NativeBinding {
  readonly TF_Version: string;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
}

/** What of tfjs-node's backend is used. Its package is optional, so that its own types may be missing. */
export interface NativeBackend extends KernelBackend {
  readonly binding: NativeBinding;
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(name: string, attributes: readonly NativeAttribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(name: string, attributes: readonly NativeAttribute[], inputs: readonly TensorInfo[], outputs: number): Tensor[];
}

/** An attribute's kind and value. */
type Attribute =
  | { readonly kind: 'type'; readonly value: 'float32' | 'int32' }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'whole'; readonly value: number | readonly number[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'truth'; readonly value: boolean };

/** An operation's attributes under TensorFlow's names for them. */
export type Attributes = Readonly<Record<string, Attribute>>;

export const type = (value: 'float32' | 'int32'): Attribute => ({ kind: 'type', value });
export const text = (value: string): Attribute => ({ kind: 'text', value });
export const whole = (value: number | readonly number[]): Attribute => ({ kind: 'whole', value });
export const number = (value: number): Attribute => ({ kind: 'number', value });
export const truth = (value: boolean): Attribute => ({ kind: 'truth', value });

function native({ binding }: NativeBackend, attributes: Attributes): NativeAttribute[] {
  return Object.entries(attributes).map(([name, { kind, value }]) => {
    switch (kind) {
      case 'type':
        return { name, type: binding.TF_ATTR_TYPE, value: value === 'float32' ? binding.TF_FLOAT : binding.TF_INT32 };
      case 'text':
        return { name, type: binding.TF_ATTR_STRING, value };
      case 'whole':
        return { name, type: binding.TF_ATTR_INT, value };
      case 'number':
        return { name, type: binding.TF_ATTR_FLOAT, value };
      case 'truth':
        return { name, type: binding.TF_ATTR_BOOL, value };
    }
  });
}

/** Runs one of TensorFlow's operations that has one result. Throws what TensorFlow says, where it refuses. */
export function execute(backend: NativeBackend, name: string, attributes: Attributes, inputs: readonly TensorInfo[]): Tensor {
  return backend.executeSingleOutput(name, native(backend, attributes), inputs);
}

/** Runs one of TensorFlow's operations that has several results. */
export function executeMany(backend: NativeBackend, name: string, attributes: Attributes, inputs: readonly TensorInfo[], results: number): Tensor[] {
  return backend.executeMultipleOutputs(name, native(backend, attributes), inputs, results);
}
