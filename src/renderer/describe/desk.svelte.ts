import type { Drawing, DrawingNews, DrawingOrder } from '../../shared/contract/drawings.ts';
import type { Failure } from '../../shared/contract/procedure.ts';
import { studio } from '../connection/connection.svelte.ts';
import { failureOf } from '../connection/failure.ts';
import { anySeed, hasNoise, isOfSeed, NoiseChoice } from './noise.svelte.ts';
import type { Mode } from './orders.ts';
import { counts, frameCounts, modeOf, orderOf, picturesOf } from './orders.ts';

/** What is typed and chosen to draw from, and the pictures that came of it. */
export class Desk {
  mode = $state<Mode>('one');
  sentence = $state('');
  /** The sentence at the end of a path. */
  last = $state('');
  wordsLocked = $state(false);
  count = $state<(typeof counts)[number]>(4);
  frames = $state<(typeof frameCounts)[number]>(12);
  readonly noise = new NoiseChoice();
  /** The noise at the end of a path. */
  readonly noiseLast = new NoiseChoice();
  /** 0 reads a sentence always the same way, 1 as it was learned. */
  freedom = $state(1);
  /** How far "more like this" goes from a picture, in (0, 1]. */
  spread = $state(0.3);
  /** The checkpoint that draws; null while there is none. */
  checkpoint = $state<string | null>(null);

  /** What lies on the desk: a sheet of pictures, or the frames of a path. */
  shown = $state<Mode>('one');
  /** In their order; fewer than `slots` while they are on their way. */
  drawings = $state.raw<readonly Drawing[]>([]);
  slots = $state(0);
  chosen = $state(0);
  /** The path is shown frame after frame. */
  playing = $state(false);

  /** What is asked before something is done with the pictures. */
  dialog = $state<'export' | 'batch' | null>(null);
  /** The field of the sentence, while there is one. */
  field: HTMLElement | null = null;

  /** What goes on: the engine starts, the small pictures are drawn, the large ones follow. */
  phase = $state<'idle' | 'loading' | 'small' | 'large'>('idle');
  /** How long the last call took, in seconds; null where it was not watched to its end. */
  seconds = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The checkpoint that the engine has at hand. */
  #warm = $state<string | null>(null);
  #controller = new AbortController();
  /** What the sentence was when the pictures were drawn or opened. */
  #said = '';
  /** Calls of this desk take the place of each other, and of no other window's. */
  readonly #canvas = `desk-${anySeed()}-${anySeed()}`;
  readonly #restarted: (why: Failure) => void;

  /** The picture that is chosen; null while it is on its way. */
  readonly picture = $derived(this.drawings[this.chosen] ?? null);
  readonly busy = $derived(this.phase !== 'idle');
  /** Pictures that are as they are in the end. */
  readonly done = $derived(this.drawings.filter(({ picture }) => picture !== null).length);
  readonly ready = $derived(this.checkpoint !== null && this.sentence.trim() !== '' && (this.mode !== 'sentences' || this.last.trim() !== ''));

  /** `restarted` is told when the engine had ended, and why. */
  constructor(restarted: (why: Failure) => void) {
    this.#restarted = restarted;
  }

  /** Has the engine load the checkpoint, so that the first picture does not wait for it. What fails here is said by the drawing. */
  async warm(checkpoint: string): Promise<void> {
    try {
      await studio.drawings.warm({ checkpoint });
      this.#warm = checkpoint;
    } catch {
      this.#warm = null;
    }
  }

  /** Draws what is typed; noise that is not locked is another one. */
  async draw(): Promise<void> {
    if (!this.ready) return;
    this.noise.renew();
    this.noiseLast.renew();
    this.#said = this.sentence.trim();
    await this.#draw(orderOf(this));
  }

  /** Draws pictures whose noise is near that of a picture. */
  async more({ id }: Drawing): Promise<void> {
    this.mode = 'one';
    await this.#draw({ kind: 'near', drawing: id, amount: this.spread, seed: anySeed(), count: this.count });
  }

  /** Keeps the noise on the desk for other words: the seed where it says all, else the chosen picture's. Or goes back to other noise every time. */
  lockNoise(): void {
    if (this.noise.locked) this.noise.unlock();
    else if (this.picture === null || isOfSeed(this.drawings) || !hasNoise(this.picture)) this.noise.locked = true;
    else this.noise.keep(this.picture);
  }

  /** Lets a path between two noises begin at a picture's. */
  pathFrom(drawing: Drawing): void {
    this.#pathOf(drawing);
    this.noise.keep(drawing);
  }

  /** Lets it end there. */
  pathTo(drawing: Drawing): void {
    this.#pathOf(drawing);
    this.noiseLast.keep(drawing);
  }

