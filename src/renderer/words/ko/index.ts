import type { en } from '../en/index.ts';
import { bring, common, connectionWords, failures, parts, phases, states } from './common.ts';
import { captions } from './captions.ts';
import { compare } from './compare.ts';
import { choice } from './choice.ts';
import { convert } from './convert.ts';
import { data } from './data.ts';
import { describe } from './describe.ts';
import { home } from './home.ts';
import { jobs } from './jobs.ts';
import { kinds } from './kinds.ts';
import { paint } from './paint.ts';
import { settings } from './settings.ts';
import { actions, shell } from './shell.ts';
import { train } from './train.ts';

/** Korean. */
export const ko: typeof en = {
  common,
  connection: connectionWords,
  failures,
  states,
  phases,
  parts,
  bring,
  shell,
  actions,
  choice,
  home,
  kinds,
  jobs,
  settings,
  data,
  captions,
  train,
  compare,
  convert,
  paint,
  describe,
};
