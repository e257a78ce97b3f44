import { Command, CommanderError } from 'commander';
import * as z from 'zod';
import { plainError, RecastError } from '../../../shared/errors/index.ts';
import type { Action, CommandRow } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { openConsole } from './console.ts';
import { productVersion } from '../../studio/doctor/parts.ts';
import type { Terminal } from './render/terminal.ts';
import { paint, processTerminal } from './render/terminal.ts';
import { fullName, textOption } from './options/values.ts';

const globalOptionsSchema = z.object({ home: z.string().optional(), json: z.boolean().optional() });

/** Wrong use as commander words it ("error: unknown option '--sise'\n(Did you mean --size?)"), as one of our sentences. */
function wrongUse(error: CommanderError, command: Command): RecastError {
  const sentence = error.message
    .replace(/^error: /, '')
    .replace(/\n\(/, ' (')
    .trim();
  return RecastError.of('WRONG_USE', {
    sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`.replace(/(?<![.?)])$/, '.'),
    help: `${fullName(command)} --help`,
  });
}

function addExamples(command: Command, row: CommandRow): void {
  const lines = row.examples.map(({ purpose, type }) => `  ${purpose}:\n    recast ${type}`);
  if (lines.length > 0) command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** Makes a command end in exceptions, and write help where it belongs. */
function adopt(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => paint(terminal.out, 'bold', title) })
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      // Said by `main` in the form of every other error.
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.out.columns,
      getErrHelpWidth: () => terminal.err.columns,
      getOutHasColors: () => terminal.out.colour,
      getErrHasColors: () => terminal.err.colour,
    });
}

/** The whole command line as commander knows it; `run` is told what to do once the arguments are understood. */
export function buildProgram(terminal: Terminal, run: (command: Command, action: Action, words: readonly string[]) => Promise<void>): Command {
  const program = new Command('recast')
    .description('Teach a computer to turn one kind of picture into another, on your own machine, from your own folders.')
    .version(productVersion(), '--version', 'Print the version.')
    .helpOption('-h, --help', 'Show what can be given.')
    .addOption(textOption('--home', 'folder', "Where projects, runs and checkpoints are kept (default: RECAST_HOME, or the user's data folder)."))
    .option('--json', 'Write one JSON object a line to stdout, progress included.');
  adopt(program, terminal);
  for (const [name, row] of Object.entries<CommandRow>(commands)) {
    const command = program.command(name).description(row.summary).helpOption('-h, --help', 'Show this help.');
    row.define(command, (acting, action) => {
      acting.action(() => run(acting, action, acting.args));
    });
    for (const each of [command, ...command.commands]) {
      adopt(each, terminal);
      addExamples(each, row);
    }
    if (command.commands.length > 0) command.helpCommand(false);
  }
  program
    .helpCommand('help [command]', 'Show the help of a command.')
    .addHelpText(
      'after',
      '\nFirst steps:\n  recast doctor                               what works on this machine\n  recast train cyclegan --a cats --b dogs     teach from two folders\n  recast help train                           every setting, with its range',
    );
  return program;
}

/** The command that the arguments lead to, for the pointer to its help; the program itself where they lead nowhere. */
function addressed(program: Command, argv: readonly string[]): Command {
  let command = program;
  for (const word of argv) command = command.commands.find((each) => each.name() === word) ?? command;
  return command;
}

/**
 * The command line: does what `argv` (without node and script) asks for and resolves with the exit
 * code: 0 done, 1 failed, 2 wrong use, 130 interrupted with a checkpoint saved. Never rejects.
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  let code = 0;
  const program = buildProgram(terminal, async (command, action, words) => {
    const { home, json } = globalOptionsSchema.parse(program.opts());
    const console = openConsole(terminal, json ?? false, home ?? null);
    try {
      code = await action({ command, words, console, home: home ?? null });
    } catch (error) {
      const plain = plainError(error);
      console.fail(plain);
      code = plain.exit;
    }
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    // Help and version end in an exception, too, with exit code 0; help shown because nothing was asked for does not.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') return 2;
    const plain = plainError(error instanceof CommanderError ? wrongUse(error, addressed(program, argv)) : error);
    openConsole(terminal, argv.includes('--json')).fail(plain);
    return plain.exit;
  }
  return code;
}
