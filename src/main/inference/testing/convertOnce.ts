import { plainError } from '../../../shared/errors/index.ts';
import { runConversion } from '../convertFolder.ts';
import { taskOf } from './tiny.ts';

// A program for tests: `convertOnce.ts CHECKPOINT INPUT OUTPUT` converts and prints how it ended, as JSON.
const [checkpointFolder, input, output] = process.argv.slice(2);
const context = { report: () => undefined, stop: new AbortController().signal, paused: false, whenRunning: () => Promise.resolve(), hear: () => undefined };
const ending: unknown = await runConversion(taskOf({ checkpointFolder, input, output }), context).catch(plainError);
process.stdout.write(JSON.stringify(ending));
