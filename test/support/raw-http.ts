import { connect, type Socket } from 'node:net';

/** What came back over a bare connection. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const rawConnection = (url: string): Socket => {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port), noDelay: true });
};

/**
 * Writes bytes as they are, whether or not they are a request, and reads until the other end closes.
 * @returns the answers, in their order; interim ones (1xx) are left out
 */
export async function exchange(url: string, ...parts: readonly (string | Buffer)[]): Promise<RawAnswer[]> {
  const socket = rawConnection(url);
  for (const part of parts) socket.write(part);
  return answersIn(await received(socket));
}

/** Everything until the other end closes; what it has closed already is no fault of ours. */
export function received(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => undefined);
    // The other end has said all that it will.
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

/** Bodies are of a declared length, or go on to the end. */
export function answersIn(bytes: Buffer): RawAnswer[] {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return [];
  const [first = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const status = Number(first.split(' ')[1]);
  const from = headEnd + 4;
  if (status < 200) return answersIn(bytes.subarray(from));
  const length = Number(headers['content-length'] ?? bytes.length - from);
  const body = bytes.subarray(from, from + length).toString();
  return [{ status, headers, body }, ...answersIn(bytes.subarray(from + length))];
}
