import type { Program } from '../program.ts';
import type { Graph, Node, Value } from './graph.ts';
import { bytesOf } from './graph.ts';
import type { Lowering } from './lowerings/lowering.ts';
import { lastUses, liveBytes } from './memory.ts';
import type { Takeover } from './scope.ts';
import type { TracedProgram } from './trace.ts';
import { traceProgram } from './trace.ts';

/*
 * What the backward pass keeps, chosen value by value: a layer's transformed input or filter or its gathered
 * columns are kept where they fit into a budget, and made again where they do not.
 */

/** A value that the backward pass could keep instead of making it again. */
interface Keepable {
  /** Places in the order in which gradients asked for it: several share a transformed filter. */
  readonly takeovers: number[];
  readonly bytes: number;
  /** Operations that making it again costs. */
  arithmetic: number;
  /** Places of the nodes between which it would lie idle: behind its last use forwards, before its last use backwards. */
  readonly from: number;
  until: number;
}

/** Operations of one node: a multiply-add counts as two; what computes no product counts its elements. */
function arithmeticOf({ operator, inputs, attributes, result }: Node): number {
  const elements = result.shape.reduce((product, extent) => product * extent, 1);
  if (operator !== 'MatMul' && operator !== 'FusedMatMul') return elements;
  const [rows, columns] = inputs[0].shape.slice(-2);
  return 2 * elements * ('transA' in attributes && attributes.transA === 1 ? rows : columns);
}

/** Operations of all nodes that were made again for `used` though `kept` was there. */
function arithmeticAgain({ kept, used }: Takeover): number {
  if (kept === used || kept.source === 'input' || used.source === 'input' || kept.source.kind !== 'node' || used.source.kind !== 'node') return 0;
  const { inputs } = kept.source;
  return used.source.inputs.reduce((sum, input, i) => sum + arithmeticAgain({ kept: inputs[i], used: input }), arithmeticOf(used.source));
}

/** What could be kept, by a graph in which everything is made again. */
function keepables(graph: Graph, takeovers: readonly Takeover[]): Keepable[] {
  const lastUse = lastUses(graph);
  const found = new Map<Value, Keepable>();
  takeovers.forEach((takeover, place) => {
    const { kept, used } = takeover;
    const until = lastUse.get(used);
    // What no output depends on is not in the graph.
    if (until === undefined) return;
    const keepable = found.get(kept) ?? { takeovers: [], bytes: bytesOf(kept), arithmetic: 0, from: lastUse.get(kept) ?? until, until };
    keepable.takeovers.push(place);
    keepable.arithmetic += arithmeticAgain(takeover);
    keepable.until = Math.max(keepable.until, until);
    found.set(kept, keepable);
  });
  return [...found.values()];
}

/**
 * Of the memory that keeping everything would take beyond the least, so much may be used. At 0 what is kept costs
 * nothing, since it does not lie at the peak; larger shares trade memory for ever less arithmetic.
 */
const SHARE = 0.1;

/** The takeovers that are kept: those that save most arithmetic for their bytes first, as long as nothing lies above the budget at any time. */
function chooseKept(graph: Graph, takeovers: readonly Takeover[], share: number): Set<number> {
  const candidates = keepables(graph, takeovers).toSorted((one, other) => other.arithmetic / other.bytes - one.arithmetic / one.bytes);
  const live = liveBytes(graph);
  const peak = (bytes: Float64Array): number => bytes.reduce((most, value) => Math.max(most, value), 0);
  const everything = live.slice();
  for (const { from, until, bytes } of candidates) for (let i = from + 1; i < until; i++) everything[i] += bytes;
  const least = peak(live);
  const budget = least + share * (peak(everything) - least);

  const kept = new Set<number>();
  for (const { takeovers: places, bytes, from, until } of candidates) {
    const idle = live.subarray(from + 1, until);
    if (!idle.every((value) => value + bytes <= budget)) continue;
    idle.forEach((value, i) => (idle[i] = value + bytes));
    for (const place of places) kept.add(place);
  }
  return kept;
}

/**
 * Traces a program so that it needs little memory: of what gradients take over from the forward pass, what fits into
 * the budget is kept, the rest is made again. The budget is the least that the program can do with and a
 * tenth of what keeping everything would take beyond it.
 */
export function traceWithinBudget(program: Program, lowering: Lowering, share = SHARE): TracedProgram {
  const least = traceProgram(program, lowering, () => true);
  if (least.takeovers.length === 0) return least;
  const kept = chooseKept(least.graph, least.takeovers, share);
  return traceProgram(program, lowering, (takeover) => !kept.has(takeover));
}