  #pathOf({ sentence }: Drawing): void {
    this.mode = 'noises';
    if (!this.wordsLocked) this.sentence = sentence;
  }

  /** Ends what is being drawn; what is there stays. */
  stop(): void {
    this.#controller.abort();
    this.phase = 'idle';
  }

  /** Shows a picture as it was drawn, beside those that were drawn with it; what is locked stays. Throws what the studio throws. */
  async open(id: number): Promise<void> {
    const { drawing, set } = await studio.drawings.get({ id });
    this.stop();
    this.failure = null;
    this.seconds = null;
    this.playing = false;
    this.drawings = set;
    this.slots = set.length;
    this.mode = modeOf(drawing);
    this.shown = this.mode;
    this.chosen = Math.max(
      0,
      set.findIndex((each) => each.id === id),
    );
    this.freedom = drawing.strength;
    if (!this.wordsLocked) {
      this.sentence = drawing.sentence;
      this.last = drawing.toward?.sentence ?? this.last;
    }
    this.#said = this.sentence.trim();
    this.noise.show(drawing.noise.seed);
    this.noiseLast.show(drawing.toward?.noise?.seed ?? this.noiseLast.seed);
    if (this.mode === 'one') this.count = counts.find((count) => count >= set.length) ?? 16;
    else this.frames = frameCounts.find((count) => count >= set.length) ?? 32;
    if (drawing.checkpoint === null) return;
    this.checkpoint = drawing.checkpoint;
    // What was stopped on its way goes on.
    const small = set.filter(({ picture }) => picture === null).map((each) => each.id);
    if (small.length > 0) void this.#follow((signal) => studio.drawings.finish({ ids: small, canvas: this.#canvas }, { signal }), 'large');
  }

  /** Whether what is typed was never drawn, and would be lost by another sentence. */
  get unsaid(): boolean {
    const typed = this.sentence.trim();
    return !this.wordsLocked && typed !== '' && typed !== this.#said;
  }

  /** Shows what is known of the pictures by now: favourites, and those that were put into the bin or taken out. */
  async refresh(): Promise<void> {
    const first = this.drawings[0];
    if (first === undefined) return;
    const { set } = await studio.drawings.get({ id: first.id });
    if (this.drawings[0]?.set !== first.set) return;
    if (this.busy) {
      // The rest is on its way: only what a person did to those that are there.
      const now = new Map(set.map((each) => [each.id, each]));
      this.drawings = this.drawings.map((each) => ({ ...each, favourite: now.get(each.id)?.favourite ?? each.favourite }));
      return;
    }
    this.drawings = set;
    this.slots = set.length;
    this.chosen = Math.max(0, Math.min(this.chosen, set.length - 1));
  }

  async #draw(what: DrawingOrder): Promise<void> {
    const { checkpoint } = this;
    if (checkpoint === null) return;
    const slots = picturesOf(what);
    const shown = this.mode;
    const clear = (): void => {
      this.slots = slots;
      this.shown = shown;
      this.chosen = 0;
    };
    // The sheet takes its new form when its first pictures are there: until then the old ones stay.
    let fresh = true;
    const first = (): void => {
      if (!fresh) return;
      fresh = false;
      this.drawings = [];
      this.playing = false;
      clear();
    };
    if (this.drawings.length === 0) clear();
    const phase = this.#warm === checkpoint ? 'small' : 'loading';
    await this.#follow(
      (signal) => studio.drawings.draw({ checkpoint, what, strength: this.freedom, finish: true, canvas: this.#canvas }, { signal }),
      phase,
      first,
    );
    if (this.failure === null) this.#warm = checkpoint;
    if (this.drawings.length === 0 && !this.busy) this.slots = 0;
  }

  /** Shows what a call tells until it ends. `first` is called before its first pictures are shown. */
  async #follow(
    ask: (signal: AbortSignal) => Promise<AsyncIterator<DrawingNews, unknown, void>>,
    phase: 'loading' | 'small' | 'large',
    first: () => void = () => undefined,
  ): Promise<void> {
    this.#controller.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    const began = performance.now();
    this.phase = phase;
    this.failure = null;
    this.seconds = null;
    try {
      const news = await ask(signal);
      for (let next = await news.next(); next.done !== true; next = await news.next()) {
        if (signal.aborted) return;
        if (next.value.state === 'small') first();
        this.#take(next.value);
      }
      if (!signal.aborted) this.seconds = (performance.now() - began) / 1000;
    } catch (error) {
      if (!signal.aborted) this.failure = failureOf(error);
    } finally {
      if (this.#controller === controller) this.phase = 'idle';
    }
  }

  #take(news: DrawingNews): void {
    if (news.state === 'small') {
      this.drawings = [...this.drawings, ...news.drawings];
      this.phase = this.drawings.length < this.slots ? 'small' : 'large';
      if (news.restarted !== null) this.#restarted(news.restarted);
    } else {
      const { drawing } = news;
      this.drawings = this.drawings.map((each) => (each.id === drawing.id ? drawing : each));
    }
  }
}
