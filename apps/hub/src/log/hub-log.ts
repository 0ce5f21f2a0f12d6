import { type Logger as Pino, pino } from 'pino';
import type { Redactor } from '#connectors-core/redact.js';
import type { Log, LogEvent } from '#domain/log.js';

export interface HubLog {
  readonly log: Log;
  /** Writes what is still buffered; for the last line of a process. */
  readonly flush: () => Promise<void>;
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** One JSON line an event, masked by the redactor before it is written. */
export function createHubLog(level: LogLevel, redact: Redactor, to?: { write(line: string): void }): HubLog {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: asWord },
  };
  const output = to === undefined ? new StandardOutput() : undefined;
  const logger: Pino = pino(options, to ?? output?.stream);
  const log = ({ level: at = 'info', ...fields }: LogEvent): void => {
    // Not masking what is not written: most lines of the acknowledging path are debug.
    if (logger.isLevelEnabled(at)) logger[at](redact(fields));
  };
  return { log, flush: () => output?.flush() ?? Promise.resolve() };
}

/** Lines beyond this many bytes unwritten are dropped: a reader that stands still must not fill the memory. */
const MOST_UNWRITTEN = 16 * 1024 * 1024;
const LAST_LINES_WITHIN_MS = 1_000;

/**
 * Written in the background. Written at once, as is pino's habit, one reader that stops reading (a paused
 * terminal, a full pipe) would stop the whole hub in the middle of its next line.
 */
class StandardOutput {
  readonly stream = pino.destination({ dest: 1, sync: false, maxLength: MOST_UNWRITTEN });

  constructor() {
    // A reader that has gone is no reason to stop working.
    this.stream.on('error', () => undefined);
  }

  /** Waits for a slow reader, but not for ever: what it has not read by then is lost. */
  async flush(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, LAST_LINES_WITHIN_MS, true);
    });
    const written = new Promise<boolean>((resolve) => {
      this.stream.flush(() => resolve(false));
    });
    if (await Promise.race([written, late])) this.stream.destroy();
    clearTimeout(timer);
  }
}

const asWord = (label: string): { level: string } => ({ level: label });
