import {
  RETENTION_HOLD_TEXTS,
  RETENTION_KIND_TEXTS,
  RETENTION_SINCE_TEXTS,
} from '#admin-contract/retention-words.js';
import { retentionChange, retentionHold, retentionKind } from '#admin-contract/retention.js';
import {
  MOST_RETENTION_DAYS,
  RETENTION_HOLDS,
  RETENTION_KIND_NAMES,
  RETENTION_KINDS,
  type RetentionKind,
} from '#domain/retention.js';
import { RETAINED_KINDS } from '../../retention/retained-kinds.js';

const TEXTS = [RETENTION_KIND_TEXTS, RETENTION_SINCE_TEXTS, RETENTION_HOLD_TEXTS];

describe('how long things are kept', () => {
  // The contract imports nothing of ours: its words and bounds are written twice.
  it('is of the same kinds in the contract, the domain and the list of tables', () => {
    expect(retentionKind.options).toEqual(RETENTION_KIND_NAMES);
    expect(retentionHold.options).toEqual(RETENTION_HOLDS);
    expect(Object.keys(retentionChange.shape)).toEqual(RETENTION_KIND_NAMES);
    expect(RETAINED_KINDS.map(({ kind }) => kind)).toEqual(RETENTION_KIND_NAMES);
  });

  it.each(RETENTION_KIND_NAMES)('has one lower and one upper bound for %s', (kind: RetentionKind) => {
    const takes = (days: number | null) => retentionChange.safeParse({ [kind]: days }).success;
    const { leastDays, defaultDays } = RETENTION_KINDS[kind];
    expect([takes(leastDays - 1), takes(leastDays), takes(MOST_RETENTION_DAYS)]).toEqual([false, true, true]);
    expect([takes(MOST_RETENTION_DAYS + 1), takes(leastDays + 0.5), takes(null)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(takes(defaultDays)).toBe(true);
  });

  it.each(TEXTS.flatMap((table) => Object.entries(table)))(
    '%s is said in both languages',
    (_word, { zh, en }) => {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[\p{ASCII}’]+$/u);
    },
  );
});
