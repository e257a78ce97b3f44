import type { MessageInitShape } from '@bufbuild/protobuf';
import { create, toBinary } from '@bufbuild/protobuf';
import type { Graph, Node, Value, ValueType } from '../trace/graph.ts';
import { ONNX_TYPE } from '../trace/operators/elementwise.ts';
import { rowOf } from '../trace/operators/index.ts';
import type { Attributes, AttributeValue } from '../trace/operators/row.ts';
import type { AttributeProto, GraphProtoSchema, ModelProto, NodeProto, TensorProto, ValueInfoProto } from './generated/onnx_pb.js';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.js';

/** IR version 8 and operator set 17: what every execution provider of ONNX Runtime implements. */
const IR_VERSION = 8n;
export const ONNX_OPERATOR_SET = 17n;
const MICROSOFT_SET = 1n;

const TENSOR_ARRAYS = {
  int64: (numbers: readonly number[]) => BigInt64Array.from(numbers, BigInt),
  float32: (numbers: readonly number[]) => Float32Array.from(numbers),
} as const;

const bytesOfArray = (array: Float32Array | Int32Array | BigInt64Array | Uint8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** An input or output of a model; an extent may be a name, which stands for any. */
export function valueInfo(name: string, type: ValueType['type'], shape: readonly (number | string)[]): ValueInfoProto {
  const dim = shape.map((extent) => ({
    value: typeof extent === 'string' ? { case: 'dimParam' as const, value: extent } : { case: 'dimValue' as const, value: BigInt(extent) },
  }));
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: { elemType: ONNX_TYPE[type], shape: { dim } } } } });
}

/** Numbers that a model holds. */
export function tensorOf(name: string, { type, shape }: ValueType, values: Float32Array | Int32Array | BigInt64Array | Uint8Array): TensorProto {
  return create(TensorProtoSchema, { name, dims: shape.map(BigInt), dataType: ONNX_TYPE[type], rawData: bytesOfArray(values) });
}

function attribute(name: string, value: AttributeValue, isFloat: boolean): AttributeProto {
  if (typeof value === 'string') return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s: new TextEncoder().encode(value) });
  if (typeof value === 'number')
    return isFloat
      ? create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value })
      : create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
  return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INTS, ints: value.map(BigInt) });
}

/** Turns attributes that ONNX takes as inputs into constants, each made once. */
class Operands {
  readonly tensors = new Map<string, TensorProto>();

  name(type: 'int64' | 'float32', value: AttributeValue, scalar: boolean): string {
    const numbers = typeof value === 'number' ? [value] : (value as readonly number[]);
    const shape = scalar ? [] : [numbers.length];
    const name = `${type}[${shape.join()}]${numbers.join()}`;
    if (!this.tensors.has(name)) this.tensors.set(name, tensorOf(name, { type, shape }, TENSOR_ARRAYS[type](numbers)));
    return name;
  }
}

function encodeNode({ operator, inputs, attributes, result }: Node, index: number, operands: Operands): NodeProto {
  const row = rowOf(operator);
  const names = inputs.map((input) => input.name);
  const written: AttributeProto[] = [];
  for (const [name, value] of Object.entries(attributes as Attributes)) {
    const operand = row.operands?.[name];
    if (operand === undefined) {
      written.push(attribute(name, value, row.floats?.includes(name) ?? false));
      continue;
    }
    while (names.length < operand.at) names.push('');
    names.splice(operand.at, 0, operands.name(operand.type, value, operand.scalar ?? false));
  }
  return create(NodeProtoSchema, {
    name: `${operator}_${index}`,
    opType: operator,
    domain: row.domain ?? '',
    input: names,
    output: [result.name],
    attribute: written,
  });
}

/** The nodes of a graph and the numbers they take: its own constants, and attributes that ONNX takes as inputs. */
export function encodeNodes(graph: Graph): { nodes: NodeProto[]; constants: TensorProto[]; operands: TensorProto[] } {
  const operands = new Operands();
  const nodes = graph.nodes.map((one, i) => encodeNode(one, i, operands));
  const constants = graph.constants.map((constant: Value) => {
    if (constant.source === 'input' || constant.source.kind !== 'constant') throw new Error(`${constant.name} is not a constant`);
    return tensorOf(constant.name, constant, constant.source.values);
  });
  return { nodes, constants, operands: [...operands.tensors.values()] };
}

/** A model around a graph. `microsoft`: it may hold operators of ONNX Runtime's own. */
export function modelOf(graph: MessageInitShape<typeof GraphProtoSchema>, microsoft: boolean): ModelProto {
  return create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'Recast Studio',
    opsetImport: [{ domain: '', version: ONNX_OPERATOR_SET }, ...(microsoft ? [{ domain: 'com.microsoft', version: MICROSOFT_SET }] : [])],
    graph,
  });
}

/** Where `encodeModel` put the outputs: the name in the file of each output of the graph. */
export type OutputNames = ReadonlyMap<string, string>;

/**
 * Writes a graph as an ONNX model. Outputs are the nodes' own results, without renaming nodes between,
 * so several outputs may share a name in the file.
 */
export function encodeModel(graph: Graph): { model: Uint8Array; outputNames: OutputNames } {
  const { nodes, constants, operands } = encodeNodes(graph);
  const results = new Map(graph.outputs.map(({ value }) => [value.name, value]));
  const model = modelOf(
    {
      name: graph.name,
      node: nodes,
      initializer: [...constants, ...operands],
      input: graph.inputs.map((input) => valueInfo(input.name, input.type, input.shape)),
      output: [...results.values()].map((value) => valueInfo(value.name, value.type, value.shape)),
    },
    true,
  );
  return { model: toBinary(ModelProtoSchema, model), outputNames: new Map(graph.outputs.map(({ name, value }) => [name, value.name])) };
}
