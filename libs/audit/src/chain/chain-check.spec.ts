import fc from 'fast-check';
import type { AuditEntry } from '../audit-entry.js';
import { ChainCheck, type ChainFault, type CheckedSeal, WHOLE_CHAIN } from './chain-check.js';
import { type ChainHead, entryHash, entryText, headIn, headText, NO_HASH } from './chain-text.js';
import { sealsOf } from './sealing.js';

const AT = new Date('2026-03-05T02:00:00.123Z');

const anEntry = (n: number): AuditEntry => ({
  id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  at: new Date(AT.getTime() + n),
  ...{
    actorKind: 'key',
    actorId: null,
    actorName: '收银',
    address: '::1',
    client: null,
    act: 'store.changed',
  },
  ...{
    subjectKind: 'store',
    subjectId: String(n),
    before: null,
    after: '{"name":"b"}',
    reasonDigest: null,
    bulkId: null,
  },
});

/** @param sizes rows of each time that was sealed */
function chainOf(sizes: readonly number[]): CheckedSeal[] {
  let head = { seq: 0n, hash: NO_HASH, sealedAt: new Date(0) };
  let n = 0;
  return sizes.flatMap((size) => {
    const entries = Array.from({ length: size }, () => anEntry((n += 1)));
    const seals = sealsOf(entries, head, AT);
    head = seals.at(-1) ?? head;
    return seals;
  });
}

function faultsOf(seals: readonly CheckedSeal[], said: ChainHead, expected?: ChainHead): ChainFault[] {
  const check = new ChainCheck(WHOLE_CHAIN, expected);
  return [...seals.flatMap((seal) => check.next(seal)), ...check.finish(said)];
}

const endOf = (seals: readonly CheckedSeal[]): ChainHead => {
  const { seq, hash } = seals.at(-1)!;
  return { seq, hash };
};

const chains = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }).map(chainOf);
const broken = chains.chain((seals) => fc.tuple(fc.constant(seals), fc.nat({ max: seals.length - 1 })));

it('the text that is sealed is this one, for ever', () => {
  expect(entryText(anEntry(1))).toBe(
    '[1,"00000000-0000-7000-8000-000000000001","2026-03-05T02:00:00.124Z","key",null,"收银","::1",null,"store.changed","store","1",null,"{\\"name\\":\\"b\\"}",null,null]',
  );
  expect(entryHash(anEntry(1))).toBe(GOLDEN_ROW);
  expect(endOf(chainOf([2])).hash).toBe(GOLDEN_SEAL);
});
/** Made by another program of the described texts. */
const GOLDEN_ROW = 'b8ae4050c2742a5fef1bde1171f554977f4113279c402417b496d9f9513e6c19';
const GOLDEN_SEAL = 'c47d69c438df9bb96e258799f34f506a6e71a43279247606a8087043a6059196';

it('a chain is whole, in however many parts it was sealed', () => {
  fc.assert(
    fc.property(chains, (seals) => {
      expect(faultsOf(seals, endOf(seals), endOf(seals))).toEqual([]);
      expect(seals.map(({ hash }) => hash)).toEqual(chainOf([seals.length]).map(({ hash }) => hash));
    }),
  );
});

it('a row that is another one, or gone, is named alone', () => {
  fc.assert(
    fc.property(broken, fc.constantFrom('act', 'address', 'after'), ([seals, at], field) => {
      const { seq, entryId, entry } = seals[at]!;
      const altered = seals.with(at, { ...seals[at]!, entry: { ...entry!, [field]: 'x' } });
      expect(faultsOf(altered, endOf(seals))).toEqual([{ kind: 'row_altered', seq, entryId }]);
      const gone = seals.with(at, { ...seals[at]!, entry: null });
      expect(faultsOf(gone, endOf(seals))).toEqual([{ kind: 'row_missing', seq, entryId }]);
    }),
  );
});

it('a seal that is another one is named', () => {
  fc.assert(
    fc.property(broken, ([seals, at]) => {
      const { seq, entryId } = seals[at]!;
      const altered = seals.with(at, { ...seals[at]!, hash: 'ab'.repeat(32) });
      expect(faultsOf(altered, endOf(altered))).toEqual([{ kind: 'seal_altered', seq, entryId }]);
    }),
  );
});

it('seals that are gone are named, an end that was cut too, by the head or by one that was kept', () => {
  fc.assert(
    fc.property(broken, ([seals, at]) => {
      const left = [...seals.slice(0, at), ...seals.slice(at + 1)];
      const faults = faultsOf(left, endOf(seals));
      const isLast = at === seals.length - 1;
      expect(faults[0]).toMatchObject(isLast ? { kind: 'head_differs' } : { kind: 'seals_missing' });
      const end = left.at(-1) ?? { seq: 0n, hash: NO_HASH };
      if (isLast)
        expect(faultsOf(left, end, endOf(seals))).toMatchObject([{ kind: 'expected_head_missing' }]);
    }),
  );
});

it('a head is read as it is written', () => {
  const head = { seq: 41n, hash: 'ab'.repeat(32) };
  expect(headIn(headText(head))).toEqual(head);
  for (const wrong of ['', '41', `41:${'AB'.repeat(32)}`, `x:${'ab'.repeat(32)}`])
    expect(headIn(wrong)).toBeUndefined();
});
