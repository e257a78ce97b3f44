import { PickleFault, PickleSource } from './pickleSource.ts';

/** A tuple of a pickle; lists are arrays, dictionaries maps. */
export class Tuple {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/** Something that a pickle may call: a function of ours under the name of Python's. */
export class Maker {
  readonly make: (args: readonly unknown[]) => unknown;
  constructor(make: (args: readonly unknown[]) => unknown) {
    this.make = make;
  }
}

/** What the names and outside references of a pickle stand for. */
export interface PickleWorld {
  /** What `module.name` is: a `Maker` or a plain value. Throws for everything that is not known. */
  find(name: string): unknown;
  /** What a reference to something outside the pickle stands for. */
  persistent(id: unknown): unknown;
}

/**
 * Operations that one pickle may have: each makes at most one small object, so this bounds the memory.
 * A state dict takes about 40 a tensor.
 */
const MOST_OPERATIONS = 1_000_000;

const MARK = Symbol('mark');

/** The stack machine that a pickle is a program for. */
class Machine {
  readonly source: PickleSource;
  readonly world: PickleWorld;
  readonly #stack: unknown[] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(source: PickleSource, world: PickleWorld) {
    this.source = source;
    this.world = world;
  }

  push = (value: unknown): void => void this.#stack.push(value);

