import { TROUBLE_LISTS } from '#accounts/accounts/account-trouble.js';
import { healthState, troubleList } from '#admin-contract/account.js';
import { INCIDENT_TEXTS, incidentText } from '#admin-contract/incident-texts.js';
import { incidentState } from '#admin-contract/incident.js';
import { BRAKE_TEXTS, brakeText } from '#admin-contract/brake-texts.js';
import { brakeState, stopReason } from '#admin-contract/brake.js';
import { delivery } from '#admin-contract/delivery.js';
import { HINTED_KINDS } from '#admin-contract/event.js';
import {
  discrepancyEventKind,
  discrepancySeverity,
  discrepancyState,
  repairKind,
} from '#admin-contract/discrepancy.js';
import { discrepancyDecision } from '#admin-contract/discrepancy-decision.js';
import { DISCREPANCY_TEXTS, discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { CLOSED_BY_TEXTS, STEPS } from '#admin-contract/discrepancy-words.js';
import { dayReason } from '#admin-contract/reconciliation-day.js';
import { dispatchKind, dispatchWay } from '#admin-contract/dispatch.js';
import { dispatchState } from '#admin-contract/dispatch-state.js';
import { FLAG_TEXTS, type FlagText, flagText } from '#admin-contract/flag-texts.js';
import { COMMANDS, FACTS, HELD_REASONS, type WordText } from '#admin-contract/flag-words.js';
import { HOUR_STATE_TEXTS, HOUR_TROUBLE_TEXTS, HOUR_WAIT_TEXTS } from '#admin-contract/hour-words.js';
import { hourState, hourWait } from '#admin-contract/hour-state.js';
import { JOB_TROUBLE_TEXTS } from '#admin-contract/job-words.js';
import { linkContradiction, linkSign, suggestionState } from '#admin-contract/link-suggestion.js';
import { suggestionText } from '#admin-contract/link-words.js';
import { addressKind, addressLanguage } from '#admin-contract/alarm-address.js';
import { alarmKind, alarmState } from '#admin-contract/alarm.js';
import {
  ALARM_LINES,
  ALARM_TEXTS,
  alarmText,
  OVERDUE_WORDS,
  RULE_WORDS,
} from '#admin-contract/alarm-texts.js';
import { postingCause } from '#admin-contract/order-posting.js';
import { ORDER_STATUSES } from '#admin-contract/order-states.js';
import { repairState, verification } from '#admin-contract/repair-state.js';
import { submissionCause, submissionState } from '#admin-contract/submission.js';
import {
  SUBMISSION_TEXTS,
  submissionAdvice,
  type SubmissionStanding,
} from '#admin-contract/submission-words.js';
import { timelineText } from '#admin-contract/timeline-text.js';
import { TIMELINE_FACT_TEXTS, TIMELINE_TEXTS } from '#admin-contract/timeline-texts.js';
import { TIMELINE_WORDS } from '#admin-contract/timeline-words.js';
import { windowState } from '#admin-contract/window.js';
import { WINDOW_FAULT_TEXTS, windowFaultText } from '#admin-contract/window-words.js';
import { ADDRESS_KINDS } from '#alarms/send/address.js';
import { ALARM_STATES } from '#alarms/alarm.js';
import { LANGUAGES } from '#alarms/alarm-words.js';
import { ALARM_KIND_NAMES, ALARM_KINDS } from '#alarms/alarm-kind.js';
import { CONNECTOR_ERROR_CODES } from '#connectors-core/connector-error.js';
import {
  DISPATCH_CAUSES,
  DISPATCH_KINDS,
  DISPATCH_STATES,
  END_CODES,
  type HoldCode,
} from '#dispatch/dispatch-words.js';
import { VERBS } from '#dispatch/operator/ways.js';
import { RULE_EVIDENCE } from '#domain/discrepancy-evidence.js';
import { RULE_CODES, SEVERITIES } from '#domain/discrepancy-rule.js';
import { FLAGS } from '#domain/flag.js';
import { HINT_KINDS } from '#domain/hint.js';
import { LINK_CONTRADICTIONS } from '#domain/link-contradiction.js';
import { POSTING_CAUSES } from '#domain/posting.js';
import { REPAIR_KINDS } from '#domain/repair.js';
import { AFTER_SALE_STATES, FULFILMENT_STATES, orderStatus, PAYMENT_STATES } from '#domain/order-status.js';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { TIMELINE_EVIDENCE, TIMELINE_FACTS, type TimelineKind } from '#domain/timeline-evidence.js';
import { DELIVERY_STATES } from '#intake/delivery.query.js';
import { EXACT_EVIDENCE, NOT_UNIQUE, TOLD } from '#ledger/links.store.js';
import { BY_PERSON } from '#ledger/links.store.js';
import { FIRST_SEEN } from '#ledger/links/standing-links.js';
import { WINDOW_FAULTS } from '#polling/windows/window-failure.js';
import { WINDOW_STATES } from '#polling/windows/window.query.js';
import { STOP_REASONS } from '#reconciliation/brake/stop-rule.js';
import { CLOSED_BY } from '#reconciliation/keep/closed-by.js';
import { COUNT_REASONS, STORY_REASONS } from '#reconciliation/compare/day-differences.js';
import { JUDGEMENTS } from '#reconciliation/keep/decision-rule.js';
import { EVENT_KINDS } from '#reconciliation/keep/discrepancy-events.store.js';
import { DISCREPANCY_STATES } from '#reconciliation/keep/keep-rule.js';
import { BRAKE_STATES } from '#reconciliation/operator/brakes.query.js';
import { REPAIR_STATES } from '#reconciliation/mend/repair.js';
import { NOTHINGS, WAITS } from '#reconciliation/mend/repair-whys.js';
import { VERIFICATIONS } from '#reconciliation/mend/verify-rule.js';
import { INCIDENT_STATES } from '#reconciliation/operator/incidents.query.js';
import { LINK_SIGNS } from '#reconciliation/links/suggestion-score.js';
import { SUGGESTION_STATES } from '#reconciliation/links/suggestions.query.js';
import { ASK_REASONS, SUBMISSION_CAUSES, SUBMISSION_STATES } from '#reporting/derive/submission-rule.js';
import { HOUR_STATES, HOUR_WAITS } from '#reporting/derive/hour-state.js';
import { HEALTH_STATES } from '../account-health.js';

// The contract imports nothing of ours, so that the console can use it: its words are written twice.
it('the contract and the libs have the same words', () => {
  expect(delivery.shape.state.options).toEqual(DELIVERY_STATES);
  expect(submissionState.options).toEqual(SUBMISSION_STATES);
  expect(submissionCause.options).toEqual(SUBMISSION_CAUSES);
  expect(hourWait.options).toEqual(HOUR_WAITS);
  expect(hourState.options).toEqual(HOUR_STATES);
  expect(postingCause.options).toEqual(POSTING_CAUSES);
  expect(windowState.options).toEqual(WINDOW_STATES);
  expect(dispatchState.options).toEqual(DISPATCH_STATES);
  expect(dispatchKind.options).toEqual(DISPATCH_KINDS);
  expect(dispatchWay.options).toEqual(VERBS);
  expect(healthState.options).toEqual(HEALTH_STATES);
  expect(troubleList.options).toEqual(TROUBLE_LISTS);
  expect(discrepancyState.options).toEqual(DISCREPANCY_STATES);
  expect(brakeState.options).toEqual(BRAKE_STATES);
  expect(stopReason.options).toEqual(STOP_REASONS);
  expect(incidentState.options).toEqual(INCIDENT_STATES);
  expect(discrepancyEventKind.options).toEqual(EVENT_KINDS);
  expect(discrepancyDecision.options).toEqual([...JUDGEMENTS, 'assign']);
  expect(discrepancySeverity.options).toEqual(SEVERITIES);
  expect(repairKind.options).toEqual(REPAIR_KINDS);
  expect(repairState.options).toEqual(REPAIR_STATES);
  expect(verification.options).toEqual(VERIFICATIONS);
  expect(alarmKind.options).toEqual(ALARM_KIND_NAMES);
  expect(alarmState.options).toEqual(ALARM_STATES);
  expect(addressKind.options).toEqual(ADDRESS_KINDS);
  expect(addressLanguage.options).toEqual(LANGUAGES);
  expect(dayReason.options).toEqual([...STORY_REASONS, ...COUNT_REASONS]);
  const statuses = PAYMENT_STATES.flatMap((paid) => FULFILMENT_STATES.map((done) => orderStatus(paid, done)));
  expect([...ORDER_STATUSES].sort()).toEqual([...new Set(statuses)].sort());
});

describe('why automatic repairs are stopped', () => {
  it.each(STOP_REASONS)('%s is said in both languages, with the same numbers', (reason) => {
    const { zh, en } = BRAKE_TEXTS[reason];
    const numbersIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^\p{ASCII}+$/u);
    expect(numbersIn(zh)).toEqual(numbersIn(en));
  });

  it('is told with what there is, and by itself where it is of another version', () => {
    const at = { fromAt: '2026-03-05T02:00:00Z', toAt: '2026-03-05T03:00:00Z', usual: 12 };
    expect(brakeText('empty_window', at).en).toContain('from 2026-03-05 10:00 to 2026-03-05 11:00');
    expect(brakeText('many_differ', { compared: 30 }).zh).toContain('平时是 —%');
    expect(brakeText('toString', {})).toEqual({ zh: 'toString', en: 'toString' });
  });
});

