import type { PaintingSummary } from '../../shared/contract/paintings.ts';
import type { Chroma } from '../../shared/colour/gamut.ts';
import { snapped } from '../../shared/colour/gamut.ts';
import { MIDDLE, shownLightness } from '../../shared/colour/shownLightness.ts';
import type { PaintersHand } from '../../shared/hand.ts';
import type { Triple } from '../../shared/colour/lab.ts';
import { colourFromLab, colourToLab } from '../../shared/colour/lab.ts';
import type { Ask } from './answers.svelte.ts';
import { Answers } from './answers.svelte.ts';
import type { Camera } from './camera.ts';
import { fitting, moved, scaled } from './camera.ts';
import type { Hints, Shape, Spot, Which } from './hints.ts';
import { changedHint, hintAt, hintOf, inside, radiusOf, SIZES, sizeOf, spotOf, withoutHint } from './hints.ts';
import type { History } from './history.ts';
import { begun, done, redone, undone } from './history.ts';
import { remember } from './palette/swatches.svelte.ts';
import type { Saver } from './saver.svelte.ts';
import { resultAt, Samples } from './surface/samples.ts';
import type { ViewName } from './surface/surface.ts';
import type { ToolName } from './tools/index.ts';
import type { Board } from './tools/tool.ts';

/** What counts as upon a hint, in CSS pixels. */
const REACH = 9;

/** What is kept of a painting. */
export interface Kept {
  readonly history: History<Hints>;
  readonly hand: PaintersHand;
}

/** What a painter works on and whom it asks. */
export interface Painting {
  readonly image: ImageBitmap;
  /** The size of the picture itself, which `image` may show smaller. */
  readonly shape: Shape;
  readonly history: History<Hints>;
  /** What was in hand when it was left; null where that is not known. */
  readonly hand: PaintersHand | null;
  readonly ask: Ask;
  readonly saver: Saver<Kept>;
}

/** One open painting: the hints and all that was done to them, the tools in hand, and how it is looked at. */
export class Painter implements Board {
  readonly shape: Shape;
  readonly image: ImageBitmap;
  readonly picture: Samples;
  readonly answers: Answers;
  readonly saver: Saver<Kept>;

  /** What its colourist colours; null while there is none. */
  mode = $state<PaintingSummary['mode']>(null);
  #history = $state.raw<History<Hints>>(begun({ points: [], strokes: [] }));
  #tried = $state.raw<Hints | null>(null);
  tool = $state<ToolName>('point');
  size = $state(5);
  /** The two colours that X swaps, as a and b of Lab. */
  colour = $state.raw<Chroma>([55, 35]);
  other = $state.raw<Chroma>([-10, -40]);
  /** The hint that colour and size are about. */
  chosen = $state.raw<Which | null>(null);
  /** Where the keyboard's cursor is; null while the keyboard is not used. */
  cursor = $state.raw<Spot | null>(null);
  /** The place that colours are chosen for. */
  place = $state.raw<Spot | null>(null);

  camera = $state.raw<Camera>({ scale: 1, x: 0, y: 0 });
  box = $state.raw({ width: 0, height: 0, ratio: 1 });
  /** The picture keeps fitting into the view as that changes. */
  #fits = true;
  view = $state<ViewName>('result');
  split = $state(0.5);
  /** Whether it is shown where the network is unsure. */
  doubting = $state(false);
  /** Where a hint would help most; null while that is not known. */
  next = $state.raw<Spot | null>(null);

  constructor({ image, shape, history, hand, ask, saver }: Painting) {
    this.image = image;
    this.shape = shape;
    this.picture = new Samples(image);
    this.#history = history;
    if (hand !== null) Object.assign(this, hand);
    this.answers = new Answers(ask);
    this.saver = saver;
  }

