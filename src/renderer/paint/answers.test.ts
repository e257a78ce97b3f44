import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ConnectionLost } from '../connection/failure.ts';
import type { Answered, Quality } from './answers.svelte.ts';
import { Answers } from './answers.svelte.ts';
import type { Hints } from './hints.ts';
import { noHints, withPoint } from './hints.ts';
import type { Answer } from './surface/surface.ts';

/** Outside of a window state is what it holds. */
const plain = <Value>(value: Value): Value => value;
beforeAll(() => vi.stubGlobal('$state', Object.assign(plain, { raw: plain })));
afterAll(() => vi.unstubAllGlobals());

/** Hints that are told apart by where their point is. */
const hintsAt = (x: number): Hints => withPoint(noHints, { x, y: 0, radius: 0.01, colour: [0, 0] });
const answer = (name: string): Answer => ({ name }) as unknown as Answer;

/** A question that waits for its answer. */
interface Question {
  readonly x: number;
  readonly quality: Quality;
  readonly signal: AbortSignal;
  give(name: string, final?: boolean): void;
  /** A newer one has taken its place. */
  supersede(): void;
  fail(error: unknown): void;
}

/** Somebody who is asked, and answers when told to. */
function asked(): { answers: Answers; questions: Question[]; next: (count: number) => Promise<Question> } {
  const questions: Question[] = [];
  const answers = new Answers((hints, quality, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answered | null>();
    signal.addEventListener('abort', () => reject(new DOMException('It was called off.', 'AbortError')));
    const give = (name: string, final = false): void => resolve({ answer: answer(name), final });
    questions.push({ x: hints.points[0]?.x ?? 0, quality, signal, give, supersede: () => resolve(null), fail: reject });
    return promise;
  });
  const next = (count: number): Promise<Question> =>
    vi.waitFor(() => {
      const question = questions[count - 1];
      if (question === undefined) throw new Error(`There are ${questions.length} questions.`);
      return question;
    });
  return { answers, questions, next };
}
const seen = ({ answer: shown, quality, asking, failure }: Answers) => ({
  shown: (shown as { name: string } | null)?.name,
  quality,
  asking,
  code: failure?.code,
});
const becomes = (answers: Answers, what: Partial<ReturnType<typeof seen>>): Promise<void> => vi.waitFor(() => expect(seen(answers)).toMatchObject(what));

test('a preview comes first, then the final answer of the same hints; a preview is never called final', async () => {
  const { answers, questions, next } = asked();
  answers.want(hintsAt(0.1), true);
  expect(questions[0]).toMatchObject({ x: 0.1, quality: 'preview' });
  expect(seen(answers)).toMatchObject({ quality: null, asking: true });
  questions[0]?.give('quick');
  await becomes(answers, { shown: 'quick', quality: 'preview', asking: true });
  const full = await next(2);
  expect(full).toMatchObject({ x: 0.1, quality: 'full' });
  full.give('whole');
  await becomes(answers, { shown: 'whole', quality: 'full', asking: false });
  expect(questions).toHaveLength(2);
});

test('a preview that is as good as the final answer is the only question', async () => {
  const { answers, questions, next } = asked();
  answers.want(hintsAt(0.1), true);
  (await next(1)).give('whole', true);
  await becomes(answers, { shown: 'whole', quality: 'full', asking: false });
  expect(questions).toHaveLength(1);
});

test('one question is on its way at a time, and what changed meanwhile is asked as one after it', async () => {
  const { answers, questions, next } = asked();
  for (let step = 1; step <= 9; step++) answers.want(hintsAt(step / 10), false);
  expect(questions.map(({ x }) => x)).toEqual([0.1]);
  questions[0]?.give('first');
  expect(await next(2)).toMatchObject({ x: 0.9, quality: 'preview' });
  // It was an answer, if not to the newest hints: that is shown, so that answers keep coming.
  expect(seen(answers)).toMatchObject({ shown: 'first', quality: 'preview' });
  questions[1]?.give('last');
  await becomes(answers, { shown: 'last', asking: false });
  // The hand still moves: nobody asks for the final one yet.
  expect(questions).toHaveLength(2);
  answers.rest();
  expect(await next(3)).toMatchObject({ x: 0.9, quality: 'full' });
  questions[2]?.give('whole');
  await becomes(answers, { shown: 'whole', quality: 'full', asking: false });
});

