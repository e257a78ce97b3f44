import { sizeOf } from '../program.ts';
import type { Constant, ElementType, Graph, GraphOutput, Node, Value } from './graph.ts';
import type { AttributesOf, Operator } from './operators/index.ts';
import { rowOf } from './operators/index.ts';
import { check } from './operators/row.ts';

/** Constants up to this many elements are shared when they are equal. */
const LARGEST_SHARED_CONSTANT = 4096;

const ARRAYS = { float32: Float32Array, int32: Int32Array, int64: BigInt64Array, bool: Uint8Array } as const;

/** Changeable while it is being built; a `Node` to everybody else. */
interface NodeUnderConstruction {
  kind: 'node';
  operator: Operator;
  inputs: readonly Value[];
  attributes: AttributesOf<Operator>;
  result: Value;
}

/**
 * Builds a graph node by node. Shapes are inferred and checked as it grows; equal nodes and equal
 * small constants are made once.
 */
export class GraphBuilder {
  readonly #inputs: Value[] = [];
  readonly #constants: Value[] = [];
  readonly #nodes: Node[] = [];
  readonly #known = new Map<string, Value>();
  #count = 0;
  /** Set while nodes are to be made anew although equal ones are there. */
  #anew = '';
  #anewCount = 0;

  /** Declares an input of the graph. */
  input(name: string, type: ElementType, shape: readonly number[]): Value {
    const value: Value = { name, type, shape, source: 'input' };
    this.#inputs.push(value);
    return value;
  }

  /** A constant; `values` is copied into the array that belongs to `type`. */
  constant(type: ElementType, shape: readonly number[], values: ArrayLike<number>): Value {
    check(values.length === sizeOf(shape), () => `a constant of ${values.length} elements for shape [${shape}]`);
    const key =
      values.length <= LARGEST_SHARED_CONSTANT ? `${type}[${shape}]${Array.from(values, (value) => (Object.is(value, -0) ? '-0' : value)).join()}` : undefined;
    return this.#once(key, () => {
      const array = type === 'int64' ? BigInt64Array.from(Array.from(values, BigInt)) : ARRAYS[type].from(values);
      const source: Constant = { kind: 'constant', values: array };
      const value: Value = { name: `c${this.#count++}`, type, shape, source };
      this.#constants.push(value);
      return value;
    });
  }

  /** Appends a node, or finds the equal one that is there already. */
  node<Op extends Operator>(operator: Op, inputs: readonly Value[], attributes: AttributesOf<Op>): Value {
    const key = `${this.#anew}${operator}(${inputs.map((input) => input.name).join()})${JSON.stringify(attributes)}`;
    return this.#once(key, () => {
      const { type, shape } = rowOf(operator).infer(inputs, attributes);
      const node = { kind: 'node', operator, inputs, attributes } as NodeUnderConstruction;
      node.result = { name: `v${this.#count++}`, type, shape, source: node };
      this.#nodes.push(node);
      return node.result;
    });
  }

  /**
   * Nodes that `make` appends are not those of before, even where they are equal: computing a value again
   * late needs less memory than keeping it from early on.
   */
  again<T>(make: () => T): T {
    const before = this.#anew;
    this.#anew = `again ${this.#anewCount++} `;
    try {
      return make();
    } finally {
      this.#anew = before;
    }
  }

  /** The finished graph: only what the outputs need, in an order that can be run. */
  finish(name: string, outputs: readonly GraphOutput[]): Graph {
    const needed = new Set<Value>(outputs.map(({ value }) => value));
    const nodes: Node[] = [];
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      const node = this.#nodes[i];
      if (!needed.has(node.result)) continue;
      nodes.push(node);
      for (const input of node.inputs) needed.add(input);
    }
    return {
      name,
      inputs: this.#inputs.filter((input) => needed.has(input)),
      constants: this.#constants.filter((constant) => needed.has(constant)),
      nodes: nodes.reverse(),
      outputs,
    };
  }

  #once(key: string | undefined, make: () => Value): Value {
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known) return known;
    const value = make();
    if (key !== undefined) this.#known.set(key, value);
    return value;
  }
}
