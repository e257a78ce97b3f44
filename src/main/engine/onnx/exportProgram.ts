import { create, toBinary } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs-core';
import type { HostTensors, Program } from '../program.ts';
import { float32, sizeOf } from '../program.ts';
import type { Graph, Value } from '../trace/graph.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import { rowOf } from '../trace/operators/index.ts';
import { graphNames, traceProgram } from '../trace/trace.ts';
import { toPhysical } from '../trace/layout.ts';
import { encodeNodes, modelOf, ONNX_OPERATOR_SET, tensorOf, valueInfo } from './encode.ts';
import type { NodeProto, TensorProto } from './generated/onnx_pb.js';
import { AttributeProto_AttributeType, ModelProtoSchema, NodeProtoSchema, StringStringEntryProtoSchema } from './generated/onnx_pb.js';
import { toLayout } from './permute.ts';

/** A model for other programs: pictures to pictures of any size and number. */
export interface ExportedModel {
  /** The program at one size: input `[N, H, W, 3]`, output the same; its state are the parameters. */
  programAt(batch: number, height: number, width: number): Program;
  readonly input: string;
  readonly output: string;
  /** Height and width must be multiples of this, and at least `smallest`. */
  readonly multipleOf: number;
  readonly smallest: number;
  readonly parameters: HostTensors;
  /** The name in the file of a parameter. */
  nameOf(parameter: string): string;
  /** A sentence or two for whoever opens the file. */
  readonly description: string;
  /** What a program must know to use it, by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Weights and results between in half precision; input and output stay float32. */
  readonly half: boolean;
}

/** The operator set that exported models are written for. */
export const EXPORT_OPERATOR_SET = Number(ONNX_OPERATOR_SET);

const TO_NHWC = [0, 2, 3, 1];
const TO_NCHW = [0, 3, 1, 2];

/** The program with pictures `[N, 3, H, W]`, as other programs hold them. In the direct lowering that costs no node. */
function channelsFirst(model: ExportedModel, batch: number, height: number, width: number): Program {
  const program = model.programAt(batch, height, width);
  return {
    ...program,
    inputs: { [model.input]: float32(batch, 3, height, width) },
    body: (state, inputs) => {
      const { outputs } = program.body(state, { [model.input]: tf.transpose(inputs[model.input], TO_NHWC) });
      return { state: {}, outputs: { [model.output]: tf.transpose(outputs[model.output], TO_NCHW) } };
    },
  };
}

const constantText = ({ name, type, shape, source }: Value): string =>
  `${name} ${type}[${shape.join()}] ${source === 'input' || source.kind !== 'constant' ? '' : source.values.join()}`;

/** Everything about a graph but the shapes of what flows through it. */
function sizelessText({ nodes, constants }: Graph): string {
  const lines = nodes.map(
    ({ operator, inputs, attributes, result }) => `${result.name} = ${operator}(${inputs.map(({ name }) => name).join()}) ${JSON.stringify(attributes)}`,
  );
  return [...constants.map(constantText), ...lines].join('\n');
}

/**
 * The graph that holds for every size: traced at two sizes and two numbers of pictures, which must give
 * the same nodes with the same attributes and constants.
 */
function sizelessGraph(model: ExportedModel): Graph {
  const side = Math.max(model.smallest, 2 * model.multipleOf);
  const trace = (batch: number, height: number, width: number): Graph => traceProgram(channelsFirst(model, batch, height, width), direct).graph;
  const graph = trace(1, side, side + model.multipleOf);
  if (sizelessText(graph) !== sizelessText(trace(2, side + 2 * model.multipleOf, side)))
    throw new Error(`the graph of ${graph.name} depends on the size of its pictures`);
  return standard(graph);
}

/** A graph that any program can run. */
export function standard(graph: Graph): Graph {
  const foreign = graph.nodes.find(({ operator }) => rowOf(operator).domain !== undefined);
  if (foreign !== undefined) throw new Error(`${foreign.operator} is no standard operator of ONNX`);
  return graph;
}

/** ONNX's numbers for element types. */
const FLOAT = 1;
const FLOAT16 = 10;

/** A tensor of float32 as one of half precision, each number rounded to the nearest; others stay. */
function halved(tensor: TensorProto): TensorProto {
  if (tensor.dataType !== FLOAT || tensor.rawData === undefined) return tensor;
  const values = new Float32Array(tensor.rawData.slice().buffer);
  return { ...tensor, dataType: FLOAT16, rawData: new Uint8Array(Float16Array.from(values).buffer) };
}

const cast = (input: string, output: string, to: number): NodeProto =>
  create(NodeProtoSchema, {
    name: `Cast_${output}`,
    opType: 'Cast',
    input: [input],
    output: [output],
    attribute: [{ name: 'to', type: AttributeProto_AttributeType.INT, i: BigInt(to) }],
  });

/** The parameters that the graph uses, as they lie in it. */
export function weightsOf(graph: Graph, program: Program, { parameters, nameOf }: Pick<ExportedModel, 'parameters' | 'nameOf'>): TensorProto[] {
  const fed = new Set(graph.inputs.map(({ name }) => name));
  return Object.entries(program.state).flatMap(([name, { shape }]) => {
    if (!fed.has(graphNames.state(name))) return [];
    const { values } = parameters[name];
    if (values.length !== sizeOf(shape)) throw new Error(`${name} does not fill [${shape.join(', ')}]`);
    const layout = direct.stateLayout(shape);
    return tensorOf(nameOf(name), { type: 'float32', shape: toPhysical(shape, layout) }, toLayout(values, shape, layout));
  });
}

const DYNAMIC = ['batch', 3, 'height', 'width'] as const;

/**
 * Writes a program as an ONNX model of standard operators with its parameters in it: one input and one
 * output, float32 `[batch, 3, height, width]`, the extents free. The file must stay below 2 GiB.
 */
export function exportProgram(model: ExportedModel): Uint8Array {
  const graph = sizelessGraph(model);
  const program = model.programAt(1, model.smallest, model.smallest);
  const { nodes, constants, operands } = encodeNodes(graph);
  const [result] = graph.outputs;
  // With half precision, casts stand between the file's input and output and those of the network.
  const [inner, innerResult] = model.half ? [`${model.input}_half`, `${model.output}_half`] : [model.input, model.output];
  const names = new Map([
    ...Object.keys(program.state).map((name): [string, string] => [graphNames.state(name), model.nameOf(name)]),
    [graphNames.input(model.input), inner],
    [result.value.name, innerResult],
  ]);
  const renamed = (name: string): string => names.get(name) ?? name;
  for (const node of nodes) {
    node.input = node.input.map(renamed);
    node.output = node.output.map(renamed);
  }
  const tensors = [...weightsOf(graph, program, model), ...constants];
  const contents = {
    name: graph.name,
    node: model.half ? [cast(model.input, inner, FLOAT16), ...nodes, cast(innerResult, model.output, FLOAT)] : nodes,
    // Numbers that an operator takes as such (the scales of a Resize) are float32 in any precision.
    initializer: [...(model.half ? tensors.map(halved) : tensors), ...operands],
    input: [valueInfo(model.input, 'float32', DYNAMIC)],
    output: [valueInfo(model.output, 'float32', DYNAMIC)],
  };
  const file = modelOf(contents, false);
  file.docString = model.description;
  file.metadataProps = Object.entries(model.metadata).map(([key, value]) => create(StringStringEntryProtoSchema, { key, value }));
  return toBinary(ModelProtoSchema, file);
}
