import { readFileSync } from 'node:fs';
import { readError, reportError } from './ovopark.codes.js';

/** Grows with each that is seen. Ovopark's codes alone say what it means, whatever the words. */
const REFUSALS = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/ovopark/refusals.json', import.meta.url), 'utf8'),
) as { code: string; words: string; report: string; read: string }[];

describe('Ovopark’s codes', () => {
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
