import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { leakyRelu, relu, tanh } from '../../nn/activations.ts';
import { batchNormLayer } from '../../nn/batchNorm.ts';
import { convolutionLayer, transposedConvolutionLayer } from '../../nn/convolution.ts';
import type { Layer, ParameterLookup } from '../../nn/layer.ts';
import { named, sequential, within } from '../../nn/layer.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { flowedWithin, SPREAD, spread } from '../../nn/spread.ts';

/** A colorization network. */
export interface ColorizationOptions {
  /** Channels of the first block; 64 in the paper. */
  readonly width: number;
  /** Channels of the drawing in front of the hints: 1 (lightness, or a sketch). */
  readonly inputs: number;
  /** Channels that are predicted: 2 (ab), or 3 (L as well, from sketches). */
  readonly outputs: number;
  /** Whether the network sees hints also as they flow over paper up to the lines; it does not where this is left out. */
  readonly spread?: boolean;
  /** Standard deviation of the initial weights. */
  readonly gain: number;
}

/** Bins of the ab plane: 23 x 23 squares of side 10 over [-110, 110]. */
export const BINS_A_SIDE = 23;
export const BINS = BINS_A_SIDE * BINS_A_SIDE;

/** Heights and widths must be multiples of this: the trunk halves them three times. */
export const MULTIPLE = 8;

/** What the network makes of a drawing and its hints. */
export interface Colours {
  /** `[N, H, W, outputs]`, scaled as Lab is for networks, in (-1, 1); a predicted lightness comes on top of the drawing's. */
  readonly colours: Tensor;
  /** Logits of the ab bins at a quarter of the resolution, `[N, H/4, W/4, 529]`. */
  readonly bins: Tensor;
}

/** Keeps the gradient of a head from the trunk: `detach`, or nothing. */
export type Cut = Partial<Record<keyof Colours, (x: Tensor) => Tensor>>;

/** One step of the network, from tensors that were given or made before, by name, to the next one. */
export interface Step {
  readonly takes: readonly string[];
  readonly gives: string;
  /** Of what it gives: channels, and how many times lower and narrower than the drawing it is. */
  readonly channels: number;
  readonly smaller: number;
  run(parameter: ParameterLookup, tensors: Readonly<Record<string, Tensor>>, cut?: Cut): Tensor;
}

/** The network as its parts: no chain of layers, since its ends join across. */
export interface ColorizationNetwork {
  readonly parameters: ParameterTree;
  /** What `forward` does, one after the other: from `drawing`, `hints` and `mask` to `colours` and then `bins`. */
  readonly steps: readonly Step[];
  /**
   * From `drawing [N, H, W, inputs]` (lightness scaled to [-0.5, 0.5]), `hints [N, H, W, 2]` (ab / 110, zero where there
   * is none) and `mask [N, H, W, 1]` (0.5 where there is a hint, else -0.5); H and W multiples of 8.
   *
   * @param cut what stands between the trunk and a head: `detach` where the head's gradient must not reach it; see `step.ts`
   */
  forward(parameter: ParameterLookup, drawing: Tensor, hints: Tensor, mask: Tensor, cut?: Cut): Colours;
}

/** Zeros for a and b behind a lightness. */
const WITHOUT_CHROMA: [number, number][] = [
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 2],
];

const same = (x: Tensor): Tensor => x;

/** Every second pixel, as the reference thins its pictures out before a block. */
function halved(x: Tensor): Tensor {
  return tf.stridedSlice(x, [0, 0, 0, 0], x.shape, [1, 2, 2, 1]);
}

/**
 * The network of Zhang, Zhu, Isola, Geng, Lin, Yu, Efros, "Real-time user-guided image colorization with learned deep
 * priors" (SIGGRAPH 2017, section 3.2 and figure 4), with the state-dict names of its PyTorch implementation
 * (`SIGGRAPHGenerator`): ten blocks, the fifth and sixth dilated, short cuts added from blocks 3, 2 and 1 into 8, 9 and
 * 10; a classification head on block 8 and a regression head on block 10.
 */
