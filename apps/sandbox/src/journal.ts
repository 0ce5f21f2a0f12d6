import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { readOwnJson, writeOwnJson } from './exact-json.js';

/** One line of the journal: what happened, under a kind that one store owns. */
export interface JournalRecord {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** A store that the journal brings back: it takes its own records in order and can say itself anew. */
export interface Remembered {
  readonly replay: Readonly<Record<string, (record: JournalRecord) => void>>;
  snapshot(): JournalRecord[];
}

const NEWLINE = 0x0a;
/** Below this many outdated lines a rewrite at start is not worth its disk writes. */
const REWRITE_ABOVE = 10_000;

/** A line without its newline was cut off by a crash: nobody was told of it, so it never happened. */
function dropTornLine(file: number): void {
  const { size } = fstatSync(file);
  const byte = Buffer.alloc(1);
  let end = size;
  while (end > 0) {
    readSync(file, byte, 0, 1, end - 1);
    if (byte[0] === NEWLINE) break;
    end -= 1;
  }
  if (end < size) ftruncateSync(file, end);
}

/**
 * Append-only JSON lines. A record is handed to the operating system before the call returns, so it
 * outlives a `kill -9` of the sandbox (not a power cut: nothing is fsynced per line).
 */
export class Journal {
  private file: number | null = null;

  constructor(private readonly path: string | null) {}

  /** Replays every earlier record into the stores and opens the file for more. */
  async load(stores: readonly Remembered[]): Promise<void> {
    if (this.path === null) return;
    mkdirSync(dirname(this.path), { recursive: true });
    const existed = existsSync(this.path);
    this.file = openSync(this.path, 'a+');
    if (!existed) return;
    dropTornLine(this.file);
    const lines = await this.replay(this.path, stores);
    const live = stores.flatMap((store) => store.snapshot());
    if (lines > 2 * live.length + REWRITE_ABOVE) this.rewrite(this.path, live);
  }

  append(records: readonly JournalRecord[]): void {
    if (this.file === null || records.length === 0) return;
    writeAll(this.file, records);
  }

  close(): void {
    if (this.file === null) return;
    fsyncSync(this.file);
    closeSync(this.file);
    this.file = null;
  }

  private async replay(path: string, stores: readonly Remembered[]): Promise<number> {
    const replay = Object.assign({}, ...stores.map((store) => store.replay)) as Remembered['replay'];
    let lines = 0;
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      lines += 1;
      const record = readOwnJson(line) as JournalRecord;
      const take = replay[record.kind];
      if (take === undefined) throw new Error(`${path}:${lines}: unknown record kind "${record.kind}"`);
      take(record);
    }
    return lines;
  }

  /** Changed orders leave their older states behind; only the last of each is still wanted. */
  private rewrite(path: string, live: readonly JournalRecord[]): void {
    const fresh = openSync(`${path}.new`, 'w');
    writeAll(fresh, live);
    fsyncSync(fresh);
    closeSync(fresh);
    renameSync(`${path}.new`, path);
    this.close();
    this.file = openSync(path, 'a+');
  }
}

function writeAll(file: number, records: readonly JournalRecord[]): void {
  if (records.length === 0) return;
  const bytes = Buffer.from(`${records.map(writeOwnJson).join('\n')}\n`);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