it('a suggested link says in both languages what speaks for it and against it', () => {
  expect(suggestionState.options).toEqual(SUGGESTION_STATES);
  expect(linkSign.options).toEqual(LINK_SIGNS);
  expect(linkContradiction.options).toEqual(LINK_CONTRADICTIONS);
  const said = suggestionText({ reasons: LINK_SIGNS, contradicts: LINK_CONTRADICTIONS, isAlike: true });
  expect(said.zh).toMatch(/^[\p{Script=Han}：、；]+$/u);
  expect(said.en).toMatch(/^\p{ASCII}+$/u);
  expect(said.en).toMatch(/^They may be one order: .*; but .*another order is as likely$/);
});

describe('what is said of a report', () => {
  it.each(Object.entries(SUBMISSION_TEXTS))('%s is said in both languages', (_standing, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^\p{ASCII}+$/u);
  });

  const said = (fields: Partial<SubmissionStanding>) =>
    submissionAdvice({ state: 'waiting', errorCode: null, settledAt: null, accountPaused: false, ...fields })
      ?.en;
  const settledAt = new Date(0);

  it.each([
    [/sent in a moment/, {}],
    [/paused/, { accountPaused: true }],
    [/settings or keys/, { errorCode: 'auth_failed' }],
    [/binding/, { errorCode: 'invalid_binding' }],
    [/does not take it now/, { errorCode: 'unavailable' }],
    [/the same report is sent/, { state: 'unknown', errorCode: 'outcome_unknown' }],
    [/arrived late.*report it again/, { state: 'unknown', errorCode: 'unconfirmed', settledAt }],
    [/later revision/, { state: 'unknown', errorCode: 'superseded', settledAt }],
    [/somebody else.*report it again/, { state: 'conflict', errorCode: 'duplicate', settledAt }],
    [/no longer reported/, { state: 'failed', errorCode: 'unbound', settledAt }],
    [/refused it for good/, { state: 'failed', errorCode: 'rejected', settledAt }],
  ] as const)('is %s where it stands so', (words, fields) => {
    expect(said(fields)).toMatch(words);
  });

  it('is nothing where it is accepted', () => {
    expect(said({ state: 'accepted', settledAt })).toBeUndefined();
  });
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
    const { en } = flagText('unknown_payment', { word: '$& {word}' });
    expect(en).toBe('A payment state that we do not know: $& {word}');
    expect(flagText('toString', {})).toEqual({ zh: 'toString', en: 'toString' });
  });

  it('says every word of ours in both languages', () => {
    // The compiler sees to it that none is missing: reasons are a type alone.
    const reasons: Readonly<Record<HoldCode, WordText>> = HELD_REASONS;
    expect(Object.keys(COMMANDS).sort()).toEqual([...DISPATCH_KINDS].sort());
    for (const { zh, en } of [reasons, COMMANDS, FACTS].flatMap((words) => Object.values<WordText>(words))) {
      expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
      expect(en).toMatch(/^[a-z ,]+$/);
    }
  });

  it.each([
    [
      'dispatch_held',
      { reason: 'unmapped_item' },
      '没有下到收银，等人处理：有商品没有对应收银的商品。可以发送（release）、不再下单（withdrawn），或填上收银的单号（placed）',
    ],
    [
      'dispatch_held',
      { reason: 'reopened' },
      '没有下到收银，等人处理：取消以后又恢复了。可以发送（release）、不再下单（withdrawn），或填上收银的单号（placed）',
    ],
    [
      'dispatch_held',
      { reason: 'of_a_later_hub' },
      '没有下到收银，等人处理：of_a_later_hub。可以发送（release）、不再下单（withdrawn），或填上收银的单号（placed）',
    ],
    [
      'dispatch_failed',
      { command: 'ship' },
      '收银没有执行命令 发货。可以再发（release）、撤下（withdrawn），或说明收银那边已经办好（reached）',
    ],
    [
      'till_differs',
      { facts: 'sale 25.00 → 30.00, lines, store SH-01 → SH-02' },
      '订单在下到收银之后改了，两边不一样：实付 25.00 → 30.00，商品，门店 SH-01 → SH-02',
    ],
    [
      'till_differs',
      { facts: 'service 0.00 → 1.00, service' },
      '订单在下到收银之后改了，两边不一样：服务费 0.00 → 1.00，交付方式',
    ],
    ['unknown_payment', { word: 'ship' }, '不认识的付款状态：ship'],
  ])('says %s %j in Chinese: %s', (code, params, zh) => {
    expect(flagText(code, params as Record<string, string>).zh).toBe(zh);
  });
});

