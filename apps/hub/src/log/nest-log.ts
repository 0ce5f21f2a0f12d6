import type { LoggerService } from '@nestjs/common';
import type { Log, LogEvent } from '#domain/log.js';

/** Nest's own words, in our log. What Nest calls "log" (every route it maps) is debug here. */
export function nestLog(log: Log): LoggerService {
  const at =
    (level: NonNullable<LogEvent['level']>) =>
    (message: unknown, ...rest: unknown[]): void => {
      log({ event: 'nest', level, message: textOf(message), context: contextOf(rest) });
    };
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('error'),
  };
}

const textOf = (message: unknown): unknown => (message instanceof Error ? message : String(message));

/** By Nest's custom the last of the further values names who speaks. */
function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}
