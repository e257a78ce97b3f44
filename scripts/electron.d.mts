export function electronBinary(root: string): string | undefined;
export function noScreen(): string | undefined;
