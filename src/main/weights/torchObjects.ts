import * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';
import { sizeOf } from '../engine/program.ts';
import { Maker, Tuple } from './pickle.ts';
import type { PickleWorld } from './pickle.ts';
import { PickleFault } from './pickleSource.ts';
import type { ElementType, StoredTensor } from './stored.ts';
import { elementBytes, spanOf } from './stored.ts';

/** A row of elements in the file, which tensors are views of. */
export interface Storage {
  readonly type: ElementType;
  /** How many elements it has. */
  readonly length: number;
  /** Where it begins in the file, in bytes. Known only when everything before it was read, in the old form. */
  position(): number;
}

/** What a pickle's reference to a storage says. */
export interface StorageReference {
  readonly type: ElementType;
  readonly key: string;
  readonly length: number;
  /** The old form's part of another storage: its first element there. */
  readonly viewStart: number;
}

/** A tensor as a pickle describes it. */
export class PickledTensor {
  readonly #storage: Storage;
  readonly #offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    // A tensor that repeats its elements could be made of any size out of a small file; weights never do.
    if (shape.length !== strides.length || offset + spanOf(shape, strides) > storage.length || sizeOf(shape) > storage.length)
      throw new PickleFault(`a tensor of the shape [${shape.join(', ')}] reaches beyond the ${storage.length} numbers it is made of.`);
    this.#storage = storage;
    this.#offset = offset;
    this.shape = shape;
    this.strides = strides;
  }

  /** Where it lies in the file. */
  stored(): StoredTensor {
    const { type } = this.#storage;
    return { type, shape: this.shape, strides: this.strides, position: this.#storage.position() + this.#offset * elementBytes[type] };
  }
}

/** The classes of storages by what PyTorch calls them. */
const storageTypes: Readonly<Record<string, ElementType>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
};

/** The class of a storage, as a pickle names it before it refers to one. */
class StorageClass {
  readonly type: ElementType;
  constructor(type: ElementType) {
    this.type = type;
  }
}

const extent = z.number().int().nonnegative();
const extents = z.instanceof(Tuple).transform(({ items }, context) => {
  const numbers = z.array(extent).safeParse(items);
  if (numbers.success) return numbers.data;
  context.addIssue('not a tuple of whole numbers');
  return z.NEVER;
});
const tensorArguments = z.tuple([z.custom<Storage>(isStorage), extent, extents, extents], z.unknown());

function isStorage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'position' in value && 'length' in value && 'type' in value;
}

function rebuildTensor(args: readonly unknown[]): PickledTensor {
  const parsed = tensorArguments.safeParse(args);
  if (!parsed.success) throw new PickleFault('a tensor is not described as PyTorch does.');
  const [storage, offset, shape, strides] = parsed.data;
  return new PickledTensor(storage, offset, shape, strides);
}

/** An ordered dictionary, empty or from a list of pairs. */
function orderedDictionary([pairs]: readonly unknown[]): Map<unknown, unknown> {
  const table = new Map<unknown, unknown>();
  for (const pair of Array.isArray(pairs) ? pairs : []) {
    const [key, value] = pair instanceof Tuple ? pair.items : Array.isArray(pair) ? pair : [];
    table.set(key, value);
  }
  return table;
}

/** Every function and class that a file may call, by Python's name. Nothing else is ever called. */
const makers: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_parameter': ([tensor]) => tensor,
  'collections.OrderedDict': orderedDictionary,
  'torch.Size': ([sizes]) => sizes,
  'torch.device': ([name]) => name,
};

const referenceSchema = z.tuple([z.literal('storage'), z.instanceof(StorageClass), z.string(), z.string(), extent], z.unknown());
const viewSchema = z.tuple([z.string(), extent, extent]);

function readReference(id: unknown): StorageReference {
  const items = id instanceof Tuple ? id.items : undefined;
  const parsed = referenceSchema.safeParse(items);
  if (items === undefined || !parsed.success) throw new PickleFault('it refers to something that is no storage of a tensor.');
  const [, { type }, key, , length] = parsed.data;
  const view = viewSchema.safeParse(items[5] instanceof Tuple ? items[5].items : undefined);
  return view.success ? { type, key, length: view.data[2], viewStart: view.data[1] } : { type, key, length, viewStart: 0 };
}

/**
 * The world of a pickle that PyTorch wrote: tensors, tables, and nothing else.
 *
 * @param path the file's name, for messages
 * @param storageOf finds a storage that the pickle refers to
 */
export function torchWorld(path: string, storageOf: (reference: StorageReference) => Storage): PickleWorld {
  return {
    find(name) {
      if (Object.hasOwn(makers, name)) return new Maker(makers[name]);
      const storage = /^torch\.(?:storage\.)?(\w+)$/.exec(name)?.[1] ?? '';
      if (Object.hasOwn(storageTypes, storage)) return new StorageClass(storageTypes[storage]);
      throw RecastError.of('WEIGHTS_FOREIGN_OBJECT', { path, name: printable(name) });
    },
    persistent: (id) => storageOf(readReference(id)),
  };
}

/** The innermost filter of a U-Net has a name of 59 letters, and prefixes come before it. */
const LONGEST_NAME = 160;

/** A name out of a file, fit to be shown: no control characters, not too long. */
export function printable(name: string): string {
  const plain = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME)}...` : plain;
}

/** Tables in tables deeper than this are no state dicts. */
const DEEPEST = 8;

/** Every tensor below the tables of a value, by the names on the way to it with dots between: `netG_A.model.1.weight`. */
export function flattenTensors(root: unknown): Map<string, PickledTensor> {
  const found = new Map<string, PickledTensor>();
  const seen = new Set<unknown>();
  function walk(value: unknown, name: string, depth: number): void {
    if (value instanceof PickledTensor) {
      found.set(name, value);
      return;
    }
    // A table that is there twice is looked into once: its tensors have their name already.
    if (!(value instanceof Map) || seen.has(value) || depth > DEEPEST) return;
    seen.add(value);
    for (const [key, entry] of value) if (typeof key === 'string') walk(entry, name === '' ? key : `${name}.${key}`, depth + 1);
  }
  walk(root, '', 0);
  return found;
}
