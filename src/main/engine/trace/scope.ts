import type { GraphBuilder } from './builder.ts';
import type { ElementType, Value } from './graph.ts';
import type { Layout } from './layout.ts';
import { differOnlyInUnits, naturalLayout, sameLayout, toPhysical, transposition } from './layout.ts';
import type { Lowering } from './lowerings/lowering.ts';
import { ONNX_TYPE } from './operators/elementwise.ts';
import type { AttributesOf, Operator } from './operators/index.ts';
import { sameShape } from './operators/row.ts';
import type { Traced } from './traced.ts';
import { isWhole, traced } from './traced.ts';

/** Operators without attributes. */
type PlainOperator = { [Op in Operator]: Record<never, never> extends AttributesOf<Op> ? Op : never }[Operator];

/** A value of the forward pass, and what a gradient uses: the same, or one like it that is made again. */
export interface Takeover {
  readonly kept: Value;
  readonly used: Value;
}

/** What kernels and lowerings build with: the graph so far, the lowering, and the moves they share. */
export class Scope {
  readonly graph: GraphBuilder;
  readonly lowering: Lowering;
  /** What gradients took over from the forward pass, in the order in which they asked. */
  readonly takeovers: Takeover[] = [];
  readonly #madeAgain: (takeover: number) => boolean;
  readonly #memory = new Map<string, unknown>();

  /** `madeAgain` says of each takeover by its place in that order whether it is computed again; the same program asks in the same order. */
  constructor(graph: GraphBuilder, lowering: Lowering, madeAgain: (takeover: number) => boolean) {
    this.graph = graph;
    this.lowering = lowering;
    this.#madeAgain = madeAgain;
  }

  /** What `make` gives, computed once for each key: index lists and transforms that many layers share. */
  memo<T>(key: string, make: () => T): T {
    if (!this.#memory.has(key)) this.#memory.set(key, make());
    // One cast: a key always stands for what the same `make` gave.
    return this.#memory.get(key) as T;
  }

  /** What a gradient takes over from the forward pass: the very nodes, or new ones where they are to be made again. */
  fromForward(make: () => Value): Value {
    const kept = make();
    const used = this.#madeAgain(this.takeovers.length) ? this.graph.again(make) : kept;
    this.takeovers.push({ kept, used });
    return used;
  }

  /** A node without attributes. */
  plain(operator: PlainOperator, ...inputs: readonly Value[]): Value {
    return this.graph.node(operator, inputs, {});
  }

  /** A scalar constant. */
  scalar(value: number, type: ElementType = 'float32'): Value {
    return this.graph.constant(type, [], [value]);
  }

  /** The value with another shape of the same size; nothing if it has that shape already. A chain of reshapes is one. */
  reshape(value: Value, shape: readonly number[]): Value {
    if (sameShape(value.shape, shape)) return value;
    const { source } = value;
    if (source !== 'input' && source.kind === 'node' && source.operator === 'Reshape') return this.reshape(source.inputs[0], shape);
    return this.graph.node('Reshape', [value], { shape });
  }

  transpose(value: Value, perm: readonly number[]): Value {
    return perm.every((axis, i) => axis === i) ? value : this.graph.node('Transpose', [value], { perm });
  }

  cast(value: Value, type: ElementType): Value {
    return value.type === type ? value : this.graph.node('Cast', [value], { to: ONNX_TYPE[type] });
  }

  concat(values: readonly Value[], axis: number): Value {
    return values.length === 1 ? values[0] : this.graph.node('Concat', values, { axis });
  }

  /** Elements `start` to `end` (exclusive) of some physical axes, every `step`-th; all of the others. */
  slice(value: Value, ranges: readonly { axis: number; start: number; end: number; step?: number }[]): Value {
    const cut = ranges.filter(({ axis, start, end, step = 1 }) => start !== 0 || end !== value.shape[axis] || step !== 1);
    if (cut.length === 0) return value;
    const list = <T>(pick: (range: (typeof cut)[number]) => T): T[] => cut.map(pick);
    return this.graph.node('Slice', [value], {
      starts: list((r) => r.start),
      ends: list((r) => r.end),
      axes: list((r) => r.axis),
      steps: list((r) => r.step ?? 1),
    });
  }

  /** Zeros (or a mirrored edge) around some physical axes. */
  pad(value: Value, around: readonly { axis: number; before: number; after: number }[], mode: 'constant' | 'reflect' = 'constant'): Value {
    if (around.every(({ before, after }) => before === 0 && after === 0)) return value;
    const rank = value.shape.length;
    const pads = new Array<number>(2 * rank).fill(0);
    for (const { axis, before, after } of around) {
      pads[axis] = before;
      pads[axis + rank] = after;
    }
    return this.graph.node('Pad', [value], { pads, mode });
  }

  /** The tensor in another layout; what is only repeated stays so. */
  relayout(x: Traced, layout: Layout): Traced {
    if (sameLayout(x.layout, layout)) return x;
    if (x.value.shape.length === 0) return traced(x.value, x.shape, layout);
    const stored = new Array<number>(x.shape.length).fill(1);
    x.layout.axes.forEach((axis, i) => (stored[axis] = x.value.shape[i]));
    const value = differOnlyInUnits(stored, x.layout, layout)
      ? this.reshape(x.value, toPhysical(stored, layout))
      : this.transpose(x.value, transposition(x.layout, layout));
    return traced(value, x.shape, layout);
  }

  /** The tensor with every element stored. */
  whole(x: Traced): Traced {
    if (isWhole(x)) return x;
    const shape = toPhysical(x.shape, x.layout);
    return traced(this.graph.node('Expand', [x.value], { shape }), x.shape, x.layout);
  }

  /** The whole value of the tensor in the given layout: what most operators take. */
  in(x: Traced, layout: Layout): Value {
    return this.whole(this.relayout(x, layout)).value;
  }

  /** The whole value in logical order. */
  natural(x: Traced): Value {
    return this.in(x, naturalLayout(x.shape.length));
  }
}
