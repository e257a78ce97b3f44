// Runs a program in a child process that stands in for this one: same terminal, same folder, its exit code.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Only the ExperimentalWarning of older Node 24 about type stripping is silenced: it would greet every command. */
const QUIET = '--disable-warning=ExperimentalWarning';

/** What a shell reports for a program ended by a signal. */
const SIGNAL_EXIT = 128;

/**
 * Passes signals on to the child and returns a function that stops doing so. While it is in force
 * this process outlives them: the child may need a while to save.
 *
 * A terminal sends Ctrl-C to the whole foreground group, so the child has it already, and npm passes
 * it on once more: forwarding it again would look like a second, impatient Ctrl-C. Windows consoles
 * do the same, and there `kill` would end the child without asking.
 */
export function forwardSignals(child) {
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const forwarded = { SIGINT: !atTerminal, SIGTERM: true, SIGHUP: true };
  const listeners = Object.entries(forwarded).map(([signal, passOn]) => {
    const listener = () => {
      if (passOn && process.platform !== 'win32') child.kill(signal);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => listeners.forEach((stop) => stop());
}

/**
 * Runs `runtime ...args` to its end and gives its exit code (128 + number for a signal). `output: 'pipe'`
 * keeps what it prints and gives it back as `text`; otherwise it prints to this terminal.
 */
export function handOver(runtime, args, { cwd, output = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(runtime, [QUIET, ...args], { cwd, stdio: ['inherit', output, output] });
    const stopForwarding = forwardSignals(child);
    let text = '';
    child.stdout?.on('data', (chunk) => (text += chunk));
    child.stderr?.on('data', (chunk) => (text += chunk));
    child.once('error', (error) => {
      stopForwarding();
      reject(new Error(`Node could not be started from ${runtime}: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      stopForwarding();
      resolve({ code: code ?? SIGNAL_EXIT + constants.signals[signal], text });
    });
  });
}
