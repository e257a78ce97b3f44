import { describe, expect, it } from 'vitest';
import { GraphBuilder } from './builder.ts';
import type { Graph, Node, Value } from './graph.ts';
import { verifyGraph } from './verify.ts';

/** y = (x + 1) * [2, 3], a sound graph to break. */
function sound(): Graph {
  const builder = new GraphBuilder();
  const x = builder.input('x', 'float32', [4, 2]);
  const sum = builder.node('Add', [x, builder.constant('float32', [], [1])], {});
  const value = builder.node('Mul', [sum, builder.constant('float32', [2], [2, 3])], {});
  return builder.finish('sound', [{ name: 'y', value }]);
}

/** The graph with its last node changed, and its output with it. */
function withLast(graph: Graph, change: (node: Node) => Partial<Node>): Graph {
  const last = graph.nodes[graph.nodes.length - 1];
  const node = { ...last, ...change(last) };
  return { ...graph, nodes: [...graph.nodes.slice(0, -1), node], outputs: [{ name: 'y', value: node.result }] };
}

const withResult = (graph: Graph, change: Partial<Value>): Graph => withLast(graph, ({ result }) => ({ result: { ...result, ...change } }));

describe('verifying a graph', () => {
  it('accepts a sound one', () => {
    expect(() => verifyGraph(sound())).not.toThrow();
  });

  it.each<[string, (graph: Graph) => Graph, string]>([
    ['a wrong shape', (graph) => withResult(graph, { shape: [2, 4] }), 'is float32[2,4], but its inputs make float32[4,2]'],
    ['a wrong type', (graph) => withResult(graph, { type: 'int32' }), 'is int32[4,2], but its inputs make float32[4,2]'],
    ['another operator', (graph) => withLast(graph, () => ({ operator: 'Greater' })), 'but its inputs make bool'],
    [
      'inputs that do not fit',
      (graph) => withLast(graph, ({ inputs: [sum] }) => ({ inputs: [sum, { name: 'c9', type: 'float32', shape: [3], source: 'input' }] })),
      'uses c9 before it is computed',
    ],
    ['a node after its use', (graph) => ({ ...graph, nodes: graph.nodes.toReversed() }), 'before it is computed'],
    ['a node left out', (graph) => ({ ...graph, nodes: graph.nodes.slice(1) }), 'before it is computed'],
    ['a node twice', (graph) => ({ ...graph, nodes: [...graph.nodes, graph.nodes[1]] }), 'two values are called'],
    ['an input left out', (graph) => ({ ...graph, inputs: [] }), 'uses x before it is computed'],
    ['a name used twice', (graph) => withResult(graph, { name: 'x' }), 'two values are called x'],
    ['an output that nothing computes', (graph) => ({ ...graph, nodes: graph.nodes.slice(0, 1) }), 'output y is never computed'],
    [
      'a constant of too few numbers',
      (graph) => ({ ...graph, constants: graph.constants.map((constant) => ({ ...constant, source: { kind: 'constant', values: new Float32Array(0) } })) }),
      'does not fill',
    ],
    ['two outputs of one name', (graph) => ({ ...graph, outputs: [...graph.outputs, ...graph.outputs] }), 'two outputs are called y'],
  ])('refuses %s', (_, mutate, message) => {
    expect(() => verifyGraph(mutate(sound()))).toThrow(message);
  });

  it('refuses every single change of a shape', () => {
    const graph = sound();
    graph.nodes.forEach((node, i) => {
      node.result.shape.forEach((extent, axis) => {
        const result = { ...node.result, shape: node.result.shape.with(axis, extent + 1) };
        expect(() => verifyGraph({ ...graph, nodes: graph.nodes.with(i, { ...node, result }) })).toThrow('but its inputs make');
      });
    });
  });
});
