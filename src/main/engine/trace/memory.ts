import type { Graph, Value } from './graph.ts';
import { bytesOf } from './graph.ts';

/**
 * The most bytes that results of nodes need at once when the graph runs in its order and every result
 * is freed after its last use. Inputs and constants are not counted; outputs stay to the end.
 */
export function peakBytes(graph: Graph): number {
  const lastUse = new Map<Value, number>();
  graph.nodes.forEach((node, i) => {
    for (const input of node.inputs) lastUse.set(input, i);
  });
  for (const { value } of graph.outputs) lastUse.set(value, graph.nodes.length);
  let live = 0;
  let peak = 0;
  graph.nodes.forEach((node, i) => {
    live += bytesOf(node.result);
    peak = Math.max(peak, live);
    for (const value of new Set(node.inputs)) {
      const isResult = value.source !== 'input' && value.source.kind === 'node';
      if (isResult && lastUse.get(value) === i) live -= bytesOf(value);
    }
  });
  return peak;
}

/** Bytes of all constants. */
export function constantBytes(graph: Graph): number {
  return graph.constants.reduce((sum, constant) => sum + bytesOf(constant), 0);
}
