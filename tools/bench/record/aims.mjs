import { databaseCpuMs, hubCpuMs, isFlat, p99Ms, rssMb, shortfall, walKb } from './figures.mjs';

/** Orders a second that are to be recorded in time. */
const TIMELY_RATE = 1_000;

const atMost = (most, of) => (measured) => (of(measured) === undefined ? undefined : of(measured) <= most);
const atTimelyRate = (isMet) => (measured) => (measured.asked === TIMELY_RATE ? isMet(measured) : undefined);

/**
 * What is aimed at of a hub; `undefined`: that measurement tells nothing of it.
 *
 * @type {{ name: string, isMet: (measured: object) => boolean | undefined }[]}
 */
export const AIMS = [
  { name: 'hub CPU ≤ 350 ms per 1,000', isMet: atMost(350, hubCpuMs) },
  { name: 'database CPU ≤ 400 ms per 1,000', isMet: atMost(400, databaseCpuMs) },
  { name: 'WAL records ≤ 9 KB an order', isMet: atMost(9, walKb) },
  { name: 'peak memory ≤ 250 MB', isMet: atMost(250, rssMb) },
  { name: 'at 1,000/s: rate reached', isMet: atTimelyRate((measured) => shortfall(measured) === undefined) },
  { name: '            p99 ≤ 1,000 ms', isMet: atTimelyRate(atMost(1_000, p99Ms)) },
  { name: '            backlog flat', isMet: atTimelyRate(isFlat) },
];