describe('what rules find', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

  it.each(RULE_CODES)('%s is said in both languages, by what its evidence may hold', (rule) => {
    const { zh, en } = DISCREPANCY_TEXTS[rule];
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\p{ASCII}’]+$/u);
    expect(namesIn(zh)).toEqual(namesIn(en));
    expect(RULE_EVIDENCE[rule]).toEqual(expect.arrayContaining(namesIn(en)));
  });

  it.each(RULE_CODES)('many of %s are told together in both languages', (rule) => {
    const { zh, en } = INCIDENT_TEXTS[rule];
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\p{ASCII}’]+$/u);
    expect([namesIn(zh), namesIn(en)]).toEqual([['count'], ['count']]);
    const told = incidentText({ rule, account: '$& {count}', count: 51, since: new Date(0) });
    expect(told.en).toMatch(/^\$& \{count\}: .*51.* \(since 1970-01-01 08:00\)$/);
  });

  it('has no text for a rule that is not there', () => {
    expect(Object.keys(INCIDENT_TEXTS).sort()).toEqual([...RULE_CODES].sort());
    expect(Object.keys(DISCREPANCY_TEXTS).sort()).toEqual([...RULE_CODES].sort());
    expect(discrepancyText('toString', {})).toEqual({ zh: 'toString', en: 'toString' });
  });

  it('has a text for all that closes it', () => {
    expect(Object.keys(CLOSED_BY_TEXTS).sort()).toEqual([...CLOSED_BY].sort());
    for (const { zh, en } of Object.values<WordText>(CLOSED_BY_TEXTS)) {
      expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
      expect(en).toMatch(/^[a-z ,]+$/);
    }
  });

  it('has a word for every state of an order', () => {
    expect(Object.keys(STEPS)).toEqual(expect.arrayContaining([...FULFILMENT_STATES, ...PAYMENT_STATES]));
  });

  it.each([...ASK_REASONS, 'conflict', 'failed', 'unknown'])('says what keeps an hour %s', (state) => {
    expect(discrepancyText('hour_differs', { state }).en).not.toContain(`; ${state}`);
    expect(discrepancyText('hour_differs', { state: 'toString' }).en).toContain('; toString');
  });

  it('is said with its numbers, whatever stands in them', () => {
    const evidence = { till: '$& {till}', fulfilment: 'accepted', storefront: null };
    expect(discrepancyText('alive_after_cancel', evidence)).toEqual({
      zh: '商城订单 — 已取消，收银单 $& {till} 还是已接单',
      en: 'The storefront has cancelled —, and the till’s order $& {till} is still accepted',
    });
    const money = { storefront: 'S1', saleFen: '-5', paidAt: '2026-01-30T23:59:59.000Z' };
    expect(discrepancyText('missing_at_till', money).zh).toBe(
      '商城订单 S1 已付款 -0.05 元（2026-01-31 07:59），收银没有这个订单',
    );
  });
});

