import { hash32, type Random } from '../random.js';
import type { SuningChange } from './suning-order-input.js';
import { JOB, type SuningJob, type SuningOrder, STATUS } from './suning-order.js';

/** Invented, as the vendor's values are published nowhere. */
const JOB_STATUS = { waiting: '10', stuck: '25', done: '30', void: '90' } as const;

const SHORTAGE = '库存不足';

const job = (key: string, jobType: string, jobStatus: string): SuningJob => ({
  jobType,
  jobId: `${jobType}${String(hash32(`${key}/${jobType}`)).padStart(10, '0')}`,
  jobStatus,
});

/** Goods are taken out of the warehouse and brought to the customer. */
export const newJobs = (key: string): SuningJob[] => [
  job(key, JOB.warehouse, JOB_STATUS.waiting),
  job(key, JOB.delivery, JOB_STATUS.waiting),
];

/** Mostly done; now and then something is wrong, or the order is called off. */
function nextStatus(status: string, random: Random): string {
  const chance = random();
  if (status === STATUS.exception) return chance < 0.7 ? STATUS.done : STATUS.failed;
  if (chance < 0.9) return STATUS.done;
  return chance < 0.96 ? STATUS.exception : STATUS.cancelled;
}

function jobStatusUnder(orderStatus: string): string {
  if (orderStatus === STATUS.done) return JOB_STATUS.done;
  return orderStatus === STATUS.exception ? JOB_STATUS.stuck : JOB_STATUS.void;
}

/** What an order and its jobs are after it came to `orderStatus`. */
export const cameTo = ({ jobs }: SuningOrder, orderStatus: string): SuningChange => ({
  orderStatus,
  orderError: orderStatus === STATUS.exception || orderStatus === STATUS.failed ? SHORTAGE : null,
  jobs: jobs.map(({ jobType, jobId }) => ({ jobType, jobId, jobStatus: jobStatusUnder(orderStatus) })),
});

/** What happens next to an open order. */
export const nextStep = (order: SuningOrder, random: Random): SuningChange =>
  cameTo(order, nextStatus(order.orderStatus, random));

/** Goods that are brought back are one job more. */
export const returned = (key: string, { jobs }: SuningOrder): SuningChange => ({
  jobs: [...jobs, job(key, JOB.afterSale, JOB_STATUS.waiting)],
});

export const isReturned = ({ jobs }: SuningOrder): boolean =>
  jobs.some(({ jobType }) => jobType === JOB.afterSale);
