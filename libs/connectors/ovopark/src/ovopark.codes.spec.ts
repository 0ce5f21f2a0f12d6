import { readFileSync } from 'node:fs';
import { RETRY } from '#connectors-core/connector-error.js';
import { readError, reportError } from './ovopark.codes.js';

/** Grows with each that is seen. Ovopark's codes alone say what it means, whatever the words. */
const REFUSALS = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/ovopark/refusals.json', import.meta.url), 'utf8'),
) as { code: string; words: string; report: string; read: string; origin: string }[];

/** Of the page of reports, its gateway's and its own; 0 is success. */
const ON_THE_PAGE = [
  ...Array.from({ length: 17 }, (_, at) => String(at + 1)),
  ...['-100', '-500', '-999', '206001', '208001', '208006'],
];

describe('Ovopark’s codes', () => {
  it.each(ON_THE_PAGE)('%s, which a report may be answered with, is known and means one thing', (code) => {
    const meanings = REFUSALS.filter((refusal) => refusal.code === code && refusal.origin === 'page');
    expect(meanings).toHaveLength(1);
    expect(reportError({ code, words: '' }, 'D1')).toMatchObject({
      code: meanings[0]!.report,
      vendorCode: code,
    });
  });

  it('that are signed anew end no report, and of them only a repeated call may have taken it', () => {
    const [expired, repeated] = ['16', '-100'].map((code) => reportError({ code, words: '' }, 'D1'));
    for (const { code } of [expired!, repeated!]) expect(RETRY[code].later).toBe(true);
    expect(RETRY[expired!.code].write).toBe('not_taken');
    expect(RETRY[repeated!.code].write).toBe('unknown');
    expect(repeated!.retryAfterMs).toBeGreaterThan(1_000);
  });

  it.each(REFUSALS)('$code with "$words" mean $report of a report, $read of a question', (refusal) => {
    expect(reportError(refusal, 'D1').code).toBe(refusal.report);
    expect(readError(refusal).code).toBe(refusal.read);
  });

  it('name the store whose binding is wrong, and no other', () => {
    expect(reportError({ code: '206004', words: '部门不存在' }, 'depId:9808').message).toBe(
      'store depId:9808: there is no such store: is its binding right? (Ovopark: 206004 部门不存在)',
    );
    expect(reportError({ code: '206006', words: '' }, 'depId:9808').message).not.toContain('9808');
  });
});
