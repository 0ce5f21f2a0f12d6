export function writeErasures(databaseUrl: string, file: string): Promise<number>;
export function reapplyErasures(
  databaseUrl: string,
  files: readonly string[],
): Promise<{ orders: number; legs: number; unknown: number }>;
