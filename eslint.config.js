import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Folders whose results must depend on their arguments only. */
const pureFolders = ['src/main/engine/**/*.ts', 'src/main/nn/**/*.ts', 'src/main/models/**/*.ts'];
const tests = ['**/*.test.ts', '**/*.e2e.ts', '**/testing/**/*.ts'];
const pure = 'engine, nn and models depend on their arguments only: take it as an input or a parameter.';

/** Rooms are small: above the first number of lines a file is asked about, above the second it is refused. */
const roomSize = {
  asked: 250,
  refused: 400,
  /** A local rule that is on twice, as `recast/large-file` and `recast/too-large-file`: one rule has one severity. */
  rule: (max) => ({
    meta: { type: 'suggestion', schema: [] },
    create: (context) => ({
      Program(node) {
        const lines = context.sourceCode.lines.length - (context.sourceCode.lines.at(-1) === '' ? 1 : 0);
        if (lines > max) context.report({ node, message: `This file has ${lines} lines; more than ${max} is too much for one idea.` });
      },
    }),
  }),
};

export default defineConfig(
  globalIgnores(['.tensorflow/', 'node_modules/', 'out/', 'dist/', 'coverage/', 'tmp/', '.demo/', '**/generated/']),

  {
    name: 'everything',
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { recast: { rules: { 'large-file': roomSize.rule(roomSize.asked), 'too-large-file': roomSize.rule(roomSize.refused) } } },
    rules: {
      'recast/large-file': 'warn',
      'recast/too-large-file': 'error',
      eqeqeq: 'error',
      'no-constant-binary-expression': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },

  {
    name: 'typescript',
    files: ['**/*.ts', '**/*.svelte'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The compiler's `noUnusedLocals` and `noUnusedParameters` say it already.
      '@typescript-eslint/no-unused-vars': 'off',
      // Numbers and shapes in sentences are what templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true, allowArray: true }],
      // `Record<never, never>` says "no attributes" in the tables of kernels and operators.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // `return report(...)` in a branch that reports and is done reads well.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Refuses `Promise.withResolvers<void>()`.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Types are structural: tfjs hands over its backend as the interface that it implements.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Without `noUncheckedIndexedAccess` an element is never "undefined" to the compiler, so a check of one looks needless.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // The tables here are objects of functions, written as methods and free of `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A function may promise to be asynchronous because its interface is.
      '@typescript-eslint/require-await': 'off',
      // `T extends X` used once documents what a caller passes.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-console': 'error',
    },
  },

  {
    name: 'pure folders',
    files: pureFolders,
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', ...['Date', 'performance', 'setTimeout', 'setInterval', 'crypto', 'fetch'].map((name) => ({ name, message: pure }))],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: `Use engine/random.ts; ${pure}` },
        { object: 'process', property: 'hrtime', message: pure },
        { object: 'process', property: 'uptime', message: pure },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['fs', 'fs/promises', 'perf_hooks', 'timers', 'timers/promises', 'crypto', 'child_process', 'http', 'https', 'net']
            .flatMap((name) => [name, `node:${name}`])
            .map((name) => ({ name, message: pure })),
        },
      ],
    },
  },

  {
    name: 'the command line prints',
    files: ['src/main/hosts/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },

  {
    name: 'components',
    files: ['**/*.svelte'],
    extends: [svelte.configs.recommended, svelte.configs.prettier],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Properties of components are declared with `let` together, those that are bound and those that are not.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived'] }],
      // The window's addresses are `#/...`.
      'svelte/no-navigation-without-resolve': 'off',
      // The compiler knows components only by the shims of svelte-check, which knows more: a template's values are checked there.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },

  {
    // An import of a component has the type of no module to the linter.
    name: 'the window',
    files: ['src/renderer/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-argument': 'off' },
  },

  {
    name: 'the state of the window',
    files: ['src/renderer/**/*.svelte', 'src/renderer/**/*.svelte.ts'],
    rules: {
      // Most tables here are replaced whole, as `$state.raw`; those that change in place are named `SvelteSet` and the like.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },

  {
    name: 'tests',
    files: tests,
    rules: {
      // A test knows what it has put into its own arrays.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What vitest's asymmetric matchers return is untyped.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },

  {
    name: 'scripts that run before anything is installed',
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: { process: 'readonly', module: 'writable', require: 'readonly', Buffer: 'readonly', URL: 'readonly' } },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
);
