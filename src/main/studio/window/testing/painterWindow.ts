import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drawing, DrawingNews, DrawingOrder } from '../../../../shared/contract/drawings.ts';
import { writePngs } from '../../../data/testing/pictures.ts';
import { drawingOf } from '../../drawings/drawings.ts';
import { drawingFiles } from '../../drawings/files.ts';
import type { RealWindow } from './realWindow.ts';
import { ended, realWindow, until } from './realWindow.ts';

/** The smallest painter: words, small and large in some steps; a checkpoint at the end of each phase. */
const settings = {
  ...{ size: 16, largeSize: 32, width: 4, judgeWidth: 4, text: 8, condition: 4, noise: 4, blocks: 1, vocabulary: 64, wordWidth: 8, captionLength: 6 },
  ...{ batch: 4, largeBatch: 2, wordSteps: 4, steps: 4, largeSteps: 4, learningRate: 0.03, average: 0 },
};

/** An order of some pictures. */
export const foxes = (count: number, seed = 7): DrawingOrder => ({ kind: 'sentence', sentence: 'a red fox', seed, count });

/** What a call is told beside what it draws. */
interface Further {
  readonly checkpoint?: string;
  readonly strength?: number;
  readonly finish?: boolean;
  readonly canvas?: string;
}

/** A window on a studio whose one run has taught the smallest painter, of English and Korean. */
export class PainterWindow {
  folder = '';
  run = '';
  #window: RealWindow | null = null;

  get window(): RealWindow {
    if (this.#window === null) throw new Error('The window is not open yet.');
    return this.#window;
  }

  /** The checkpoint of both stages, and that of stage I alone. */
  get large(): string {
    return `${this.run}-12`;
  }
  get small(): string {
    return `${this.run}-8`;
  }

  async open(): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'recast-'));
    this.#window = await realWindow(this.folder);
    const images = join(this.folder, 'images');
    await writePngs(images, 12, 24);
    const said = ['붉은 여우', 'a red fox', 'an owl', '부엉이 한 마리', 'a blue bird'];
    for (const [i, name] of (await readdir(images)).sort().entries())
      await writeFile(join(images, name.replace('.png', '.txt')), `${said[i % said.length]} ${i}`);
    const { client } = this.window;
    const project = await client.projects.create({ kind: 'stackgan', name: 'animals', folders: { a: [images], b: [] } });
    // From one seed: after so few steps it is chance whether two sentences differ by a whole unit of a byte.
    const training = { seed: 1, settings, checkpointEvery: { minutes: null, steps: 4 }, keepCheckpoints: 9, samplesEvery: 0, samplePictures: 0 };
    const { run } = await client.runs.start({ project: project.id, name: 'animals', training });
    this.run = run;
    const { state } = await until(await client.runs.watch({ run }), (live) => ended.includes(live.state));
    if (state !== 'finished') throw new Error(`The painter's training is ${state}.`);
  }

  /** Closes the studio and opens it anew, with engines that have read nothing. */
  async reopen(): Promise<void> {
    await this.window.close();
    this.#window = await realWindow(this.folder);
  }

  async close(): Promise<void> {
    await this.#window?.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Everything that a call tells, and how it ends. */
  async drawn(what: DrawingOrder, more: Further = {}): Promise<{ small: Drawing[]; pictures: Drawing[]; news: DrawingNews[]; state: string }> {
    const news: DrawingNews[] = [];
    const stream = await this.window.client.drawings.draw({ checkpoint: this.large, what, ...more });
    for (;;) {
      const next = await stream.next();
      if (next.done === true) {
        const smalls = news.flatMap((one) => (one.state === 'small' ? one.drawings : []));
        return { news, small: smalls, pictures: news.flatMap((one) => (one.state === 'picture' ? [one.drawing] : [])), ...next.value };
      }
      news.push(next.value);
    }
  }

  filesOf({ id }: Pick<Drawing, 'id'>): ReturnType<typeof drawingFiles> {
    return drawingFiles(this.window.parts.layout, drawingOf(this.window.parts, id));
  }

  /** The picture of a drawing as it is in the end. */
  bytesOf(drawing: Pick<Drawing, 'id'>): Promise<Buffer> {
    return readFile(this.filesOf(drawing).picture);
  }
}
