import { create, toBinary } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs-core';
import type { HostTensors, NamedTensors, Program } from '../program.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import { graphNames, traceProgram } from '../trace/trace.ts';
import { encodeNodes, modelOf, valueInfo } from './encode.ts';
import { standard, weightsOf } from './exportProgram.ts';
import { ModelProtoSchema, StringStringEntryProtoSchema } from './generated/onnx_pb.js';

/** A program for other programs, at the shapes that it has. */
export interface WholeModel {
  readonly program: Program;
  readonly parameters: HostTensors;
  /** A sentence or two for whoever opens the file. */
  readonly description: string;
  /** What a program must know to use it, by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

const TO_NCHW = [0, 3, 1, 2];

/** The program with its pictures `[N, 3, H, W]`, as other programs hold them. In the direct lowering that costs no node. */
function channelsFirst(program: Program): Program {
  return {
    ...program,
    body: (state, inputs) => {
      const { outputs } = program.body(state, inputs);
      const turned = Object.entries(outputs).map(([name, tensor]) => [name, tensor.rank === 4 ? tf.transpose(tensor, TO_NCHW) : tensor] as const);
      return { state: {}, outputs: Object.fromEntries(turned) satisfies NamedTensors };
    },
  };
}

/** Writes a program as an ONNX model of standard operators with its parameters in it, its inputs and outputs by their names. The file must stay below 2 GiB. */
export function exportWhole({ program, parameters, description, metadata }: WholeModel): Uint8Array {
  const graph = standard(traceProgram(channelsFirst(program), direct).graph);
  const { nodes, constants, operands } = encodeNodes(graph);
  const plain = (name: string, given: string): [string, string] => [given, name];
  const outputs = Object.fromEntries(graph.outputs.map(({ name, value }) => [name.slice(graphNames.output('').length), value]));
  const names = new Map([
    ...Object.keys(program.state).map((name) => plain(name, graphNames.state(name))),
    ...Object.keys(program.inputs).map((name) => plain(name, graphNames.input(name))),
    ...Object.entries(outputs).map(([name, value]) => plain(name, value.name)),
  ]);
  const renamed = (name: string): string => names.get(name) ?? name;
  for (const node of nodes) {
    node.input = node.input.map(renamed);
    node.output = node.output.map(renamed);
  }
  const contents = {
    name: graph.name,
    node: nodes,
    initializer: [...weightsOf(graph, program, { parameters, nameOf: (name) => name }), ...constants, ...operands],
    input: Object.entries(program.inputs).map(([name, { dtype, shape }]) => valueInfo(name, dtype, shape)),
    output: Object.entries(outputs).map(([name, { type, shape }]) => valueInfo(name, type, shape)),
  };
  const file = modelOf(contents, false);
  file.docString = description;
  file.metadataProps = Object.entries(metadata).map(([key, value]) => create(StringStringEntryProtoSchema, { key, value }));
  return toBinary(ModelProtoSchema, file);
}
