import type { Graph, Value, ValueType } from './graph.ts';

const typeText = ({ type, shape }: ValueType): string => `${type}[${shape.join(', ')}]`;

function valueText(value: Value): string {
  const { source } = value;
  if (source === 'input' || source.kind === 'node' || source.values.length !== 1) return value.name;
  return String(source.values[0]);
}

/** The graph as text, a line a node: what snapshots pin and people read. */
export function printGraph(graph: Graph): string {
  const lines = [`graph ${graph.name}`];
  for (const input of graph.inputs) lines.push(`  input ${input.name}: ${typeText(input)}`);
  for (const constant of graph.constants) {
    if (constant.shape.length > 0) lines.push(`  constant ${constant.name}: ${typeText(constant)}`);
  }
  for (const { operator, inputs, attributes, result } of graph.nodes) {
    const settings = Object.entries(attributes).map(([name, value]) => `${name}=${Array.isArray(value) ? `[${value.join(',')}]` : String(value)}`);
    lines.push(
      `  ${result.name}: ${typeText(result)} = ${operator}(${inputs.map(valueText).join(', ')})${settings.length > 0 ? ` {${settings.join(' ')}}` : ''}`,
    );
  }
  for (const { name, value } of graph.outputs) lines.push(`  output ${name} = ${valueText(value)}`);
  return `${lines.join('\n')}\n`;
}
