export function freePort(random?: () => number): Promise<number>;
export function isPortFree(port: number, host?: string): Promise<boolean>;
