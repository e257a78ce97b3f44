import { describe, expect, it } from 'vitest';
import { languages } from '../../shared/contract/system.ts';
import type { ErrorCode } from '../../shared/errors/index.ts';
import { plainError, RecastError } from '../../shared/errors/index.ts';
import { errorSamples } from '../../shared/errors/testing/samples.ts';
import { clauseIn } from './clauses.ts';
import { en } from './en/index.ts';
import { sentencesOf } from './failures.ts';
import { ko } from './ko/index.ts';

const words = { en, ko } as const;
const codes = Object.keys(errorSamples) as ErrorCode[];
const failureOf = (code: ErrorCode) => plainError(RecastError.of(code, errorSamples[code]));
/** A flag, a command in backticks, or the command line by its name. */
const typed = /(?<![\w/])--\w|`|\brecast (?:train|resume|runs|doctor|serve|tensorflow|checkpoints)\b|command line/;

describe.each(languages)('failures in %s', (language) => {
  it.each(codes)('%s speaks of nothing that is typed', (code) => {
    const { message, remedy } = sentencesOf(failureOf(code), words[language], language);
    expect(`${message} ${remedy}`).not.toMatch(typed);
    expect(`${message} ${remedy}`).not.toMatch(/undefined|\[object|\{\d\}/);
  });
});

it('settings are called as the window calls them', () => {
  expect(sentencesOf(failureOf('MEMORY_TOO_SMALL'), en, 'en').remedy).toBe('These settings would fit: Size 64 Generator channels 32 Batch 1.');
  expect(sentencesOf(failureOf('FLAG_OUT_OF_RANGE'), ko, 'ko').message).toContain(ko.train.settings.cyclegan.learningRate.label);
});

it('paths keep their hyphens', () => {
  const failure = plainError(RecastError.of('FOLDER_EMPTY', { path: '/data/--size', others: 0 }));
  expect(sentencesOf(failure, ko, 'ko').message).toContain('/data/--size');
});

describe('clauses', () => {
  it('within a Korean sentence are Korean, with the words of the system as they are', () => {
    expect(clauseIn('ko', 'it is cut off or damaged (VipsJpeg: eof)')).toBe('잘렸거나 손상되었습니다(VipsJpeg: eof)');
    expect(clauseIn('ko', 'NVIDIA graphics card (CUDA) cannot be used: ONNX Runtime was built without it for this system.')).toBe(
      'NVIDIA 그래픽 카드(CUDA): 쓸 수 없습니다. 이 시스템용 ONNX Runtime에는 이 장치가 빠져 있습니다.',
    );
    expect(sentencesOf(failureOf('ENGINE_KILLED'), ko, 'ko').message).toContain('학습 중, 300단계 뒤');
  });

  it('that nobody translated stay', () => expect(clauseIn('ko', 'EADDRINUSE: something')).toBe('EADDRINUSE: something'));
});

it('a file that a browser sent is called as it was, not by where the host keeps it', () => {
  const sent = '/home/me/my studio/uploads/b8a88da5000877bc8362/files/cat.png/cat.png';
  const told = plainError(RecastError.of('PICTURE_UNREADABLE', { path: sent, reason: 'it is empty' }));
  expect(sentencesOf(told, en, 'en').message).toBe('cat.png cannot be used: it is empty.');
  expect(sentencesOf(told, ko, 'ko').message).toMatch(/^cat\.png/);
  const own = '/home/me/uploads/cat.png';
  const kept = plainError(RecastError.of('PICTURE_UNREADABLE', { path: own, reason: 'it is empty' }));
  expect(sentencesOf(kept, en, 'en').message).toContain(own);
});
