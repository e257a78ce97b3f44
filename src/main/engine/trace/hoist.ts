import { GraphBuilder } from './builder.ts';
import type { Graph, Node, Value } from './graph.ts';

/** A graph in two parts: what depends on nothing but the state, and the rest, which takes its results as inputs. */
export interface Hoisted {
  /** Its outputs are named by the expressions they are: equal names are equal values of the same state. */
  readonly prologue: Graph;
  readonly main: Graph;
}

/** FNV-1a over the bytes of a constant from two offsets, 64 bits in all, to name it. */
function fingerprint(values: ArrayBufferView): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [0x811c9dc5, 0x9747b28c].map((offset) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, offset).toString(36)).join('-');
}

/** Names values by the expression that computes them, the same in every graph. */
class Expressions {
  readonly #names = new Map<Value, string>();

  of(value: Value): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const name = this.#write(value);
    this.#names.set(value, name);
    return name;
  }

  #write({ name, type, shape, source }: Value): string {
    if (source === 'input') return name;
    if (source.kind === 'constant') return `${type}[${shape.join()}]${fingerprint(source.values)}`;
    return `${source.operator}(${source.inputs.map((input) => this.of(input)).join()})${JSON.stringify(source.attributes)}`;
  }
}

/** Rebuilds nodes in another graph; `known` says what stands for their inputs there, and learns their results. Products among `turned` find their right side turned. */
function rebuild(builder: GraphBuilder, nodes: readonly Node[], known: Map<Value, Value>, turned?: ReadonlySet<Node>): void {
  const inputOf = (value: Value): Value => {
    const there = known.get(value);
    if (there !== undefined) return there;
    if (value.source === 'input' || value.source.kind !== 'constant') throw new Error(`${value.name} was left behind`);
    const constant = builder.constant(value.type, value.shape, Array.from(value.source.values, Number));
    known.set(value, constant);
    return constant;
  };
  for (const node of nodes) {
    const { operator, inputs, attributes, result } = node;
    known.set(
      result,
      turned?.has(node) ? builder.node('FusedMatMul', inputs.map(inputOf), { transA: 0, transB: 1 }) : builder.node(operator, inputs.map(inputOf), attributes),
    );
  }
}

/**
 * Where products read a stack of matrices on their right that is too large for the processor's inner caches (half a megabyte
 * each), they are a fifth faster with few rows on the left if it lies turned; turning it costs nothing where it is done once.
 * The rule looks at nothing but the stack, so that programs for all picture sizes share it.
 */
const LARGE = 2 ** 17;

const readsTurned = ({ operator, inputs: [, right] }: Node): boolean =>
  operator === 'MatMul' && right.shape.length === 3 && right.shape[1] * right.shape[2] >= LARGE;

const isReshapedInput = ({ operator, inputs }: Node): boolean => operator === 'Reshape' && inputs[0].source === 'input';

/**
 * Splits a graph that leaves the state as it is, so that what follows from the state alone (transformed
 * filters) is computed once and not at every run. Reshapes of a state entry stay where they are: they
 * cost nothing. Undefined where there is nothing to gain.
 */
export function hoistStateOnly(graph: Graph, isState: (value: Value) => boolean): Hoisted | undefined {
  const stateOnly = new Set<Value>(graph.inputs.filter(isState));
  const constants = new Set<Value>(graph.constants);
  const early: Node[] = [];
  for (const node of graph.nodes) {
    const follows = node.inputs.some((input) => stateOnly.has(input)) && node.inputs.every((input) => stateOnly.has(input) || constants.has(input));
    if (!follows) continue;
    stateOnly.add(node.result);
    if (!isReshapedInput(node)) early.push(node);
  }
  const computed = new Set(early.map(({ result }) => result));
  const late = graph.nodes.filter(({ result }) => !computed.has(result));
  const crossing = [...new Set([...late.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ value }) => value)])].filter((value) => computed.has(value));
  if (crossing.length === 0 || graph.outputs.some(({ value }) => computed.has(value))) return undefined;

  const readers = late.filter((node) => computed.has(node.inputs[1]) && readsTurned(node));
  const turned = new Set(
    readers.map(({ inputs }) => inputs[1]).filter((value) => late.every((node) => !node.inputs.includes(value) || readers.includes(node))),
  );
  const expressions = new Expressions();
  const nameOf = (value: Value): string => (turned.has(value) ? `turned ${expressions.of(value)}` : expressions.of(value));
  const before = new GraphBuilder();
  const inPrologue = new Map(graph.inputs.filter(isState).map((input) => [input, before.input(input.name, input.type, input.shape)]));
  rebuild(before, withReshapes(graph, early), inPrologue);
  const turn = (value: Value): Value =>
    turned.has(value) ? before.node('Transpose', [inPrologue.get(value) ?? value], { perm: [0, 2, 1] }) : (inPrologue.get(value) ?? value);
  const prologue = before.finish(
    `${graph.name} from state`,
    crossing.map((value) => ({ name: nameOf(value), value: turn(value) })),
  );
  const after = new GraphBuilder();
  const inMain = new Map(graph.inputs.map((input) => [input, after.input(input.name, input.type, input.shape)]));
  for (const value of crossing)
    inMain.set(value, after.input(nameOf(value), value.type, turned.has(value) ? [value.shape[0], value.shape[2], value.shape[1]] : value.shape));
  rebuild(after, late, inMain, new Set(readers.filter(({ inputs }) => turned.has(inputs[1]))));
  const main = after.finish(
    graph.name,
    graph.outputs.map(({ name, value }) => ({ name, value: inMain.get(value) ?? value })),
  );
  return { prologue, main };
}

/** The early nodes with the reshapes of state entries that they take. */
function withReshapes(graph: Graph, early: readonly Node[]): Node[] {
  const wanted = new Set(early);
  const needed = new Set(early.flatMap(({ inputs }) => inputs));
  return graph.nodes.filter((node) => wanted.has(node) || (needed.has(node.result) && isReshapedInput(node)));
}