  pop(): unknown {
    if (this.#stack.length === 0) throw new PickleFault('its description of the tensors is damaged.');
    const value = this.#stack.pop();
    if (value === MARK) throw new PickleFault('its description of the tensors is damaged.');
    return value;
  }

  top(): unknown {
    const value = this.pop();
    this.push(value);
    return value;
  }

  mark = (): void => void this.#stack.push(MARK);

  /** Everything above the last mark, which goes with it. */
  popToMark(): unknown[] {
    const at = this.#stack.lastIndexOf(MARK);
    if (at < 0) throw new PickleFault('its description of the tensors is damaged.');
    const values = this.#stack.splice(at + 1);
    this.#stack.pop();
    return values;
  }

  popMany(count: number): unknown[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  remember = (index: number): void => void this.#memo.set(index, this.top());
  memoize = (): void => this.remember(this.#memo.size);

  recall(index: number): void {
    if (!this.#memo.has(index)) throw new PickleFault('its description of the tensors is damaged.');
    this.push(this.#memo.get(index));
  }

  /** Puts pairs into the dictionary on top. */
  setItems(pairs: readonly unknown[]): void {
    const table = this.top();
    if (!(table instanceof Map)) throw new PickleFault('it fills a table that is none.');
    for (let i = 0; i + 1 < pairs.length; i += 2) table.set(pairs[i], pairs[i + 1]);
  }

  /** Puts values at the end of the list on top. */
  append(values: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw new PickleFault('it fills a list that is none.');
    for (const value of values) list.push(value);
  }

  /** Calls what stands below the arguments: one of our own makers, since `find` gives nothing else. */
  call(): void {
    const [maker, args] = this.popMany(2);
    if (!(maker instanceof Maker) || !(args instanceof Tuple)) throw new PickleFault('it calls something that cannot be called.');
    this.push(maker.make(args.items));
  }

  /** Attributes of an object: those of tables (`_metadata` of a state dict) are of no use here, others have none. */
  build(): void {
    this.pop();
    if (!(this.top() instanceof Map)) throw new PickleFault('it sets attributes of something that has none.');
  }

  findNamed(): void {
    const [module, name] = this.popMany(2);
    this.push(this.world.find(`${String(module)}.${String(name)}`));
  }
}

/** The operations of protocols 2 to 5 by their code. What is missing is none that a file of weights needs. */
const operations: Readonly<Record<number, (machine: Machine) => void>> = {
  0x80: ({ source }) => void source.byte(), // PROTO
  0x95: ({ source }) => void source.take(8), // FRAME: pickles are read whole
  0x28: (m) => m.mark(),
  0x30: (m) => void m.pop(), // POP
  0x31: (m) => void m.popToMark(), // POP_MARK
  0x32: (m) => m.push(m.top()), // DUP
  0x4e: (m) => m.push(null),
  0x88: (m) => m.push(true),
  0x89: (m) => m.push(false),
  0x4b: (m) => m.push(m.source.byte()), // BININT1
  0x4d: (m) => m.push(m.source.uint16()), // BININT2
  0x4a: (m) => m.push(m.source.int32()), // BININT
  0x8a: (m) => m.push(m.source.integer(m.source.byte())), // LONG1
  0x8b: (m) => m.push(m.source.integer(m.source.uint32())), // LONG4
  0x47: (m) => m.push(m.source.real()), // BINFLOAT
  0x8c: (m) => m.push(m.source.text(m.source.byte())), // SHORT_BINUNICODE
  0x58: (m) => m.push(m.source.text(m.source.uint32())), // BINUNICODE
  0x8d: (m) => m.push(m.source.text(m.source.long())), // BINUNICODE8
  0x55: (m) => m.push(m.source.text(m.source.byte())), // SHORT_BINSTRING
  0x54: (m) => m.push(m.source.text(m.source.uint32())), // BINSTRING
  0x43: (m) => m.push(m.source.take(m.source.byte())), // SHORT_BINBYTES
  0x42: (m) => m.push(m.source.take(m.source.uint32())), // BINBYTES
  0x29: (m) => m.push(new Tuple([])),
  0x85: (m) => m.push(new Tuple(m.popMany(1))),
  0x86: (m) => m.push(new Tuple(m.popMany(2))),
  0x87: (m) => m.push(new Tuple(m.popMany(3))),
  0x74: (m) => m.push(new Tuple(m.popToMark())),
  0x5d: (m) => m.push([]), // EMPTY_LIST
  0x6c: (m) => m.push(m.popToMark()), // LIST
  0x61: (m) => m.append(m.popMany(1)), // APPEND
  0x65: (m) => m.append(m.popToMark()), // APPENDS
  0x7d: (m) => m.push(new Map()), // EMPTY_DICT
  0x64: (m) => {
    const pairs = m.popToMark(); // DICT
    m.push(new Map());
    m.setItems(pairs);
  },
  0x8f: (m) => m.push(new Set()), // EMPTY_SET
  0x90: (m) => void m.popToMark(), // ADDITEMS: sets hold no tensors
  0x73: (m) => m.setItems(m.popMany(2)), // SETITEM
  0x75: (m) => m.setItems(m.popToMark()), // SETITEMS
  0x71: (m) => m.remember(m.source.byte()), // BINPUT
  0x72: (m) => m.remember(m.source.uint32()), // LONG_BINPUT
  0x94: (m) => m.memoize(),
  0x68: (m) => m.recall(m.source.byte()), // BINGET
  0x6a: (m) => m.recall(m.source.uint32()), // LONG_BINGET
  0x63: (m) => m.push(m.world.find(`${m.source.line()}.${m.source.line()}`)), // GLOBAL
  0x93: (m) => m.findNamed(), // STACK_GLOBAL
  0x52: (m) => m.call(), // REDUCE
  0x81: (m) => m.call(), // NEWOBJ
  0x62: (m) => m.build(), // BUILD
  0x51: (m) => m.push(m.world.persistent(m.pop())), // BINPERSID
};

const STOP = 0x2e;

/**
 * Reads the pickle that begins at `position`. Nothing is executed: names become what `world` says they
 * are, and the rest are plain values. Time and memory are bounded by the number of operations.
 *
 * @returns the value, and where the pickle ends
 * @throws PickleFault, and whatever `world` throws
 */
export function readPickle(bytes: Uint8Array, position: number, world: PickleWorld): { readonly value: unknown; readonly end: number } {
  const source = new PickleSource(bytes, position);
  const machine = new Machine(source, world);
  for (let count = 0; count < MOST_OPERATIONS; count++) {
    const code = source.byte();
    if (code === STOP) return { value: machine.pop(), end: source.position };
    const operation = operations[code];
    if (operation === undefined) throw new PickleFault(`its description of the tensors is damaged (there is no operation 0x${code.toString(16)}).`);
    operation(machine);
  }
  throw new PickleFault(`its description of the tensors has more than ${MOST_OPERATIONS} operations.`);
}
