import { type Logger as Pino, pino } from 'pino';
import type { Redactor } from '#connectors-core/redact.js';
import type { Log, LogEvent } from '#domain/log.js';
import { StandardOutput } from './standard-output.js';

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
  const output = to === undefined ? standardOutput() : undefined;
  const logger: Pino = pino(options, to ?? output);
  const log = ({ level: at = 'info', ...fields }: LogEvent): void => {
    // Not masking what is not written: most lines of the acknowledging path are debug.
    if (logger.isLevelEnabled(at)) logger[at](redact(fields));
  };
  return { log, flush: () => output?.flush() ?? Promise.resolve() };
}

function standardOutput(): StandardOutput {
  const output = new StandardOutput();
  process.once('exit', () => output.writeLast());
  return output;
}

const asWord = (label: string): { level: string } => ({ level: label });
