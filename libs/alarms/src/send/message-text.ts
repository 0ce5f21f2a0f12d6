import { writeInZone } from '#domain/business-time.js';
import type { AlarmWords, TextInBoth, WhereToLook } from '../alarm-words.js';
import type { Address } from './address.js';
import type { MessageContent, ToldAlarm } from './message.js';

type Reader = Pick<Address, 'language' | 'prefix' | 'quiet'>;
type Named = Readonly<Record<string, string | number>>;

/** Where an address has no quiet hours, and so names no zone. */
const ZONE = 'Asia/Shanghai';
const ELLIPSIS = '…';

/**
 * A message as text, a line an alarm, as far as the bytes go; the last line then says how many more there are.
 * @param mostBytes in UTF-8; at least some hundred
 */
export function messageText(
  message: MessageContent,
  reader: Reader,
  words: AlarmWords,
  mostBytes: number,
): string {
  const say = (text: TextInBoth, named: Named): string => filled(text[reader.language], named);
  const look = (where: WhereToLook | null): string => {
    if (where === null) return '';
    const { page, url } = where;
    return say(words.lines[url === null ? 'page' : 'link'], { page: page[reader.language], url: url ?? '' });
  };
  const lineOf = (alarm: ToldAlarm): string => {
    const text = words.sentence(alarm.kind, alarm.params)[reader.language];
    const [since, until] = [alarm.since, alarm.endedAt ?? alarm.since].map((at) => shown(at, reader));
    const line = say(words.lines[alarm.what], { text, since: since ?? '', until: until ?? '' });
    return line + (alarm.what === 'ended' ? '' : look(words.where(alarm)));
  };
  const lines = message.alarms.map(lineOf);
  const head = headOf(message, (line, named) => say(words.lines[line], named));
  const begin = [reader.prefix, head].filter((part) => part !== null).join(' ');
  const more = (count: number): string => say(words.lines.more, { count }) + look(words.list);
  return fitting(begin, lines, message.more, more, mostBytes);
}

function headOf(
  { kind, alarms, more }: MessageContent,
  say: (line: 'digest' | 'test', named: Named) => string,
): string | null {
  if (kind === 'test') return say('test', {});
  return alarms.length + more > 1 ? say('digest', { count: alarms.length + more }) : null;
}

function fitting(
  begin: string,
  lines: readonly string[],
  more: number,
  moreLine: (count: number) => string,
  mostBytes: number,
): string {
  const whole = (taken: readonly string[], left: number): string => {
    const separator = begin === '' || lines.length > 1 ? '\n' : ' ';
    const body = [...taken, ...(left > 0 ? [moreLine(left)] : [])].join('\n');
    return begin === '' || body === '' ? begin + body : begin + separator + body;
  };
  for (let taken = lines.length; taken > 1; taken -= 1) {
    const text = whole(lines.slice(0, taken), more + lines.length - taken);
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
  return cut(whole(lines.slice(0, 1), more + Math.max(0, lines.length - 1)), mostBytes);
}

/** By whole characters. */
function cut(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const room = mostBytes - Buffer.byteLength(ELLIPSIS);
  let bytes = 0;
  const kept = [...text].filter((character) => (bytes += Buffer.byteLength(character)) <= room);
  return kept.join('') + ELLIPSIS;
}

const shown = (at: string, { quiet }: Reader): string =>
  writeInZone(new Date(at), quiet?.timeZone ?? ZONE).slice(0, 16);

const filled = (text: string, named: Named): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(named[name] ?? '—'));
