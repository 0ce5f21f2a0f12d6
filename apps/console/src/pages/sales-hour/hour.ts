import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { salesGap } from '#admin-contract/sales-gap.js';
import type { salesComparison, salesHourDetail, salesOrderPage } from '#admin-contract/sales-revision.js';
import type { submission, submissionAnswer, submissionDetail } from '#admin-contract/submission.js';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import { act } from '../../api/act.js';
import { call } from '../../api/call.js';
import { type Part, queryOf } from '../../api/use-list.js';

export type HourDetail = z.input<typeof salesHourDetail>;
export type Revision = HourDetail['revisions'][number];
export type Standing = z.input<typeof salesGap>;
export type Submission = z.input<typeof submission>;
type SubmissionDetail = z.input<typeof submissionDetail>;
export type HourOrders = z.input<typeof salesOrderPage>;
export type Comparison = z.input<typeof salesComparison>;
export type SubmissionAnswer = z.input<typeof submissionAnswer>;

/** Which hour of which store. */
export interface HourPlace {
  readonly storeId: string;
  /** ISO 8601, UTC. */
  readonly hourStart: string;
}

export interface HourProps {
  readonly place: HourPlace;
  /** Null where it is not derived. */
  readonly hour: HourDetail | null;
  /** Null where it is not over, or nobody takes it. */
  readonly standing: Standing | null;
}

const HOUR_MS = 3_600_000;

/** When it ends, as the hub says, or by the clock. ISO 8601, UTC. */
export const endOf = ({ place, hour, standing }: HourProps): string =>
  (hour ?? standing)?.hourEnd ?? new Date(Date.parse(place.hourStart) + HOUR_MS).toISOString();

const pathOf = ({ storeId, hourStart }: HourPlace): string => `sales/hours/${storeId}/${hourStart}`;
const keyOf = (place: HourPlace, ...rest: unknown[]) => [
  'sales_hour',
  place.storeId,
  place.hourStart,
  ...rest,
];
const meta = { hints: ['submission', 'order'] } as const;
/** The period that holds this hour alone. */
const only = ({ storeId, hourStart }: HourPlace) => ({
  ...{ storeId, from: hourStart, to: new Date(Date.parse(hourStart) + 1).toISOString() },
});

/** Null where it is not derived. */
export const useHour = (place: HourPlace) =>
  useQuery({
    queryKey: keyOf(place),
    queryFn: async () => {
      // That there is none is no fault, and a browser would say that it is.
      const query = queryOf({ ...only(place), limit: '1' });
      const { items } = await call<Part<unknown>>('GET', `sales/hours?${query}`);
      return items.length === 0 ? null : call<HourDetail>('GET', `${pathOf(place)}?limit=100`);
    },
    meta,
  });

const EVERY_STATE = Object.keys(HOUR_STATE_TEXTS).join(',');

/** Where it stands; null where it is not over, or nobody takes it. */
export const useStanding = (place: HourPlace) =>
  useQuery({
    queryKey: keyOf(place, 'standing'),
    queryFn: async () => {
      const query = queryOf({ ...only(place), state: EVERY_STATE, limit: '1' });
      return (await call<Part<Standing>>('GET', `sales/gaps?${query}`)).items[0] ?? null;
    },
    meta,
  });

export const useSubmissions = (place: HourPlace) =>
  useQuery({
    queryKey: keyOf(place, 'submissions'),
    queryFn: () => call<Part<Submission>>('GET', `submissions?${queryOf({ ...only(place), limit: '100' })}`),
    meta,
  });

/** With its attempts. */
export const useSubmission = (id: string) =>
  useQuery({
    queryKey: ['submission', id],
    queryFn: () => call<SubmissionDetail>('GET', `submissions/${id}`),
  });

export const useHourOrders = (place: HourPlace, revision: number, cursor: string | undefined) =>
  useQuery({
    queryKey: keyOf(place, 'orders', revision, cursor),
    queryFn: () =>
      call<HourOrders>(
        'GET',
        `${pathOf(place)}/orders?${queryOf({ revision: String(revision), limit: '50', cursor })}`,
      ),
  });

/** A revision beside the one before it: what has changed, and by which orders. */
export const useComparison = (place: HourPlace, to: number) =>
  useQuery({
    queryKey: keyOf(place, 'compare', to),
    queryFn: () =>
      call<Comparison>(
        'GET',
        `${pathOf(place)}/compare?${queryOf({ from: String(to - 1), to: String(to), limit: '100' })}`,
      ),
  });

/** Derives the hour anew and reports it. */
export const submitHour = act('POST /api/v1/submissions', (send, place: HourPlace) =>
  send<SubmissionAnswer>({}, only(place)),
);

export const confirmCover = act('POST /api/v1/accounts/:accountId/confirm-cover', (send, accountId: string) =>
  send({ accountId }),
);
