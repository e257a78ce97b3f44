import type { Graph, Value } from './graph.ts';
import { bytesOf } from './graph.ts';

/** The place of the node that reads each value last; the number of nodes for outputs, which stay to the end. */
export function lastUses(graph: Graph): Map<Value, number> {
  const lastUse = new Map<Value, number>();
  graph.nodes.forEach((node, i) => {
    for (const input of node.inputs) lastUse.set(input, i);
  });
  for (const { value } of graph.outputs) lastUse.set(value, graph.nodes.length);
  return lastUse;
}

/**
 * The bytes that results of nodes take while each node runs, when the graph runs in its order and every
 * result is freed after its last use. Inputs and constants are not counted.
 */
export function liveBytes(graph: Graph): Float64Array {
  const lastUse = lastUses(graph);
  let live = 0;
  return Float64Array.from(graph.nodes, (node, i) => {
    live += bytesOf(node.result);
    const during = live;
    for (const value of new Set(node.inputs)) {
      const isResult = value.source !== 'input' && value.source.kind === 'node';
      if (isResult && lastUse.get(value) === i) live -= bytesOf(value);
    }
    return during;
  });
}

/** The most bytes that results of nodes need at once. */
export function peakBytes(graph: Graph): number {
  return liveBytes(graph).reduce((peak, live) => Math.max(peak, live), 0);
}

/** Bytes of all constants. */
export function constantBytes(graph: Graph): number {
  return graph.constants.reduce((sum, constant) => sum + bytesOf(constant), 0);
}
