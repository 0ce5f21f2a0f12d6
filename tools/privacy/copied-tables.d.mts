export function foundInTables(
  url: string,
  needles: Readonly<Record<string, string | Buffer>>,
): Promise<string[]>;
