import { sizeOf } from '../program.ts';
import type { Graph, Value } from './graph.ts';
import { rowOf } from './operators/index.ts';
import { check, sameShape } from './operators/row.ts';

/**
 * Derives every type and shape of a finished graph again, and checks that every value is computed
 * before it is used, once, and under a name of its own. Throws on the first fault: a fault of the tracer.
 */
export function verifyGraph(graph: Graph): void {
  const known = new Set<Value>([...graph.inputs, ...graph.constants]);
  const names = new Set<string>();
  const name = (value: Value): void => {
    check(!names.has(value.name), () => `two values are called ${value.name}`);
    names.add(value.name);
  };
  for (const value of known) name(value);
  for (const constant of graph.constants) {
    const { source } = constant;
    check(
      source !== 'input' && source.kind === 'constant' && source.values.length === sizeOf(constant.shape),
      () => `constant ${constant.name} does not fill [${constant.shape}]`,
    );
  }
  for (const { operator, inputs, attributes, result } of graph.nodes) {
    for (const input of inputs) check(known.has(input), () => `${operator} uses ${input.name} before it is computed`);
    const derived = rowOf(operator).infer(inputs, attributes);
    check(
      derived.type === result.type && sameShape(derived.shape, result.shape),
      () => `${result.name} = ${operator} is ${result.type}[${result.shape}], but its inputs make ${derived.type}[${derived.shape}]`,
    );
    check(
      result.shape.every((extent) => Number.isInteger(extent) && extent > 0),
      () => `${result.name} = ${operator} has the shape [${result.shape}]`,
    );
    known.add(result);
    name(result);
  }
  const outputs = new Set<string>();
  for (const output of graph.outputs) {
    check(known.has(output.value), () => `output ${output.name} is never computed`);
    check(!outputs.has(output.name), () => `two outputs are called ${output.name}`);
    outputs.add(output.name);
  }
}
