import { readInZone, writeInZone } from '#domain/business-time.js';

/** When nothing is sent that can wait: from `from` until `to` (HH:MM) of each day, across midnight where `to` is earlier. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const DAY_MS = 86_400_000;

/** When the quiet hours that hold now end; null: there are none now. */
export function quietUntil({ from, to, timeZone }: QuietHours, now: Date): Date | null {
  const [date = '', time = ''] = writeInZone(now, timeZone).split(' ');
  const at = time.slice(0, 5);
  const isQuiet = from < to ? from <= at && at < to : at >= from || at < to;
  if (!isQuiet) return null;
  const endsOn = at < to ? date : nextDate(date);
  const end = readInZone(`${endsOn} ${to}:00`, timeZone);
  // Where the clock goes back it may show a quiet time again whose end is over already.
  return end !== undefined && end > now ? end : null;
}

const nextDate = (date: string): string => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
