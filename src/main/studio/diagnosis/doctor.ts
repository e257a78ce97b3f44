import type { Diagnosis, Finding } from '../../../shared/contract/data.ts';
import type { Side, StepsDone } from '../../../shared/contract/procedure.ts';
import { areListed, foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { picturesById } from '../../catalog/pictures.ts';
import { elapse } from '../live/bell.ts';
import type { StudioParts } from '../parts.ts';
import { letOthers } from '../pause.ts';
import { describePicture } from '../pictures/dataPicture.ts';
import { requireProject } from '../projects/find.ts';
import type { OnSlice } from './examine.ts';
import { hashPictures, measurePictures, unhashed, unmeasured } from './examine.ts';
import type { Draft, FindingCode } from './finding.ts';
import { examiners, lookedFor, ofCounts } from './findings/index.ts';
import { readCaptionStudy } from './captionStudy.ts';
import type { Remembered, Study } from './study.ts';
import { bothSides, readStudy } from './study.ts';

/** What is shown of a finding. */
const MOST_GROUPS = 24;
const MOST_TOGETHER = 12;

/** While pictures are measured, what is found so far is looked for again this often, in milliseconds, and rarer where that takes long. */
const AGAIN = 2_000;
const SHARE = 10;

/** The longest rest between two looks at all, in milliseconds. */
const LONGEST_PAUSE = 5_000;

/** Findings and progress come at most this often, in milliseconds. */
const EVERY = 150;

const severities: Readonly<Record<Draft['severity'], number>> = { problem: 0, warning: 1, note: 2 };

function describe(catalog: Catalog, project: number, code: FindingCode, draft: Draft): Finding {
  const { severity, side, count, values, exclude, lines = [] } = draft;
  const groups = draft.groups
    .slice(0, MOST_GROUPS)
    .map((group) => picturesById(catalog, project, group.slice(0, MOST_TOGETHER)).map((picture) => describePicture(picture, picture.side)));
  const finite = Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
  return { code, severity, side, count, groups, lines, values: finite, remedy: exclude === null || exclude.length === 0 ? null : { exclude: [...exclude] } };
}

/** @param listed whether all folders were listed before the study was read */
async function find(catalog: Catalog, project: number, study: Study, listed: boolean): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { kind } = requireProject(catalog, project);
  for (const [code, sides] of Object.entries(lookedFor[kind]) as [FindingCode, readonly Side[]][]) {
    if (!listed && ofCounts.has(code)) continue;
    for (const draft of await examiners[code](study, sides)) findings.push(describe(catalog, project, code, draft));
    await letOthers();
  }
  return findings.sort((one, other) => severities[one.severity] - severities[other.severity]);
}

/**
 * Looks a project's pictures over for as long as somebody listens. What was measured before is used at once; what was not
 * is measured in the background, and findings come as they are found. When all is measured it waits for changes.
 *
 * Throws PROJECT_UNKNOWN.
 */
export async function* diagnose(parts: StudioParts, project: number, signal: AbortSignal | undefined): AsyncGenerator<Diagnosis, void> {
  requireProject(parts.catalog, project);
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const round = new Round(parts, project, either);
  const changes = parts.changes.watch(either);
  try {
    parts.pictures.library.wake(project);
    parts.pictures.captions.wake(project);
    while (!either.aborted) {
      const begun = Date.now();
      yield* round.run();
      // Where there is much to look through, changes are left to gather.
      await elapse(Math.min(LONGEST_PAUSE, Date.now() - begun), either);
      await nextChange(changes, project);
    }
  } catch (error) {
    if (!either.aborted) throw error;
  } finally {
    // A window that no longer listens ends the generator here.
    stop.abort();
    await round.ended;
  }
}

async function nextChange(changes: AsyncGenerator<{ topic: string; id: string | null }[], void>, project: number): Promise<void> {
  for (;;) {
    const { value, done } = await changes.next();
    if (done === true || value.some(({ topic, id }) => (topic === 'data' || topic === 'captions') && (id === null || id === String(project)))) return;
  }
}

/** One look at all pictures: measures what is not measured, and tells what is found meanwhile and at the end. */
class Round {
  readonly #parts: StudioParts;
  readonly #project: number;
  readonly #signal: AbortSignal;
  readonly #remembered: Remembered = new Map();
  #latest: Diagnosis | null = null;
  #findings: Finding[] = [];
  ended: Promise<unknown> = Promise.resolve();

  constructor(parts: StudioParts, project: number, signal: AbortSignal) {
    this.#parts = parts;
    this.#project = project;
    this.#signal = signal;
  }

  async *run(): AsyncGenerator<Diagnosis, void> {
    let working = true;
    const work = this.#work().finally(() => (working = false));
    this.ended = work.catch(() => undefined);
    while (working || this.#latest !== null) {
      // Without the signal: one that has aborted would let this turn without a rest, and nothing else would ever come to its turn.
      await Promise.race([this.ended, elapse(EVERY, undefined)]);
      const told = this.#latest;
      this.#latest = null;
      if (told !== null) yield told;
    }
    await work;
  }

  async #work(): Promise<void> {
    const { catalog } = this.#parts;
    let study = await this.#find(null, true);
    for (const [work, left] of [
      [measurePictures, unmeasured],
      [hashPictures, unhashed],
    ] as const) {
      const pictures = left(study);
      if (pictures.length === 0) continue;
      await work(catalog, pictures, this.#progress(pictures.length, bothSides(study).length), this.#signal);
      study = await this.#study();
    }
    await this.#find(null, false);
  }

  /** Looks for everything in what is known by now. */
  async #find(looking: StepsDone | null, first: boolean): Promise<Study> {
    const { catalog } = this.#parts;
    const listed = areListed(foldersOf(catalog, this.#project));
    const study = await this.#study();
    this.#findings = await find(catalog, this.#project, study, listed);
    const left = unmeasured(study).length + unhashed(study).length;
    const all = bothSides(study).length;
    const still = this.#parts.pictures.library.looking(this.#project);
    this.#latest = { looking: looking ?? (left > 0 && first ? { done: all - left, total: all, secondsLeft: null } : still), findings: this.#findings };
    return study;
  }

  async #study(): Promise<Study> {
    const { catalog, pictures } = this.#parts;
    const study = await readStudy(catalog, this.#project, this.#remembered);
    return { ...study, captions: readCaptionStudy(catalog, this.#project, pictures.captions.looking(this.#project) === null) };
  }

  #progress(left: number, all: number): OnSlice {
    const begun = Date.now();
    let found = begun;
    let pause = AGAIN;
    return async (done) => {
      const now = Date.now();
      const secondsLeft = ((now - begun) / 1000 / done) * (left - done);
      const looking = { done: Math.max(0, all - left + done), total: all, secondsLeft };
      this.#latest = { looking, findings: this.#findings };
      if (now - found < pause || done === left) return;
      await this.#find(looking, false);
      found = Date.now();
      pause = Math.max(AGAIN, (found - now) * SHARE);
    };
  }
}
