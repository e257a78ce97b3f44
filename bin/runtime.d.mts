/** The Node to run under. Throws an Error that says what to do where there is none. */
export function findRuntime(root: string): string;
