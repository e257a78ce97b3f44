/** What a stage of a demo gives, or the exit code with which the demo ends there. */
export type Stage<Value> = { readonly value: Value } | { readonly exit: number };
