/** A table of words as options of a select. */
export function optionsOf<Value extends string>(table: Readonly<Record<Value, string>>): { value: Value; label: string }[] {
  // One cast: `Object.entries` forgets which strings the keys are.
  return (Object.entries(table) as [Value, string][]).map(([value, label]) => ({ value, label }));
}
