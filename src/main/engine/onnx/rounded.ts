import { create, toBinary } from '@bufbuild/protobuf';
import { sizeOf } from '../program.ts';
import type { Graph, Node, Value } from '../trace/graph.ts';
import { encodeNodes, modelOf, tensorOf, valueInfo } from './encode.ts';
import type { OutputNames } from './encode.ts';
import type { NodeProto, TensorProto } from './generated/onnx_pb.js';
import { ModelProtoSchema, NodeProtoSchema, TensorProto_DataType, TensorProtoSchema } from './generated/onnx_pb.js';

/*
 * Models whose weights are known and whose large products are computed in whole numbers of a byte: a quarter of the memory to
 * fetch, and with the instructions that newer processors have for it a quarter of the time to multiply. The left side is
 * rounded at every run, over all of its values; the right side once, column by column:
 *
 *   a b  ~  s_a s_b ((a / s_a + z) - z) (b / s_b) .
 */

/**
 * Weights become whole numbers up to this: processors without such instructions add products of bytes in pairs,
 * 2 x 255 x 63, into 16 bits, which must not overflow.
 */
const MOST = 63;

/** Products of fewer weights stay as they are: there is nothing to gain, and the last layer is among them. */
const FEWEST_WEIGHTS = 512;

/** Numbers of a model by the names of a graph's inputs. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** A matrix rounded column by column. */
interface Columns {
  readonly whole: Int8Array;
  /** What a whole number of each column stands for. */
  readonly scales: Float32Array;
}

/** Rounds a matrix of `columns` columns, row by row: each column by its own largest value. */
export function roundedColumns(values: Float32Array, columns: number): Columns {
  const scales = new Float32Array(columns);
  for (let at = 0; at < values.length; at += columns)
    for (let column = 0; column < columns; column++) scales[column] = Math.max(scales[column], Math.abs(values[at + column]));
  const per = scales.map((most) => (most === 0 ? 0 : MOST / most));
  const whole = new Int8Array(values.length);
  for (let at = 0; at < values.length; at += columns)
    for (let column = 0; column < columns; column++) whole[at + column] = Math.round(values[at + column] * per[column]);
  return { whole, scales: scales.map((most) => most / MOST) };
}

/** The node that computes a value; undefined where none does. */
const nodeOf = ({ source }: Value): Node | undefined => (source !== 'input' && source.kind === 'node' ? source : undefined);

/** A node that only says where values lie; undefined where a value comes of anything else. */
function moving(value: Value): Node | undefined {
  const node = nodeOf(value);
  return node?.operator === 'Reshape' || node?.operator === 'Gather' ? node : undefined;
}

/** What is rounded of a left side: before its rows are picked, several times each. */
function sourceOf(left: Value): Value {
  const node = moving(left);
  return node === undefined ? left : sourceOf(node.inputs[0]);
}

/** The weights on the right side of a product that is to be rounded. */
function weightsOf({ operator, inputs: [, right] }: Node, weights: Weights): Float32Array | undefined {
  if (operator !== 'MatMul' || right.shape.length !== 2 || sizeOf(right.shape) < FEWEST_WEIGHTS) return undefined;
  const node = nodeOf(right);
  return weights.get(node?.operator === 'Reshape' ? node.inputs[0].name : right.name);
}

const wholeOf = ({ name }: Value): string => `${name} whole`;

/** Nodes that give a left side in whole numbers; those that `known` has are there already. */
function roundLeft(left: Value, exact: ReadonlyMap<Node, NodeProto>, known: Set<Value>): NodeProto[] {
  if (known.has(left)) return [];
  known.add(left);
  const node = moving(left);
  const name = wholeOf(left);
  if (node === undefined)
    return [create(NodeProtoSchema, { name, opType: 'DynamicQuantizeLinear', input: [left.name], output: [name, `${left.name} scale`, `${left.name} zero`] })];
  const written = exact.get(node);
  const [from] = node.inputs;
  return [
    ...roundLeft(from, exact, known),
    create(NodeProtoSchema, {
      name,
      opType: node.operator,
      input: [wholeOf(from), ...(written?.input.slice(1) ?? [])],
      output: [name],
      attribute: written?.attribute ?? [],
    }),
  ];
}

/** A product in whole numbers in the place of an exact one, and its right side. */
function roundProduct({ inputs: [left, right], result }: Node, values: Float32Array): { node: NodeProto; tensors: TensorProto[] } {
  const [rows, columns] = right.shape;
  const { whole, scales } = roundedColumns(values, columns);
  const name = `${result.name} weights`;
  const source = sourceOf(left).name;
  return {
    node: create(NodeProtoSchema, {
      name: `rounded ${result.name}`,
      opType: 'MatMulIntegerToFloat',
      domain: 'com.microsoft',
      input: [wholeOf(left), name, `${source} scale`, `${name} scale`, `${source} zero`],
      output: [result.name],
    }),
    tensors: [
      create(TensorProtoSchema, { name, dims: [BigInt(rows), BigInt(columns)], dataType: TensorProto_DataType.INT8, rawData: new Uint8Array(whole.buffer) }),
      tensorOf(`${name} scale`, { type: 'float32', shape: [columns] }, scales),
    ],
  };
}

/** The nodes that outputs are still computed from once products read rounded sides. */
function neededNodes({ nodes, outputs }: Graph, isRounded: (node: Node) => boolean): Node[] {
  const needed = new Set(outputs.map(({ value }) => value));
  const kept = nodes.toReversed().filter((node) => {
    if (!needed.has(node.result)) return false;
    for (const input of isRounded(node) ? [sourceOf(node.inputs[0])] : node.inputs) needed.add(input);
    return true;
  });
  return kept.toReversed();
}

/** Writes a graph whose inputs are known but for a few as an ONNX model that takes those alone, with its large products rounded. */
export function encodeRounded(graph: Graph, weights: Weights): { model: Uint8Array; outputNames: OutputNames } {
  const { nodes, constants, operands } = encodeNodes(graph);
  const exact = new Map(graph.nodes.map((node, i) => [node, nodes[i]]));
  const needed = neededNodes(graph, (node) => weightsOf(node, weights) !== undefined);
  const known = new Set<Value>();
  const written: NodeProto[] = [];
  const tensors: TensorProto[] = [...constants, ...operands];
  for (const node of needed) {
    const values = weightsOf(node, weights);
    if (values === undefined) written.push(...[exact.get(node) ?? []].flat());
    else {
      const product = roundProduct(node, values);
      written.push(...roundLeft(node.inputs[0], exact, known), product.node);
      tensors.push(...product.tensors);
    }
  }
  const read = new Set(written.flatMap(({ input }) => input));
  for (const input of graph.inputs) {
    const values = weights.get(input.name);
    if (values !== undefined && read.has(input.name)) tensors.push(tensorOf(input.name, input, values));
  }
  const results = new Map(graph.outputs.map(({ value }) => [value.name, value]));
  const model = modelOf(
    {
      name: graph.name,
      node: written,
      initializer: tensors.filter(({ name }) => read.has(name)),
      input: graph.inputs.filter(({ name }) => !weights.has(name)).map((input) => valueInfo(input.name, input.type, input.shape)),
      output: [...results.values()].map((value) => valueInfo(value.name, value.type, value.shape)),
    },
    true,
  );
  return { model: toBinary(ModelProtoSchema, model), outputNames: new Map(graph.outputs.map(({ name, value }) => [name, value.name])) };
}
