import { shownLightness } from '../../../shared/colour/shownLightness.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import { noHints } from '../../../shared/hints.ts';
import { readCheckpoint } from '../../checkpoints/checkpoint.ts';
import { decodePicture } from '../../data/decode.ts';
import type { Executor } from '../../engine/executor.ts';
import type { HostTensor } from '../../engine/program.ts';
import type { ColourAsk, PaintAnswer } from '../../jobs/messages.ts';
import { atHand } from '../atHand.ts';
import type { Drawing } from './drawing.ts';
import { drawingAt } from './drawing.ts';
import type { Plane } from './plane.ts';
import { laidOver, resizedPlane, toHundredths } from './plane.ts';
import { rasterize } from './rasterize.ts';
import { doubtOf, nextPlace, suggestionsAt } from './reading.ts';
import { linesBetween, planeUnder, refined } from './refine.ts';
import type { ColouristSession, Exactness } from './session.ts';
import { openColourist } from './session.ts';
import { previewPixels } from './previewPixels.ts';
import type { Size } from './size.ts';
import { workingSize } from './size.ts';

/**
 * A preview may take the network so long, in milliseconds, timed run after run. A hand lets it rest between two runs, which makes each a third longer;
 * what is then left of 100 is for the way there and back and for drawing, of which `npm run measure -- painting` prints the legs.
 */
const PREVIEW_MS = 20;

/** The most cells of a refined answer: six million bytes to a window, a third of a second. */
const SHOWN_CELLS = 1_000_000;

/** Colourists, and paintings, that are kept at hand. */
const MOST_COLOURISTS = 2;
const MOST_PAINTINGS = 4;

interface Model {
  readonly session: ColouristSession;
  /** The most pixels of a preview on this machine, and how it is computed. */
  readonly previewPixels: number;
  readonly exactness: Exactness;
}

interface Full {
  readonly key: string;
  readonly plane: Plane;
  readonly bins: HostTensor;
  readonly small: Plane;
}

/** A painting with one colourist: what was computed last is a part of what comes next. */
interface Subject {
  readonly full: Drawing;
  /** The same as `full` where that is quick enough. */
  readonly small: Drawing;
  /** Of a sketch that is larger than that: the sizes over which a full answer is refined. */
  readonly lines: readonly Drawing[];
  /** The last full answer, with what suggestions are read from, and the preview of the same hints. */
  last: Full | null;
  /** The last preview without anything laid under it. */
  preview: { readonly key: string; readonly plane: Plane } | null;
}

/** Paintings and colourists that are worked with. One call at a time. */
export interface Easel {
  /** @param between waited for between the parts of a network that is not quick enough for a hand; what it throws ends the work on the answer */
  answer(ask: ColourAsk, between: () => Promise<void>): Promise<PaintAnswer>;
  dispose(): Promise<void>;
}

/** A network is timed so often: what else the machine does in a moment slows some of the runs. */
const TIMED_RUNS = 4;

/** Times a network on a square: the best of some runs after one to warm up, in milliseconds. */
async function timed(session: ColouristSession, exactness: Exactness, side: number, now: () => number): Promise<number> {
  const drawing = { width: side, height: side, lightness: new Float32Array(side * side) };
  const times: number[] = [];
  for (let run = 0; run <= TIMED_RUNS; run++) {
    const begun = now();
    await session.colour(drawing, noHints, exactness);
    times.push(1000 * (now() - begun));
  }
  return Math.min(...times.slice(1));
}

/** A full answer as it is shown: refined where it is of a sketch larger than the network looks at. */
function finished({ full, lines }: Subject, plane: Plane): Plane {
  const largest = lines.at(-1);
  return largest === undefined ? plane : planeUnder(refined(plane, full, lines), largest);
}

