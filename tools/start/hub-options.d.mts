export function hubOptions(env: Readonly<Record<string, string | undefined>>, ownLimitMb?: number): string[];
