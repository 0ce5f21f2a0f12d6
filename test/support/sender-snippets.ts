import { spawn } from 'node:child_process';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../../apps/console/src/snippets');

/** How a sender is started that the console shows. */
export interface Sender {
  readonly program: string;
  readonly file: string;
}

export const NODE_SENDER: Sender = { program: process.execPath, file: 'send-order.mjs' };
export const PYTHON_SENDER: Sender = { program: 'python3', file: 'send_order.py' };

export interface Sent {
  readonly code: number | null;
  readonly output: string;
}

interface Shop {
  readonly webhookUrl: string;
  readonly secret: string;
}

/** Sends an order the way that the console tells shops to. @throws Error where the program is not there */
export function sendBySnippet(
  { program, file }: Sender,
  shop: Shop,
  words: readonly string[],
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [path.join(FOLDER, file), ...words], {
      env: {
        PATH: process.env['PATH'] ?? '',
        WEBHOOK_URL: shop.webhookUrl,
        WEBHOOK_SECRET: shop.secret,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
