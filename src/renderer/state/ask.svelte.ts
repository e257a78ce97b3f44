import type { ProjectKind } from '../../shared/projectKinds.ts';

/** Questions of the window to the person, answered in a dialog that `shell/Questions.svelte` shows. */
export type Question =
  | { readonly kind: 'text'; readonly title: string; readonly label: string; readonly value: string; readonly answer: (value: string | null) => void }
  | {
      readonly kind: 'confirm';
      readonly title: string;
      readonly text: string;
      readonly yes: string;
      readonly danger: boolean;
      readonly answer: (value: boolean) => void;
    }
  | { readonly kind: 'projectKind'; readonly title: string; readonly text: string; readonly answer: (value: ProjectKind | null) => void }
  | { readonly kind: 'path'; readonly title: string; readonly files: boolean; readonly answer: (value: string | null) => void };

let asked = $state.raw<Question | null>(null);

/** The question that waits for its answer. */
export const question = (): Question | null => asked;

/** Closes the question; whoever asked has been answered. */
export const answered = (): void => void (asked = null);

/** Asks for a line of text. Null where the person cancelled. */
export const askText = (title: string, label: string, value: string): Promise<string | null> =>
  new Promise((answer) => (asked = { kind: 'text', title, label, value, answer }));

/** Asks whether to go on with something that cannot be taken back. */
export const askConfirm = (title: string, text: string, yes: string, danger = true): Promise<boolean> =>
  new Promise((answer) => (asked = { kind: 'confirm', title, text, yes, danger, answer }));

/** Asks for a folder, or a file, among those of the host that may be browsed. Null where the person cancelled. */
export const askPath = (title: string, files = false): Promise<string | null> => new Promise((answer) => (asked = { kind: 'path', title, files, answer }));

/** Asks what a project shall be for. Null where the person cancelled. */
export const askProjectKind = (title: string, text: string): Promise<ProjectKind | null> =>
  new Promise((answer) => (asked = { kind: 'projectKind', title, text, answer }));
