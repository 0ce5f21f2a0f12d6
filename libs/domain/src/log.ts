/** One structured line of the log. Personal fields and secrets are masked where it is written. */
export interface LogEvent {
  readonly event: string;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  readonly [field: string]: unknown;
}

export type Log = (event: LogEvent) => void;
