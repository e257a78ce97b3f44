import type { HostTensors, Program } from '../engine/program.ts';
import type { Random } from '../engine/random.ts';
import type { ParameterTree } from '../nn/parameters.ts';

/**
 * Where one input of a training step comes from. The training loop knows these kinds and nothing of
 * any architecture. Adding one: a row here and a row in `training/feeds.ts`.
 */
export type InputSource =
  /** A batch of pictures of one side, `[N, H, W, 3] in [-1, 1]`. */
  | { readonly from: 'pictures'; readonly side: string }
  /** The picture pool's choice for an output of earlier steps, same shape as that output. */
  | { readonly from: 'pool'; readonly of: string }
  /** `[N, 1, 1, 1]`, 1 where the pool's picture replaces the fresh one, else 0. */
  | { readonly from: 'poolChoice'; readonly of: string }
  /** Simulated colour hints for a batch of a side, `[N, H, W, 2]`, and where they are, `[N, H, W, 1]`; see `data/hints.ts`. */
  | { readonly from: 'hints' | 'hintMask'; readonly side: string; readonly sampling: HintDrawing }
  /** The batch that those hints are of, `[N, H, W, 3] in [-1, 1]`: some of its areas in foreign colours. */
  | { readonly from: 'hinted'; readonly side: string; readonly sampling: HintDrawing }
  /** A caption of each picture of a batch as token numbers `[N, L]`, int32; any one of a picture's. */
  | { readonly from: 'tokens'; readonly side: string }
  /** `[N, N]`: 1 where two different pictures of a batch share a caption, else 0. */
  | { readonly from: 'sameCaption'; readonly side: string }
  /** The mean embedding of some captions of each picture, `[N, text]`; or of captions that are none of its own. */
  | { readonly from: 'embedding' | 'wrongEmbedding'; readonly side: string }
  /** Numbers of the standard normal, in the input's own shape, the same for the same seed and step. */
  | { readonly from: 'normal' }
  /** Numbers uniform in [0, 1), in the input's own shape, the same for the same seed and step. */
  | { readonly from: 'uniform' }
  /** The learning rate of this step, a scalar. */
  | { readonly from: 'learningRate' }
  /** `1 - beta^t` of Adam's bias correction (t counts from 1), a scalar. */
  | { readonly from: 'adamCorrection'; readonly beta: number };

/** How hints are drawn; what each number means stands in `data/hints.ts`. */
export interface HintDrawing {
  readonly end: number;
  readonly revealed: number;
  readonly unhinted: number;
  readonly foreign: number;
}

/** How the learning rate changes: constant, then linearly to zero; or halved some times on the way. */
export interface ScheduleSettings {
  readonly learningRate: number;
  /** The share of all steps after which the linear decay begins, in [0, 1]. */
  readonly decayFrom: number;
  /** How often it is halved, at even distances; never where left out. */
  readonly halvings?: number;
}

/** What a column of a sheet shows: the translation, that translated back, or what the generator of the other direction makes of the picture. */
export type SampleColumn = 'translated' | 'back' | 'identity';

/** Inputs by name, each with the side that the picture's partner is of. */
export type Partners = Readonly<Record<string, string>>;

/** How a colourist is tried on held-out pictures with simulated hints. */
export interface ColouringProbe {
  /** The side with the colour pictures. */
  readonly side: string;
  /**
   * Inputs `picture`, `[1, H, W, 3] in [-1, 1]`, those of `partners`, `hints` and `mask` as `data/hints.ts` makes them.
   * Outputs `drawing`, `[1, H, W, 1]`, the scaled lightness that the network sees, and `coloured`, `[1, H, W, 3] in [-1, 1]`.
   */
  readonly program: Program;
  readonly partners: Partners;
  /** Whether lightness is predicted as well, or the drawing's own. */
  readonly lightness: boolean;
}

/** A sheet of pictures drawn from held-out pictures while training: one row a picture. */
export interface SampleSheet {
  /** The side whose held-out pictures are drawn. */
  readonly side: string;
  /** Its inputs are `picture`, `[N, H, W, 3] in [-1, 1]`, and those of `partners`; its state is a part of the step's. */
  readonly program: Program;
  /** Further inputs, each the partner of the picture on another side: `{ sketch: 'sketches' }`. */
  readonly partners?: Partners;
  /**
   * The columns after the picture itself: outputs of the program, in order, with what they show in words; `name` where
   * translators know it. One that stands `onSheet` alone is no picture of its own beside it.
   */
  readonly columns: readonly { readonly output: string; readonly label: string; readonly name?: SampleColumn; readonly onSheet?: true }[];
}

/** Everything the training loop needs to know of an architecture at given settings. */
export interface Recipe {
  /** Every parameter by its full name (`netG_A.model.1.weight`), with shape, PyTorch layout and start. */
  readonly parameters: ParameterTree;
  /** The training step. Its state: the parameters and what the optimizer keeps for each. */
  readonly step: Program;
  readonly inputs: Readonly<Record<string, InputSource>>;
  /** Which outputs fill a picture pool, and its size (0 switches it off). */
  readonly pools: readonly { readonly of: string; readonly size: number }[];
  /** Scalar outputs that are reported, in the order of the chart. */
  readonly losses: readonly string[];
  readonly schedule: ScheduleSettings;
  readonly samples: readonly SampleSheet[];
  /** Pictures a batch. */
  readonly batchSize: number;
  /** The sides that must have pictures: `['a', 'b']`. */
  readonly sides: readonly string[];
  /** Sides that hold the partners of another side's pictures, under the same names: `{ sketches: 'images' }`. None where it is left out. */
  readonly partnerOf?: Readonly<Record<string, string>>;
  /** Sides whose grey pictures teach nothing and are left out. None where it is left out. */
  readonly colourful?: readonly string[];
  /** How it is scored where it colours drawings. */
  readonly colouring?: ColouringProbe;
}