/** @param now seconds of a clock that never goes back */
export function openEasel(executor: Executor, now: () => number): Easel {
  const models = new Map<string, Model>();
  const subjects = new Map<string, Subject>();

  const modelIn = (folder: string): Promise<Model> =>
    atHand(
      models,
      folder,
      MOST_COLOURISTS,
      async () => {
        const session = await openColourist(executor, await readCheckpoint(folder));
        const pixels = (exactness: Exactness): Promise<number> => previewPixels(session.colourist, PREVIEW_MS, (side) => timed(session, exactness, side, now));
        const exact = await pixels('exact');
        // Where all of a picture is seen in time, what is shown at once is the result.
        const rounded = exact < session.colourist.side ** 2 ? await pixels('rounded') : 0;
        return { session, previewPixels: Math.max(exact, rounded), exactness: rounded >= exact ? 'rounded' : 'exact' };
      },
      ({ session }) => session.dispose(),
    );

  function smallSize(picture: Size, full: Size, { session, previewPixels }: Model): Size {
    if (full.width * full.height <= previewPixels) return full;
    const { multipleOf, smallest } = session.colourist;
    const side = Math.max(smallest, Math.floor(Math.sqrt(previewPixels) / multipleOf) * multipleOf);
    return workingSize(picture, { side, multipleOf, smallest });
  }

  const subjectOf = (ask: ColourAsk, model: Model): Promise<Subject> =>
    atHand(
      subjects,
      `${ask.painting} ${ask.checkpointFolder}`,
      MOST_PAINTINGS,
      async () => {
        const pixels = await decodePicture(ask.picture, { background: 'white' });
        const size = model.session.sizeFor(pixels);
        const full = await drawingAt(pixels, size);
        const small = smallSize(pixels, size, model);
        const quick = small === size && model.exactness === 'exact';
        const lines = model.session.colourist.mode === 'sketch' ? await linesBetween(pixels, full, SHOWN_CELLS) : [];
        return { full, small: quick ? full : await drawingAt(pixels, small), lines, last: null, preview: null };
      },
      async () => undefined,
    );

  async function previewOf(subject: Subject, { session, exactness }: Model, hints: HintsDocument, key: string): Promise<Plane> {
    if (subject.preview?.key !== key) subject.preview = { key, plane: await session.colour(subject.small, hints, exactness) };
    return subject.preview.plane;
  }

  /** Whoever waits for the colours is soon asked for suggestions at the same hints: both come from one run. */
  async function fullOf(subject: Subject, model: Model, hints: HintsDocument, between: () => Promise<void>): Promise<Full> {
    const key = JSON.stringify(hints);
    if (subject.last?.key !== key) {
      const quick = subject.small === subject.full;
      const small = quick ? null : await previewOf(subject, model, hints, key);
      const { plane, bins } = await model.session.both(subject.full, hints, quick ? undefined : between);
      subject.last = { key, plane, bins, small: small ?? plane };
    }
    return subject.last;
  }

  async function preview(subject: Subject, model: Model, hints: HintsDocument, between: () => Promise<void>): Promise<Plane> {
    if (subject.small === subject.full) return (await fullOf(subject, model, hints, between)).plane;
    const small = await previewOf(subject, model, hints, JSON.stringify(hints));
    return subject.last === null ? resizedPlane(small, subject.full) : laidOver(subject.last.plane, subject.last.small, small);
  }

  return {
    async answer(ask, between) {
      const model = await modelIn(ask.checkpointFolder);
      const subject = await subjectOf(ask, model);
      const { hints } = ask;
      switch (ask.do) {
        case 'colour': {
          // A refined answer takes longer than the hand waits, however quick the network is.
          const final = ask.quality === 'full' || (subject.small === subject.full && subject.lines.length === 0);
          const plane = final ? finished(subject, (await fullOf(subject, model, hints, between)).plane) : await preview(subject, model, hints, between);
          return { do: 'colour', width: plane.width, height: plane.height, plane: new Uint8Array(toHundredths(plane).buffer), final };
        }
        case 'suggest': {
          const { bins, plane } = await fullOf(subject, model, hints, between);
          const { full } = subject;
          const cellOf = ({ width, height }: Size): number =>
            Math.min(height - 1, Math.floor(ask.y * height)) * width + Math.min(width - 1, Math.floor(ask.x * width));
          const { mode } = model.session.colourist;
          // Of a sketch, what counts is the lightness that will be drawn there.
          const drawn = mode === 'sketch' ? plane.values[3 * cellOf(full)] : 0;
          const lightness = shownLightness(Math.min(100, Math.max(0, full.lightness[cellOf(full)] + drawn)), mode);
          const cell = cellOf({ width: bins.shape[2], height: bins.shape[1] });
          return { do: 'suggest', lightness, colours: suggestionsAt(bins, cell, lightness, model.session.colourist) };
        }
        case 'doubt': {
          const { bins } = await fullOf(subject, model, hints, between);
          const size = { width: bins.shape[2], height: bins.shape[1] };
          const doubt = doubtOf(bins);
          return {
            do: 'doubt',
            ...size,
            doubt: Uint8Array.from(doubt, (value) => Math.round(value * 255)),
            next: nextPlace(doubt, size, rasterize(hints, subject.full)),
          };
        }
      }
    },
    async dispose() {
      for (const { session } of models.values()) await session.dispose();
    },
  };
}