test('a final answer that is on its way is called off when the hand moves on, and nothing is wrong then', async () => {
  const { answers, questions, next } = asked();
  answers.want(hintsAt(0.1), true);
  (await next(1)).give('quick');
  const full = await next(2);
  answers.want(hintsAt(0.2), true);
  expect(full.signal.aborted).toBe(true);
  expect(await next(3)).toMatchObject({ x: 0.2, quality: 'preview' });
  // Late, as it was already being given when it was called off.
  full.give('late');
  questions[2]?.give('newer');
  await becomes(answers, { shown: 'newer', quality: 'preview', code: undefined });
  (await next(4)).give('newest');
  await becomes(answers, { shown: 'newest', quality: 'full', asking: false, code: undefined });
});

test('what another window has superseded is not shown, and the final answer is asked for all the same', async () => {
  const { answers, next } = asked();
  answers.want(hintsAt(0.1), true);
  (await next(1)).supersede();
  const full = await next(2);
  expect(seen(answers)).toMatchObject({ shown: undefined, quality: null });
  full.give('whole');
  await becomes(answers, { shown: 'whole', quality: 'full', asking: false });
});

test('what fails is said, the last answer stays, and a new question goes on', async () => {
  const { answers, questions, next } = asked();
  answers.want(hintsAt(0.1), true);
  (await next(1)).give('good', true);
  await becomes(answers, { quality: 'full', asking: false });
  answers.want(hintsAt(0.2), true);
  expect(answers.quality).toBe('preview');
  (await next(2)).fail(new ConnectionLost());
  await becomes(answers, { shown: 'good', quality: 'preview', asking: false, code: 'CONNECTION_LOST' });
  // By itself nothing is asked again.
  answers.rest();
  await becomes(answers, { asking: false });
  expect(questions).toHaveLength(2);
  answers.want(hintsAt(0.2), true);
  (await next(3)).give('back', true);
  await becomes(answers, { shown: 'back', quality: 'full', asking: false, code: undefined });
});

test('an engine that ends under a final answer leaves its preview, and the next change is asked of the one after it', async () => {
  const { answers, next } = asked();
  answers.want(hintsAt(0.1), true);
  (await next(1)).give('quick');
  (await next(2)).fail(new Error('The engine process ended abruptly.'));
  await becomes(answers, { shown: 'quick', quality: 'preview', asking: false, code: 'UNEXPECTED' });
  answers.want(hintsAt(0.1), true);
  (await next(3)).give('again');
  (await next(4)).give('whole');
  await becomes(answers, { shown: 'whole', quality: 'full', asking: false, code: undefined });
});

test('a preview that comes after everything was cleared, or fails then, is neither shown nor said', async () => {
  for (const late of ['answer', 'error'] as const) {
    const { answers, questions, next } = asked();
    answers.want(hintsAt(0.1), true);
    const preview = await next(1);
    answers.clear();
    if (late === 'answer') preview.give('late');
    else preview.fail(new Error('It has no colourist.'));
    await becomes(answers, { shown: undefined, quality: null, asking: false, code: undefined });
    expect(questions).toHaveLength(1);
  }
});

test('cleared, it shows nothing, and what comes late stays unseen; ended, it asks no more', async () => {
  const { answers, questions, next } = asked();
  answers.want(hintsAt(0.1), true);
  (await next(1)).give('quick');
  const full = await next(2);
  answers.clear();
  expect(full.signal.aborted).toBe(true);
  full.give('late');
  await becomes(answers, { shown: undefined, quality: null, asking: false, code: undefined });
  answers.want(hintsAt(0.2), true);
  const last = await next(3);
  answers.end();
  expect(last.signal.aborted).toBe(true);
  await becomes(answers, { shown: undefined, asking: false, code: undefined });
  expect(questions).toHaveLength(3);
});
