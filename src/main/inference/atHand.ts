/** The value of a key, made where it is missing; the longest unused one gives way. */
export async function atHand<Value>(
  map: Map<string, Value>,
  key: string,
  most: number,
  make: () => Promise<Value>,
  drop: (value: Value) => Promise<void>,
): Promise<Value> {
  const value = map.get(key) ?? (await make());
  map.delete(key);
  map.set(key, value);
  for (const [oldest, old] of map) {
    if (map.size <= most) break;
    map.delete(oldest);
    await drop(old);
  }
  return value;
}
