import { TROUBLE_LISTS } from '#accounts/accounts/account-trouble.js';
import { healthState, troubleList } from '#admin-contract/account.js';
import { delivery } from '#admin-contract/delivery.js';
import { dispatchKind, dispatchState } from '#admin-contract/dispatch.js';
import { FLAG_TEXTS, type FlagText, flagText } from '#admin-contract/flag-texts.js';
import { submissionState } from '#admin-contract/submission.js';
import { windowState } from '#admin-contract/window.js';
import { DISPATCH_KINDS, DISPATCH_STATES } from '#dispatch/dispatch-words.js';
import { FLAGS } from '#domain/flag.js';
import { DELIVERY_STATES } from '#intake/delivery.query.js';
import { WINDOW_STATES } from '#polling/windows/window.query.js';
import { SUBMISSION_STATES } from '#reporting/submission-rule.js';
import { HEALTH_STATES } from '../account-health.js';

// The contract imports nothing of ours, so that the console can use it: its words are written twice.
it('the contract and the libs have the same words', () => {
  expect(delivery.shape.state.options).toEqual(DELIVERY_STATES);
  expect(submissionState.options).toEqual(SUBMISSION_STATES);
  expect(windowState.options).toEqual(WINDOW_STATES);
  expect(dispatchState.options).toEqual(DISPATCH_STATES);
  expect(dispatchKind.options).toEqual(DISPATCH_KINDS);
  expect(healthState.options).toEqual(HEALTH_STATES);
  expect(troubleList.options).toEqual(TROUBLE_LISTS);
});

describe('what orders are flagged with', () => {
  const texts: Readonly<Record<string, FlagText>> = FLAG_TEXTS;

  it.each(Object.entries(FLAGS))('%s has texts in both languages that name its parameter', (code, param) => {
    const of = texts[code];
    expect(of?.zh).toMatch(/\p{Script=Han}/u);
    expect(of?.en).toMatch(/^[\p{ASCII}�]+$/u);
    for (const text of [of?.zh, of?.en])
      expect([...(text ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(
        param === null ? [] : [param],
      );
  });

  it('has no texts for a code that is not there', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(FLAGS).sort());
  });

  it('says what it is about, whatever stands in it', () => {
    expect(flagText('unknown_word', { word: '$& {word}' }).en).toBe('A word that we do not know: $& {word}');
    expect(flagText('toString', {})).toEqual({ zh: 'toString', en: 'toString' });
  });
});