/** A trained direction that turns pictures into pictures, at any size that is a multiple of `multipleOf`. */
export interface Translator {
  /** The names of the parameters it uses, prefix first: `netG_A`. */
  readonly network: string;
  /** Height and width must be multiples of this, and at least `smallest`. */
  readonly multipleOf: number;
  readonly smallest: number;
  /** How far, in pixels, an output pixel looks: the overlap that tiles need to join without seams. */
  readonly reach: number;
  /** What the network is made of, by name, for files that are read elsewhere: `generator: resnet`. */
  readonly facts?: Readonly<Record<string, string>>;
  /** The program for one picture size: input `picture`, output `translated`, both `[N, H, W, 3] in [-1, 1]`. */
  program(batch: number, height: number, width: number): Program;
}

/** A trained network that colours by hints. Pictures of any size are scaled to about the size that it learned at. */
export interface Colourist {
  /** The name of its parameters: `netG`. */
  readonly network: string;
  /** `photo`: colours for a picture's own lightness; `sketch`: lightness, too. */
  readonly mode: 'photo' | 'sketch';
  /** It works on as many pixels as a square of this side has. */
  readonly side: number;
  /** Height and width must be multiples of this, and at least `smallest`. */
  readonly multipleOf: number;
  readonly smallest: number;
  /** The bins of ab: so many along each axis, squares of side `bin`, the middle one around grey. */
  readonly binsASide: number;
  readonly bin: number;
  /**
   * From `drawing [1, H, W, 1]`, scaled lightness, `hints [1, H, W, 2]`, ab / 110, and `mask [1, H, W, 1]`, 0.5 where there
   * is a hint and -0.5 elsewhere, to `colours [1, H, W, C]`, scaled ab, or Lab where it draws lightness.
   */
  colours(height: number, width: number): Program;
  /** From the same to `colours` and `bins [1, H / 4, W / 4, binsASide ^ 2]`, logits, a's bin first, for little more. */
  both(height: number, width: number): Program;
  /**
   * The same as several programs, one after the other, for those who want to do something else in between: each takes some of these inputs and
   * of what those before it gave, by name.
   */
  parts(height: number, width: number): readonly ProgramPart[];
}

/** One of several programs that are run one after the other. */
export interface ProgramPart {
  readonly program: Program;
  /** The names of its outputs. */
  readonly gives: readonly string[];
}

/** One of the phases that a run passes through, each with a step of its own; later ones build on what earlier ones learned. */
export interface Phase {
  readonly name: string;
  /** Its parameters are those of all phases up to it; its step's state is what it works with. */
  readonly recipe: Recipe;
  /** How its pictures become squares, and how many there are a step. */
  readonly pictures: PhasePictures;
  readonly length: { readonly steps: number; readonly epochs: number; readonly decayEpochs: number };
}

/** See `Phase`. */
export interface PhasePictures {
  readonly size: number;
  readonly loadSize: number;
  readonly preprocess: 'resize-and-crop' | 'crop' | 'scale-width' | 'scale-width-and-crop' | 'none';
  readonly flip: boolean;
  readonly batch: number;
}

/** What turns sentences into pictures. Vectors have the lengths that are named here, pictures the sizes. */
export interface Painter {
  /** The most tokens that are told apart, and how many of a caption are read. */
  readonly vocabulary: number;
  readonly captionLength: number;
  /** The most captions of a picture whose mean it is learned by. */
  readonly captions: number;
  readonly text: number;
  readonly noise: number;
  readonly condition: number;
  readonly size: number;
  readonly largeSize: number;
  /** The networks that draw. */
  readonly networks: { readonly small: string; readonly large: string };
  /** Input `tokens [batch, L]`, output `embedding [batch, text]`; null where sentences' embeddings are given. */
  readonly embed: ((batch: number) => Program) | null;
  /** Input `picture [batch, size, size, 3]`, outputs `features` and `embedding [batch, text]`. */
  see(batch: number): Program;
  /** Inputs `embedding`, `noise`, `smallNoise` and for large pictures `conditionNoise`; outputs `small` and `large`. */
  draw(stage: 'small' | 'large', batch: number): Program;
}

/** One kind of model. Adding one: a folder here, a row in `index.ts`, its settings in `shared/architectures`. */
export interface Architecture<Settings> {
  /** Networks, losses, optimizer and samples at these settings; of the last phase where there are several. */
  recipe(settings: Settings): Recipe;
  /** The initial parameters. */
  initialize(settings: Settings, random: Random): HostTensors;
  /** Directions by name (`a2b`, `b2a`) that convert pictures. */
  translators(settings: Settings): Readonly<Record<string, Translator>>;
  /** Where it colours by hints. */
  colourist?(settings: Settings): Colourist;
  /** The phases of a run in their order; left out where there is one. */
  phases?(settings: Settings): readonly Phase[];
  /** The phase that a run begins in, where that is not the first: what earlier ones learn comes from another run. */
  entry?(settings: Settings): string | null;
  /** For architectures that draw from words. */
  painter?(settings: Settings): Painter;
}
