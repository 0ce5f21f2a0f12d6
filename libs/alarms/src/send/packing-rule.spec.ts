import fc from 'fast-check';
import { pack, type SentLately, type WaitingNotice } from './packing-rule.js';

const NOW = new Date('2026-03-05T02:00:00.000Z');
const SETTINGS = { mostMessages: 10, floodMs: 300_000 };
const NOTHING: SentLately = { messages: 0, digestAt: null };

const notice = (alarmId: string, change: Partial<WaitingNotice> = {}): WaitingNotice => ({
  ...{ alarmId, occurrence: 1, what: 'opened', at: NOW, kind: 'run_failing', subject: `run:${alarmId}` },
  ...{ since: NOW, count: 1, params: { run: alarmId, count: 1 } },
  ...change,
});
const many = (count: number) => Array.from({ length: count }, (_, at) => notice(String(at)));
const packed = (waiting: readonly WaitingNotice[], lately: Partial<SentLately> = {}, quiet: string[] = []) =>
  pack(
    waiting,
    {
      lately: { ...NOTHING, ...lately },
      quiet: quiet.length === 0 ? null : { from: quiet[0]!, to: quiet[1]!, timeZone: 'UTC' },
      now: NOW,
    },
    SETTINGS,
  );
const kinds = (...args: Parameters<typeof packed>) => packed(...args).map(({ content }) => content.kind);

describe('packing', () => {
  it('makes a message each of ten, and one digest of eleven', () => {
    expect(kinds(many(10))).toEqual(Array(10).fill('opened'));
    expect(kinds(many(11))).toEqual(['digest']);
    expect(kinds(many(2), { messages: 9 })).toEqual(['digest']);
    expect(kinds(many(2), { messages: 8 })).toEqual(['opened', 'opened']);
  });

  it('makes the next digest of a flood no sooner than its time later', () => {
    const at = (ms: number) => ({ messages: 11, digestAt: new Date(NOW.getTime() - ms) });
    expect(kinds(many(3), at(299_999))).toEqual([]);
    expect(kinds(many(3), at(300_000))).toEqual(['digest']);
  });

  it('names what opened and ended meanwhile once, as it is last, and says how many it does not name', () => {
    const ended = notice('0', { what: 'ended', at: new Date(NOW.getTime() + 1) });
    const [one] = packed([...many(60), ended]);
    expect(one?.content.alarms).toHaveLength(50);
    expect(one?.content).toMatchObject({ more: 10, at: ended.at.toISOString() });
    expect(one?.content.alarms[0]).toMatchObject({ id: '0', what: 'ended', endedAt: ended.at.toISOString() });
    expect(one?.notices).toHaveLength(61);
  });

  it('lets what is urgent wait for neither quiet hours nor a flood', () => {
    const urgent = notice('u', { kind: 'work_overdue', params: { work: 'deliveries' } });
    expect(packed([...many(3), urgent], {}, ['01:00', '03:00'])).toMatchObject([
      { urgent: true, notices: [{ alarmId: 'u' }] },
    ]);
    expect(kinds([...many(30), urgent])).toEqual(['opened', 'digest']);
  });

  it('tells every notice at most once, and all of them where nothing holds them back', () => {
    const some = fc.uniqueArray(fc.nat(200), { maxLength: 80 });
    fc.assert(
      fc.property(some, fc.nat(20), (ids, messages) => {
        const waiting = ids.map((id) => notice(String(id)));
        const told = packed(waiting, { messages }).flatMap(({ notices }) => notices);
        expect(told.map(({ alarmId }) => alarmId).sort()).toEqual(ids.map(String).sort());
        expect(packed(waiting, { messages }).length).toBeLessThanOrEqual(Math.max(1, 10 - messages));
      }),
    );
  });
});
