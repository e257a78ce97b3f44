import { Option } from 'commander';
import * as z from 'zod';
import { formatBytes } from '../../../../shared/units.ts';
import type { TensorflowProgress, TensorflowStatus } from '../../../studio/tensorflow/types.ts';
import type { Console } from '../console.ts';
import { withStudio } from '../home.ts';
import { interruptedExit, onSignals } from '../signals.ts';
import type { Call, CommandRow } from './command.ts';

function show(console: Console, status: TensorflowStatus): void {
  console.line({ type: 'tensorflow', ...status });
  console.show(status.installed ? `${status.text}\n${status.folder}, ${formatBytes(status.bytes)}` : status.text);
  if (status.remedy !== null) console.say(console.style('yellow', status.remedy));
}

/** Tells people each phase once, and how much has arrived where they look on; programs are told everything. */
function observeInstallation(console: Console): (progress: TensorflowProgress) => void {
  let told = '';
  let toldBytes = 0;
  const enough = 100 * 2 ** 20;
  return ({ phase, text, bytes }) => {
    console.line({ type: 'installing', phase, text, bytes });
    if (phase !== told) {
      console.say(text);
      told = phase;
      toldBytes = 0;
    } else if (bytes >= toldBytes + enough) {
      console.say(console.style('dim', `  ${formatBytes(bytes)} so far`));
      toldBytes = bytes;
    }
  };
}

async function install(call: Call): Promise<number> {
  const { command, console } = call;
  const { gpu } = z.object({ gpu: z.boolean().default(false) }).parse(command.opts());
  const stop = new AbortController();
  const release = onSignals({
    first() {
      console.say('Stopping.');
      stop.abort();
    },
    // What a killed installation leaves is swept by the next one.
    second: () => process.exit(interruptedExit),
  });
  try {
    show(console, await withStudio(call, (studio) => studio.tensorflow.install({ gpu }, observeInstallation(console), stop.signal)));
    console.say(`Use it with --executor tensorflow; ${console.hint('recast doctor')} lists it among the devices.`);
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.say('Nothing was installed, and nothing is left behind.');
    return interruptedExit;
  } finally {
    release();
  }
}

/** Exit code 1 where it is installed and does not work. */
async function status(call: Call): Promise<number> {
  const found = await withStudio(call, (studio) => studio.tensorflow.status());
  show(call.console, found);
  return found.installed && !found.works ? 1 : 0;
}

async function remove(call: Call): Promise<number> {
  return withStudio(call, async (studio) => {
    const bytes = await studio.tensorflow.remove();
    call.console.say(bytes > 0 ? `Removed TensorFlow; ${formatBytes(bytes)} are free again.` : 'TensorFlow was not installed.');
    call.console.line({ type: 'tensorflow', ...(await studio.tensorflow.status()) });
    return 0;
  });
}

/** `recast tensorflow install | status | remove`: the second executor, which is no part of the product's own packages. */
export const tensorflowCommand: CommandRow = {
  summary: 'Install TensorFlow as a second executor, look at it, or remove it.',
  examples: [
    { purpose: 'For the processor', type: 'tensorflow install' },
    { purpose: 'For an NVIDIA card with CUDA 11.2 and cuDNN 8.1', type: 'tensorflow install --gpu' },
    { purpose: 'Train with it', type: 'train cyclegan --a cats --b dogs --executor tensorflow' },
  ],
  define(command, act) {
    const sub = (name: string, summary: string) => command.command(name).description(summary).helpOption('-h, --help', 'Show this help.');
    const installing = sub('install', 'Download it into the home folder, and prove that it works.');
    installing.addOption(new Option('--gpu', 'The one for NVIDIA cards.'));
    act(installing, install);
    act(sub('status', 'Say what is installed, and whether it works.'), status);
    act(sub('remove', 'Remove it.'), remove);
  },
};
