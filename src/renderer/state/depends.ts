/** Names reactive values that an effect is run again for, though it does not read them itself. */
export const dependsOn = (..._values: readonly unknown[]): void => undefined;
