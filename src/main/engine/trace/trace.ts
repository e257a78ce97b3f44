import * as tf from '@tensorflow/tfjs-core';
import { registerOperations } from '../operations/index.ts';
import type { NamedTensors, Program, TensorSpecs } from '../program.ts';
import { traceBackend, TRACE_BACKEND } from './backend.ts';
import { GraphBuilder } from './builder.ts';
import type { Graph, GraphOutput, Value } from './graph.ts';
import type { Layout } from './layout.ts';
import { naturalLayout, toPhysical } from './layout.ts';
import type { Lowering } from './lowerings/lowering.ts';
import { sameShape } from './operators/row.ts';
import type { Takeover } from './scope.ts';
import { Scope } from './scope.ts';
import type { Traced } from './traced.ts';
import { traced } from './traced.ts';
import { verifyGraph } from './verify.ts';

/** Where the names of a program's tensors stand in the graph. */
export const graphNames = {
  state: (name: string) => `state/${name}`,
  input: (name: string) => `input/${name}`,
  nextState: (name: string) => `next/${name}`,
  output: (name: string) => `output/${name}`,
} as const;

/** A program as a graph. */
export interface TracedProgram {
  readonly program: Program;
  readonly graph: Graph;
  readonly lowering: Lowering;
  /** The state entries that a run replaces. */
  readonly changed: readonly string[];
  /** What gradients took over from the forward pass, in the order of tracing. */
  readonly takeovers: readonly Takeover[];
}

/** Calls the program's body once on tensors that only record what is done with them. */
function record(program: Program, scope: Scope): GraphOutput[] {
  const backend = traceBackend();
  const handles = (specs: TensorSpecs, name: (entry: string) => string, layoutOf: (shape: readonly number[]) => Layout): NamedTensors =>
    Object.fromEntries(
      Object.entries(specs).map(([entry, { shape, dtype }]) => {
        const layout = layoutOf(shape);
        return [entry, backend.tensor(traced(scope.graph.input(name(entry), dtype, toPhysical(shape, layout)), shape, layout))];
      }),
    );
  const natural = (shape: readonly number[]): Layout => naturalLayout(shape.length);
  const { stateLayout } = scope.lowering;
  const result = program.body(handles(program.state, graphNames.state, stateLayout), handles(program.inputs, graphNames.input, natural));

  const output = (name: string, value: Value): GraphOutput => ({
    name,
    value: value.source !== 'input' && value.source.kind === 'node' ? value : scope.plain('Identity', value),
  });
  const entryOf = (tensors: NamedTensors, name: string): Traced => backend.entryOf(tensors[name]);
  const typeText = ({ shape }: { shape: readonly number[] }, type: string): string => `${type}[${shape.join(', ')}]`;
  const next = Object.keys(result.state).map((name) => {
    const entry = entryOf(result.state, name);
    const spec = program.state[name];
    if (spec === undefined || !sameShape(spec.shape, entry.shape) || spec.dtype !== entry.value.type) {
      const declared = spec === undefined ? 'nowhere' : `as ${typeText(spec, spec.dtype)}`;
      throw new Error(`program ${program.name} gives state ${name} the type ${typeText(entry, entry.value.type)}, declared ${declared}`);
    }
    return output(graphNames.nextState(name), scope.in(entry, stateLayout(entry.shape)));
  });
  const outputs = Object.keys(result.outputs).map((name) => {
    const entry = entryOf(result.outputs, name);
    if (entry.value.type !== 'float32' && entry.value.type !== 'int32')
      throw new Error(`program ${program.name} gives an output ${name} of type ${entry.value.type}: cast it`);
    return output(graphNames.output(name), scope.natural(entry));
  });
  return [...next, ...outputs];
}

/**
 * Traces a program into a graph with the given lowering. The body runs once, on tfjs's engine with the
 * tracing backend; gradients are recorded by tfjs's own tape. The graph is verified.
 *
 * @param madeAgain which of the values that gradients take over from the forward pass they compute again, by their places in `takeovers`
 */
export function traceProgram(program: Program, lowering: Lowering, madeAgain: (takeover: number) => boolean = () => false): TracedProgram {
  registerOperations();
  const backend = traceBackend();
  const before = tf.engine().backendName;
  const builder = new GraphBuilder();
  const scope = new Scope(builder, lowering, madeAgain);
  // The tracing backend starts without waiting, so that the promise holds nothing but `true`.
  void tf.setBackend(TRACE_BACKEND);
  try {
    let outputs: GraphOutput[] = [];
    tf.engine().startScope(program.name);
    try {
      outputs = backend.within(scope, () => record(program, scope));
    } finally {
      tf.engine().endScope();
    }
    const graph = builder.finish(program.name, outputs);
    verifyGraph(graph);
    const changed = outputs.filter(({ name }) => name.startsWith('next/')).map(({ name }) => name.slice('next/'.length));
    return { program, graph, lowering, changed, takeovers: scope.takeovers };
  } finally {
    if (before) void tf.setBackend(before);
  }
}
