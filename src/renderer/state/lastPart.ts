/** The last part of a path of any system: the name of what lies there. */
export const lastPart = (path: string): string => path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
