import fc from 'fast-check';
import type { AlarmWords } from '../alarm-words.js';
import type { MessageContent, ToldAlarm } from './message.js';
import { messageText } from './message-text.js';

const both = (text: string) => ({ zh: text, en: text });
const words: AlarmWords = {
  sentence: (kind, params) => both(`${kind} ${String(params['run'])}`),
  lines: {
    ...{ opened: both('opened {text} {since}'), ended: both('ended {text} {since} {until}') },
    ...{ digest: both('{count} alarms'), test: both('a test'), more: both('{count} more') },
    ...{ page: both(' on {page}'), link: both(' at {page} {url}') },
  },
  where: () => null,
  list: { page: both('Alarms'), url: null },
};
const READER = { language: 'zh', prefix: null, quiet: null } as const;
const alarm = (run: string): ToldAlarm => ({
  ...{ id: run, kind: 'run_failing', subject: run, what: 'opened', since: '2026-03-05T02:00:00.000Z' },
  ...{ endedAt: null, count: 1, params: { run } },
});
const message = (alarms: readonly ToldAlarm[], change: Partial<MessageContent> = {}): MessageContent => ({
  ...{ kind: alarms.length > 1 ? 'digest' : 'opened', at: '2026-03-05T02:00:00.000Z', alarms, more: 0 },
  ...change,
});

describe('a message as text', () => {
  it('is one line of one alarm, in the time of whoever reads it', () => {
    expect(messageText(message([alarm('7')]), READER, words, 2_048)).toBe(
      'opened run_failing 7 2026-03-05 10:00',
    );
    const reader = { ...READER, prefix: '算盘', quiet: { from: '22:00', to: '08:00', timeZone: 'UTC' } };
    expect(messageText(message([alarm('7')]), reader, words, 2_048)).toBe(
      '算盘 opened run_failing 7 2026-03-05 02:00',
    );
  });

  it('says when what it tells was over', () => {
    const ended = { ...alarm('7'), what: 'ended', endedAt: '2026-03-05T03:00:00.000Z' } as const;
    expect(messageText(message([ended], { kind: 'ended' }), READER, words, 2_048)).toBe(
      'ended run_failing 7 2026-03-05 10:00 2026-03-05 11:00',
    );
  });

  it('names the page that shows it, and leads there where the address is known', () => {
    const page = { zh: '账号', en: 'Accounts' };
    const told = (url: string | null) =>
      messageText(message([alarm('7')]), READER, { ...words, where: () => ({ page, url }) }, 2_048);
    expect(told(null)).toBe('opened run_failing 7 2026-03-05 10:00 on 账号');
    expect(told('https://hub.cn/accounts/7')).toMatch(/ at 账号 https:\/\/hub\.cn\/accounts\/7$/);
    const ended = { ...alarm('7'), what: 'ended', endedAt: '2026-03-05T03:00:00.000Z' } as const;
    const over = message([ended], { kind: 'ended' });
    expect(messageText(over, READER, { ...words, where: () => ({ page, url: null }) }, 2_048)).not.toContain(
      '账号',
    );
  });

  it('of a test has no alarm', () => {
    expect(messageText(message([], { kind: 'test' }), { ...READER, prefix: '算盘' }, words, 2_048)).toBe(
      '算盘 a test',
    );
  });

  it('names as many as there is room for, and counts the others', () => {
    const text = messageText(message(['1', '2', '3'].map(alarm), { more: 2 }), READER, words, 70);
    expect(text).toBe('5 alarms\nopened run_failing 1 2026-03-05 10:00\n4 more on Alarms');
  });

  it('is never longer than it may be, and cuts no character in two', () => {
    const runs = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(runs, fc.integer({ min: 100, max: 3_000 }), (names, most) => {
        const text = messageText(message(names.map(alarm)), { ...READER, prefix: '算盘' }, words, most);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
        expect(text).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
