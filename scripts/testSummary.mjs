// A reporter of Vitest: writes which tests failed, and which passed only when tried again, to the file that RECAST_TEST_SUMMARY names.
// CI prints it last, where whoever looks at the end of a long log finds it.
import { writeFileSync } from 'node:fs';

/** The first line of a text, short enough for a terminal. */
function firstLine(text) {
  return String(text).split('\n')[0].slice(0, 300);
}

/** `project file > suite > test`. */
function nameOf(test) {
  return `${test.project.name} ${test.module.relativeModuleId} > ${test.fullName}`;
}

/** The lines about one test: none for one that passed at once or was skipped. */
function linesOf(test) {
  const { state, errors = [] } = test.result();
  const tries = (test.diagnostic()?.retryCount ?? 0) + 1;
  if (state === 'failed') return [`FAILED ${nameOf(test)}`, ...errors.map((error) => `  ${firstLine(error.message)}`)];
  return state === 'passed' && tries > 1 ? [`passed at try ${tries}: ${nameOf(test)}`, ...errors.map((error) => `  ${firstLine(error.message)}`)] : [];
}

/** What could not even be loaded, or failed around the tests. */
function linesOfModule(module) {
  return module.errors().map((error) => `FAILED ${module.relativeModuleId}: ${firstLine(error.message)}`);
}

export default class TestSummary {
  onTestRunEnd(modules, unhandledErrors) {
    const lines = modules.flatMap((module) => [...linesOfModule(module), ...[...module.children.allTests()].flatMap(linesOf)]);
    lines.push(...unhandledErrors.map((error) => `FAILED outside of a test: ${firstLine(error.message)}`));
    const file = process.env.RECAST_TEST_SUMMARY;
    if (file) writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  }
}