describe('what alarms say', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

  it.each(ALARM_KIND_NAMES)('%s is said in both languages, by what it has and by nothing else', (kind) => {
    const { zh, en } = ALARM_TEXTS[kind];
    // What can be done is told by the other parameters.
    const params = [...ALARM_KINDS[kind].params, ...(kind === 'account_trouble' ? ['todo'] : [])].sort();
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\p{ASCII}’]+$/u);
    expect([...new Set(namesIn(zh))].sort()).toEqual(params);
    expect([...new Set(namesIn(en))].sort()).toEqual(params);
  });

  it.each(Object.entries<WordText>(ALARM_LINES))(
    'the line %s names the same in both languages',
    (_line, { zh, en }) => {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^\p{ASCII}+$/u);
      expect(namesIn(zh)).toEqual(namesIn(en));
    },
  );

  it('has a word for every rule and all that can be overdue', () => {
    expect(Object.keys(RULE_WORDS)).toEqual(RULE_CODES);
    for (const { zh, en } of [OVERDUE_WORDS, RULE_WORDS].flatMap((words) => Object.values<WordText>(words))) {
      expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
      expect(en).toMatch(/^[A-Za-z ,’]+$/);
    }
  });

  it('is said by the words for its codes, whatever stands in it', () => {
    const said = (code: string, list = 'windows') =>
      alarmText('account_trouble', { account: '$& {code}', list, code, count: 2 }).zh;
    expect(said('auth_failed')).toMatch(/^账号“\$& \{code\}”有故障，时间窗 2 项：\p{Script=Han}/u);
    expect(said('repeated_page')).not.toContain('repeated_page');
    expect(said('unconfirmed', 'submissions')).not.toEqual(
      said('unconfirmed', 'hours').replace('小时', '上报'),
    );
    expect(said('of_a_later_hub')).toContain('of_a_later_hub');
    expect(alarmText('toString', {}).en).toBe('toString');
  });
});