  get hints(): Hints {
    return this.#history.present;
  }
  /** With what is only tried, as it is shown. */
  get shown(): Hints {
    return this.#tried ?? this.#history.present;
  }
  /** A hand is moving: what is shown is not done yet. */
  get trying(): boolean {
    return this.#tried !== null;
  }
  get canUndo(): boolean {
    return this.#history.past !== null;
  }
  get canRedo(): boolean {
    return this.#history.future !== null;
  }
  /** What is in hand, to be gone on with. */
  get hand(): PaintersHand {
    const { tool, size, view, split } = this;
    return { tool, size, colour: [...this.colour], other: [...this.other], view, split };
  }
  /** Has it kept as it is. */
  keep(): void {
    this.saver.want({ history: this.#history, hand: this.hand });
  }
  get radius(): number {
    return radiusOf(this.size);
  }
  get reach(): number {
    return REACH / this.camera.scale / Math.min(this.shape.width, this.shape.height);
  }
  /** L at which the chosen place shows colours. */
  get lightness(): number {
    const { place, answers, mode } = this;
    return place === null ? MIDDLE : shownLightness(colourToLab(...resultAt(this.picture, answers.answer, place))[0], mode);
  }
  /** How a colour looks at the chosen place: sRGB in [0, 1]. */
  looks(colour: Chroma): Triple {
    return colourFromLab(this.lightness, ...snapped(this.lightness, colour));
  }
  /** What is seen at a place: sRGB in [0, 1]. */
  seen(spot: Spot): Triple {
    return this.view === 'original' ? this.picture.at(spot) : resultAt(this.picture, this.answers.answer, spot);
  }

  attempt(hints: Hints): void {
    this.#tried = hints;
    this.answers.want(hints, false);
  }
  commit(hints: Hints, key: string | null = null): void {
    if (hints !== this.#history.present) remember(this.colour);
    this.#become(done(this.#history, hints, key), hints === this.#tried);
  }
  /** Forgets what was only tried. */
  callOff(): void {
    if (this.#tried === null) return;
    this.#tried = null;
    this.answers.want(this.hints, true);
  }
  undo(): void {
    this.#become(undone(this.#history));
  }
  redo(): void {
    this.#become(redone(this.#history));
  }
  /** Other hints altogether, as from a file: one step. */
  replace(hints: Hints): void {
    this.chosen = null;
    this.commit(hints);
  }

  choose(which: Which | null): void {
    this.chosen = which;
    const found = hintOf(this.shown, which);
    if (found === undefined) return;
    this.place = spotOf(found);
    this.colour = found.colour;
    this.size = sizeOf(found.radius);
  }
  /** Takes a colour into the hand; the chosen hint gets it. */
  take(colour: Chroma): void {
    this.colour = colour;
    this.#change({ colour }, 'colour');
  }
  takeSeen(colour: Triple): void {
    const [, a, b] = colourToLab(...colour);
    this.take([a, b]);
  }
  pick(spot: Spot): void {
    this.place = inside(spot);
    this.takeSeen(this.seen(spot));
  }
  swap(): void {
    this.chosen = null;
    [this.colour, this.other] = [this.other, this.colour];
  }
  /** Makes the hand's hints, and the chosen one, larger or smaller. */
  resize(by: number): void {
    this.setSize(this.size + by);
  }
  setSize(size: number): void {
    this.size = Math.min(SIZES.max, Math.max(SIZES.min, size));
    this.#change({ radius: this.radius }, 'size');
  }
  /** The hint at a place, if there is one. */
  hintAt(spot: Spot): Which | null {
    return hintAt(this.hints, spot, this.reach, this.shape);
  }
  /** Takes a hint away; gives whether it was there. */
  remove(which: Which | null): boolean {
    if (which === null || hintOf(this.hints, which) === undefined) return false;
    this.chosen = null;
    this.commit(withoutHint(this.hints, which));
    return true;
  }

  /** The view has another size. */
  frame(width: number, height: number, ratio: number): void {
    this.box = { width, height, ratio };
    if (this.#fits) this.fit();
    else this.pan(0, 0);
  }
  fit(): void {
    this.#fits = true;
    this.camera = fitting(this.shape, this.box);
  }
  /** A pixel of the picture is one of the screen. */
  actual(): void {
    this.zoom(1 / this.box.ratio / this.camera.scale);
  }
  /** Enlarges around a point of the view, its middle where none is given. */
  zoom(by: number, x = this.box.width / 2, y = this.box.height / 2): void {
    this.#fits = false;
    this.camera = scaled(this.camera, this.camera.scale * by, x, y, this.shape, this.box);
  }
  pan(byX: number, byY: number): void {
    this.#fits = false;
    this.camera = moved(this.camera, byX, byY, this.shape, this.box);
  }
  end(): void {
    this.answers.end();
  }

  /** Changes the chosen hint, where there is one; going on with that is one step. */
  #change(change: Parameters<typeof changedHint>[2], what: string): void {
    const { chosen } = this;
    if (chosen === null || hintOf(this.hints, chosen) === undefined) return;
    this.commit(changedHint(this.hints, chosen, change), `${what} of ${chosen.kind} ${chosen.index}`);
  }
  /** @param asked its hints were tried last, so that their colours are on their way */
  #become(history: History<Hints>, asked = false): void {
    const changed = history.present !== this.#history.present;
    this.#tried = null;
    this.#history = history;
    if (hintOf(history.present, this.chosen) === undefined) this.chosen = null;
    if (asked && this.answers.failure === null) this.answers.rest();
    else this.answers.want(history.present, true);
    // After the question, which a hand waits for: the studio takes both in their order.
    if (changed) this.keep();
  }
}
