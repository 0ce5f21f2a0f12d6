import { ConflictError } from '#accounts/account-errors.js';
import { refusal } from '#domain/refusal.js';
import type { FetchStanding, RefetchService } from '#polling/refresh/refetch.service.js';
import type { RepairAction, RepairEnd } from './action.js';
import { legOf } from './repair-facts.js';

/** Asks the vendor of a leg for it once more. */
export const fetchAction = (refetch: RefetchService): RepairAction<'fetch'> => ({
  kind: 'fetch',
  begin: async (sql, repair) => {
    const legId = legOf(repair);
    const { askedAt, asked } = await refetch.ask(sql, [legId]);
    if (asked.length === 0) throw new ConflictError(refusal('vendor_answers_no_order'));
    return { ref: `${legId} ${askedAt.toISOString()}` };
  },
  ended: async (sql, refs) => {
    const asks = refs.map(askOf);
    const standings = await refetch.standing(sql, latestOfEach(asks));
    return new Map(
      asks.flatMap(({ ref, legId }) => {
        const standing = standings.get(legId);
        return standing === undefined ? [] : [[ref, endOf(standing)] as const];
      }),
    );
  },
});

interface Ask {
  readonly ref: string;
  readonly legId: string;
  readonly askedAt: Date;
}

function askOf(ref: string): Ask {
  const [legId = '', askedAt = ''] = ref.split(' ');
  return { ref, legId, askedAt: new Date(askedAt) };
}

/** Who asked earlier for the same leg is through once the later asking is. */
const latestOfEach = (asks: readonly Ask[]): Ask[] => [
  ...new Map(
    asks.toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime()).map((ask) => [ask.legId, ask]),
  ).values(),
];

function endOf(standing: FetchStanding): RepairEnd {
  if (standing.is === 'confirmed') return { is: 'done' };
  if (standing.is === 'not_fetchable')
    return { is: 'failed', code: 'not_fetchable', message: 'its vendor answers for no single order' };
  const { code, message } = standing;
  return standing.is === 'waiting'
    ? { is: 'open', code, message }
    : { is: 'failed', code: standing.code, message: standing.message };
}