describe('what an order’s timeline tells', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
  const kinds = Object.keys(TIMELINE_EVIDENCE) as TimelineKind[];
  /** What stands for some of the evidence together, and which of it there has to be. */
  const TOGETHER: Readonly<Record<string, readonly string[]>> = {
    ...{ sentence: ['rule', 'code'], facts: TIMELINE_FACTS, changes: ['changes'] },
  };

  /** What a till's order may be instead of what a command wants. */
  const TILL_ENDS = ['till_completed', 'till_cancelled'];

  it.each(kinds)('%s is said in both languages, by what its evidence may hold', (kind) => {
    const { zh, en } = TIMELINE_TEXTS[kind];
    const evidence: readonly string[] = TIMELINE_EVIDENCE[kind];
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^\p{ASCII}+$/u);
    expect(namesIn(zh)).toEqual(namesIn(en));
    for (const name of namesIn(en))
      expect([name, (TOGETHER[name] ?? [name]).some((one) => evidence.includes(one))]).toEqual([name, true]);
  });

  it('has no text for a kind or a fact that is not there', () => {
    expect(Object.keys(TIMELINE_TEXTS).sort()).toEqual([...kinds].sort());
    expect(Object.keys(TIMELINE_FACT_TEXTS)).toEqual(TIMELINE_FACTS);
    for (const [name, { zh, en }] of Object.entries<WordText>(TIMELINE_FACT_TEXTS))
      for (const text of [zh, en]) expect(namesIn(text)).toEqual(name === 'contact' ? [] : [name]);
    expect(timelineText('toString', {})).toEqual({ zh: 'toString', en: 'toString' });
  });

  it.each(Object.entries(TIMELINE_WORDS))('says every word of %s in both languages', (_name, words) => {
    for (const { zh, en } of Object.values(words)) {
      expect(zh).toMatch(/^[\p{Script=Han}，“”]+$/u);
      expect(en).toMatch(/^[a-z ,;-]+$/);
    }
  });

  it.each([
    ['payment', PAYMENT_STATES],
    ['fulfilment', FULFILMENT_STATES],
    ['afterSale', AFTER_SALE_STATES],
    ['service', SERVICE_KINDS],
    ['link', [...EXACT_EVIDENCE, TOLD, BY_PERSON, FIRST_SEEN, NOT_UNIQUE]],
    ['why', POSTING_CAUSES],
    ['command', DISPATCH_KINDS],
    ['cause', DISPATCH_CAUSES],
    ['outcome', [...CONNECTOR_ERROR_CODES, ...FULFILMENT_STATES]],
    ['reason', [...CONNECTOR_ERROR_CODES, ...END_CODES, ...TILL_ENDS]],
    ['decision', [...VERBS, 'unlinked']],
    ['report', SUBMISSION_STATES],
    ['closedBy', CLOSED_BY],
    ['repair', REPAIR_KINDS],
    ['ended', [...WAITS, ...NOTHINGS]],
    ['verified', VERIFICATIONS],
  ])('has a word for every %s', (name, codes) => {
    expect(Object.keys(TIMELINE_WORDS[name] ?? {})).toEqual(expect.arrayContaining([...codes]));
  });

  it('is said with its numbers, whatever stands in them', () => {
    const leg = { account: '$& {number}', number: 'S-1' };
    const stated = { ...leg, payment: 'paid', saleFen: '1800', fulfilment: 'of_a_later_hub', contact: true };
    expect(timelineText('stated', stated)).toEqual({
      zh: '$& {number}（S-1）说：付款 已付款，进度 of_a_later_hub，实付 18.00 元，顾客资料',
      en: '$& {number} (S-1) says: payment: paid, it is of_a_later_hub, the sale is 18.00 yuan, the customer',
    });
    const flagged = { code: 'dispatch_held', params: { reason: 'too_old' }, by: 'Li' };
    expect(timelineText('flag_dismissed', flagged).zh).toMatch(
      /^Li 看过提示：没有下到收银，等人处理：付款太久了/,
    );
    const changes = [
      { hourAt: '2026-01-30T16:00:00.000Z', store: '一店', byFen: '-1800' },
      { hourAt: '2026-01-30T17:00:00.000Z', store: '二店', byFen: '2000' },
    ];
    expect(timelineText('hours_changed', { changes, why: 'binding' }).zh).toBe(
      '计入的小时变了：一店 2026-01-31 00:00 -18.00，二店 2026-01-31 01:00 20.00，因为门店绑定变了',
    );
    const ended = {
      rule: 'alive_after_cancel',
      till: 'T',
      storefront: 'S',
      fulfilment: 'ready',
      closedBy: 'agrees',
    };
    expect(timelineText('discrepancy_closed', ended).zh).toBe(
      '差异结束（各方已经一致）：商城订单 S 已取消，收银单 T 还是待取',
    );
  });
});

