import { TROUBLE_CODES } from '#accounts/accounts/account-trouble.js';
import { account, troubleCode } from '#admin-contract/account.js';
import { alarm, alarmCounts } from '#admin-contract/alarm.js';
import { dispatchOutcomeText } from '#admin-contract/dispatch-step-texts.js';
import { dispatchOutcome, dispatchStep } from '#admin-contract/dispatch.js';
import {
  deliveryErrorCode,
  dispatchErrorCode,
  faultCode,
  submissionErrorCode,
  submissionOutcome,
  unverifiedReason,
  windowErrorCode,
} from '#admin-contract/error-codes.js';
import { closedBy } from '#admin-contract/discrepancy.js';
import type { WordText } from '#admin-contract/flag-words.js';
import { FLAG_TEXTS } from '#admin-contract/flag-texts.js';
import { entryGroup, linkEvidence, order } from '#admin-contract/order.js';
import { repairErrorCode, repairWhy } from '#admin-contract/repair-state.js';
import { TROUBLE_LIST_WORDS, TROUBLE_TEXTS, troubleText } from '#admin-contract/trouble-texts.js';
import { FAULT_CODES } from '#connectors-core/connector-error.js';
import { UNVERIFIED_REASONS } from '#connectors-core/webhook-refusal.js';
import { ATTEMPT_STEPS, SHOWN_CODES, STEP_OUTCOMES } from '#dispatch/dispatch-words.js';
import { FLAGS } from '#domain/flag.js';
import { GROUPS } from '#domain/leg.js';
import { DELIVERY_ERROR_CODES } from '#intake/delivery-error.js';
import { FIRST_SEEN } from '#ledger/links/standing-links.js';
import { BY_PERSON, EXACT_EVIDENCE, NOT_UNIQUE, TOLD } from '#ledger/links.store.js';
import { WINDOW_ERROR_CODES } from '#polling/windows/window-failure.js';
import { STOP_REASONS } from '#reconciliation/brake/stop-rule.js';
import { CLOSED_BY } from '#reconciliation/keep/closed-by.js';
import { REPAIR_ERROR_CODES } from '#reconciliation/mend/repair-codes.js';
import { NOTHINGS, WAITS } from '#reconciliation/mend/repair-whys.js';
import { ASK_REASONS } from '#reporting/derive/submission-rule.js';
import { SUBMISSION_ERROR_CODES, SUBMISSION_OUTCOMES } from '#reporting/submit/settlement.js';
import { z } from 'zod';

const sorted = (codes: readonly string[]) => [...new Set(codes)].sort();

// A code that a lib may write and nobody has words for would reach people as it is.
it.each([
  ['what can go wrong', faultCode, FAULT_CODES],
  ['why a delivery is refused', unverifiedReason, UNVERIFIED_REASONS],
  ['why a delivery is not worked off', deliveryErrorCode, DELIVERY_ERROR_CODES],
  ['why a command waits or is over', dispatchErrorCode, SHOWN_CODES],
  ['what is done about a command', dispatchStep, ATTEMPT_STEPS],
  ['how that ended', dispatchOutcome, STEP_OUTCOMES],
  ['why a stretch is not read', windowErrorCode, WINDOW_ERROR_CODES],
  ['why a report is not there', submissionErrorCode, SUBMISSION_ERROR_CODES],
  ['how an attempt of it ended', submissionOutcome, SUBMISSION_OUTCOMES],
  ['why a repair waits', repairWhy, [...WAITS, ...NOTHINGS]],
  ['what a repair failed with', repairErrorCode, REPAIR_ERROR_CODES],
  ['what closes a discrepancy', closedBy, CLOSED_BY],
  ['what is wrong with an account', troubleCode, Object.values(TROUBLE_CODES).flat()],
  ['what a statement changes', entryGroup, GROUPS],
  [
    'why a leg is in its order',
    linkEvidence,
    // Links of before 0.4.0 are kept, and one more word with them.
    [...EXACT_EVIDENCE, TOLD, BY_PERSON, FIRST_SEEN, NOT_UNIQUE, 'taken back'],
  ],
] as const)('%s is the same in the contract and in the libs', (_what, contract, libs) => {
  expect(sorted(contract.options)).toEqual(sorted(libs));
});

describe('a trouble', () => {
  it('is called by the words of its list, whatever the list', () => {
    expect(Object.keys(TROUBLE_TEXTS)).toEqual(Object.keys(TROUBLE_LIST_WORDS));
    for (const [list, codes] of Object.entries(TROUBLE_CODES))
      expect([list, sorted(Object.keys(TROUBLE_TEXTS[list as keyof typeof TROUBLE_TEXTS]))]).toEqual([
        list,
        sorted(codes),
      ]);
  });

  it('has the codes of who finds it', () => {
    expect(sorted(TROUBLE_CODES.windows)).toEqual(
      sorted([...WINDOW_ERROR_CODES.filter((code) => code !== 'stream_gone'), 'unread_rows']),
    );
    expect(TROUBLE_CODES.brakes).toEqual(STOP_REASONS);
    expect(TROUBLE_CODES.hours).toEqual(expect.arrayContaining([...ASK_REASONS]));
    for (const code of ['no_store', 'counted_otherwise', 'unknown_store']) expect(FLAGS).toHaveProperty(code);
  });

  it('is told in both languages', () => {
    for (const { zh, en } of Object.values(TROUBLE_TEXTS).flatMap((words) =>
      Object.values<WordText>(words),
    )) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\p{ASCII}’]+$/u);
    }
    expect(troubleText('hours', 'differs')).not.toEqual(troubleText('jobs', 'differs'));
    expect(troubleText('of_a_later_hub', 'toString').en).toBe('toString');
  });
});

it('where a person’s word has led to is told as that', () => {
  expect(dispatchOutcomeText('resolve', 'unknown').en).toBe('sent, and whether it arrived is not known');
  expect(dispatchOutcomeText('read', 'unknown').en).toBe('in a state that is not known');
  expect(dispatchOutcomeText('resolve', 'toString').en).toBe('toString');
});

it('flags are the same in the contract and in the libs', () => {
  const { code } = order.shape.attention.element.shape;
  expect(sorted(Object.keys(FLAG_TEXTS))).toEqual(sorted(Object.keys(FLAGS)));
  expect(z.encode(code, 'of_a_later_hub')).toBe('of_a_later_hub');
});

it('what a row of a later version says is written as it is', () => {
  const counted = { items: [{ kind: 'of_a_later_hub', state: 'open' as const, count: 1 }] };
  expect(z.encode(alarmCounts, counted)).toEqual(counted);
  expect(z.encode(alarm.shape.kind, 'of_a_later_hub')).toBe('of_a_later_hub');
  const trouble = account.shape.health.shape.troubles.element.shape.code;
  expect(z.encode(trouble, 'of_a_later_hub')).toBe('of_a_later_hub');
});