export function colorizationNetwork({ width, inputs, outputs, spread: spreads = false, gain }: ColorizationOptions): ColorizationNetwork {
  const convolve = (from: number, to: number, dilation = 1): Layer =>
    convolutionLayer({ inputs: from, outputs: to, kernel: 3, padding: dilation, dilation, bias: 'applied', gain });
  const grow = (from: number, to: number): Layer =>
    transposedConvolutionLayer({ inputs: from, outputs: to, kernel: 4, stride: 2, padding: 1, bias: 'applied', gain });
  const pointwiseTo = (from: number, to: number): Layer => convolutionLayer({ inputs: from, outputs: to, kernel: 1, bias: 'applied', gain });
  /** Convolutions with ReLU, then a batch norm. */
  const block = (from: number, to: number, count: number, dilation = 1): Layer =>
    sequential([...Array.from({ length: count }, (_, i) => [convolve(i === 0 ? from : to, to, dilation), relu]).flat(), batchNormLayer({ channels: to })]);

  const [one, two, four, eight] = [width, 2 * width, 4 * width, 8 * width];
  const parts = {
    model1: block(inputs + (spreads ? 3 + SPREAD : 3), one, 2),
    model2: block(one, two, 2),
    model3: block(two, four, 3),
    model4: block(four, eight, 3),
    model5: block(eight, eight, 3, 2),
    model6: block(eight, eight, 3, 2),
    model7: block(eight, eight, 3),
    model8up: sequential([grow(eight, four)]),
    model8: sequential([relu, convolve(four, four), relu, convolve(four, four), relu, batchNormLayer({ channels: four })]),
    model9up: sequential([grow(four, two)]),
    model9: sequential([relu, convolve(two, two), relu, batchNormLayer({ channels: two })]),
    model10up: sequential([grow(two, two)]),
    model10: sequential([relu, convolve(two, two), leakyRelu]),
    model3short8: sequential([convolve(four, four)]),
    model2short9: sequential([convolve(two, two)]),
    model1short10: sequential([convolve(one, two)]),
    model_class: sequential([pointwiseTo(four, BINS)]),
    model_out: sequential([pointwiseTo(two, outputs), tanh]),
  } satisfies Record<string, Layer>;

  type Run = (name: keyof typeof parts, x: Tensor) => Tensor;
  type Made = Readonly<Record<string, Tensor>>;
  const step = (
    gives: string,
    takes: readonly string[],
    channels: number,
    smaller: number,
    make: (run: Run, made: Made, cut: Required<Cut>) => Tensor,
  ): Step => ({
    takes,
    gives,
    channels,
    smaller,
    run: (parameter, made, cut) => make((name, x) => parts[name].forward(within(parameter, name), x), made, { colours: same, bins: same, ...cut }),
  });
  const flowing = spreads ? ['flow'] : [];
  const steps = [
    ...(spreads ? [step('flow', ['drawing', 'hints', 'mask'], SPREAD, 1, (_, { drawing, hints, mask }) => spread(drawing, hints, mask))] : []),
    step('first', ['drawing', 'hints', 'mask', ...flowing], one, 1, (run, { drawing, hints, mask, flow }) =>
      run('model1', tf.concat([drawing, hints, mask, ...(spreads ? [flow] : [])], 3)),
    ),
    step('second', ['first'], two, 2, (run, { first }) => run('model2', halved(first))),
    step('third', ['second'], four, 4, (run, { second }) => run('model3', halved(second))),
    step('fourth', ['third'], eight, 8, (run, { third }) => run('model4', halved(third))),
    step('fifth', ['fourth'], eight, 8, (run, { fourth }) => run('model5', fourth)),
    step('sixth', ['fifth'], eight, 8, (run, { fifth }) => run('model6', fifth)),
    step('seventh', ['sixth'], eight, 8, (run, { sixth }) => run('model7', sixth)),
    step('eighth', ['seventh', 'third'], four, 4, (run, { seventh, third }) => run('model8', tf.add(run('model8up', seventh), run('model3short8', third)))),
    step('ninth', ['eighth', 'second'], two, 2, (run, { eighth, second }, { colours }) =>
      run('model9', tf.add(run('model9up', colours(eighth)), run('model2short9', colours(second)))),
    ),
    step('grown', ['ninth'], two, 1, (run, { ninth }) => run('model10up', ninth)),
    step('joined', ['grown', 'first'], two, 1, (run, { grown, first }, { colours }) => tf.add(grown, run('model1short10', colours(first)))),
    step('tenth', ['joined'], two, 1, (run, { joined }) => run('model10', joined)),
    step('colours', ['tenth', 'drawing', ...flowing], outputs, 1, (run, { tenth, drawing, flow }) => {
      const made = run('model_out', tenth);
      if (outputs !== 3) return made;
      // Most of a drawing's lightness is right as it is, and of the colours that flow: what is learned is how much darker than paper a
      // place becomes, and where it has another colour. The ground, which hints on a line reach as well, is paper before.
      const before = spreads ? tf.concat([drawing, flowedWithin(flow)], 3) : tf.pad(drawing, WITHOUT_CHROMA);
      return tf.add(made, before);
    }),
    step('bins', ['eighth'], BINS, 4, (run, { eighth }, { bins }) => run('model_class', bins(eighth))),
  ];

  return {
    parameters: Object.assign({}, ...Object.entries(parts).map(([name, layer]) => named(name, layer).parameters)) as ParameterTree,
    steps,
    forward: (parameter, drawing, hints, mask, cut) => {
      const made: Record<string, Tensor> = { drawing, hints, mask };
      for (const { gives, run } of steps) made[gives] = run(parameter, made, cut);
      const { colours, bins } = made;
      return { colours, bins };
    },
  };
}
