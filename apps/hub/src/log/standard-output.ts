import { write as writeTo, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lines beyond this many bytes unwritten are dropped: a reader that stands still must not fill the memory. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;
/** So much goes out at once. */
const CHUNK_BYTES = 64 * 1024;
const LAST_LINES_WITHIN_MS = 1_000;
/** A pipe that is full just now is tried again after this long, ms. */
const FULL_PIPE_REST_MS = 100;

type Written = (error: NodeJS.ErrnoException | null, bytes: number) => void;
export type WriteBytes = (bytes: Buffer, written: Written) => void;

const toStandardOutput: WriteBytes = (bytes, written) => writeTo(1, bytes, 0, bytes.length, null, written);

/**
 * Where the log goes: in the background, so that one reader that stops reading (a paused terminal, a full pipe) does
 * not stop the hub in the middle of its next line. What cannot be written (a full disk, a reader that has gone) is
 * dropped and counted: a log is never a reason not to work, nor not to end.
 */
export class StandardOutput {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private isWriting = false;
  private dropped = 0;
  private onEmpty: () => void = () => undefined;

  constructor(private readonly writeBytes: WriteBytes = toStandardOutput) {}

  /** @param line with its end */
  write(line: string): void {
    const bytes = Buffer.from(line);
    if (this.waitingBytes + bytes.length > MOST_WAITING_BYTES) {
      this.dropped += 1;
      return;
    }
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.next();
  }

  /** Waits for a slow reader, but not for ever. */
  async flush(): Promise<void> {
    if (!this.isWriting && this.waiting.length === 0) return;
    const empty = new Promise<void>((resolve) => (this.onEmpty = resolve));
    await Promise.race([empty, sleep(LAST_LINES_WITHIN_MS)]);
  }

  /** For a process that ends at once: what waits is tried once, unless a reader stands still already. */
  writeLast(): void {
    if (this.isWriting || this.waiting.length === 0) return;
    try {
      writeSync(1, Buffer.concat(this.waiting.splice(0)));
    } catch {
      // Nobody is left to be told.
    }
  }

  private next(): void {
    if (this.isWriting) return;
    const chunk = this.takeChunk();
    if (chunk === undefined) {
      this.onEmpty();
      return;
    }
    this.isWriting = true;
    this.send(chunk);
  }

  private send(chunk: Buffer): void {
    this.writeBytes(chunk, (error, bytes) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => this.send(chunk), FULL_PIPE_REST_MS).unref();
        return;
      }
      if (error === null && bytes < chunk.length) {
        this.send(chunk.subarray(bytes));
        return;
      }
      if (error === null) this.tellDropped();
      else this.dropped += chunk.toString('latin1').split('\n').length - 1;
      this.isWriting = false;
      this.next();
    });
  }

  private takeChunk(): Buffer | undefined {
    let [lines, bytes] = [0, 0];
    for (; lines < this.waiting.length && bytes < CHUNK_BYTES; lines += 1)
      bytes += this.waiting[lines]?.length ?? 0;
    this.waitingBytes -= bytes;
    return lines === 0 ? undefined : Buffer.concat(this.waiting.splice(0, lines));
  }

  /** The log itself says what is missing in it, once it can be written again. */
  private tellDropped(): void {
    if (this.dropped === 0) return;
    const line = {
      level: 'warn',
      time: new Date().toISOString(),
      event: 'log',
      outcome: 'dropped',
      lines: this.dropped,
    };
    this.dropped = 0;
    this.write(`${JSON.stringify(line)}\n`);
  }
}