describe('what is wrong with a window', () => {
  it('is said in both languages, for every code of ours', () => {
    expect(Object.keys(WINDOW_FAULT_TEXTS).sort()).toEqual([...WINDOW_FAULTS].sort());
    for (const { zh, en } of Object.values<WordText>(WINDOW_FAULT_TEXTS)) {
      expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
      expect(en).toMatch(/^[a-z ,]+$/);
    }
  });

  it('has no text where the code is another’s, or none', () => {
    expect(['unavailable', 'toString', null].map(windowFaultText)).toEqual([null, null, null]);
  });
});

it('a hint is of the same kinds on its way and where it comes from', () => {
  expect(HINTED_KINDS).toEqual(HINT_KINDS);
});

it('where an hour stands is said in both languages', () => {
  for (const { zh, en } of Object.values<WordText>(HOUR_STATE_TEXTS)) {
    expect(zh).toMatch(/^[\p{Script=Han}，]+$/u);
    expect(en).toMatch(/^[a-z ,:]+$/);
  }
});

/** Nobody has to report these again. */
const BY_ITSELF: ReadonlySet<string> = new Set(['settling', 'unrevised']);

it.each(Object.entries<WordText>({ ...HOUR_WAIT_TEXTS, ...HOUR_TROUBLE_TEXTS }))(
  'what ends that an hour stands as %s is named alike in both languages',
  (code, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(zh.includes('日志')).toBe(en.includes('the log'));
    expect([zh, en].map((text) => /“销售”|under Sales/.test(text))).toEqual([
      !BY_ITSELF.has(code),
      !BY_ITSELF.has(code),
    ]);
  },
);

it.each(Object.entries<WordText>(JOB_TROUBLE_TEXTS))(
  'that jobs are %s is said in both languages, with the same page',
  (_code, { zh, en }) => {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[\p{ASCII}]+$/u);
    expect(zh.includes('“覆盖”')).toBe(en.includes('Coverage'));
  },
);
