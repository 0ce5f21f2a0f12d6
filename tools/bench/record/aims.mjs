import { databaseCpuMs, hubCpuMs, isFlat, p99Ms, rssMb, shortfall, walKb } from './figures.mjs';

/** The rate at which orders are to be recorded in time. */
const TIMELY_RATE = 1_000;

/** @type {{ name: string, of: (measured: object) => number | undefined, most: number, digits?: number }[]} */
const AIMS = [
  { name: 'hub CPU at most 350 ms per 1,000', of: hubCpuMs, most: 350 },
  { name: 'database CPU at most 400 ms per 1,000', of: databaseCpuMs, most: 400 },
  { name: 'WAL at most 9 KB an order, without images', of: walKb, most: 9, digits: 1 },
  { name: 'peak memory of the hub at most 250 MB', of: rssMb, most: 250 },
  {
    name: 'p99 at most 1,000 ms at 1,000/s',
    of: (measured) => (measured.asked === TIMELY_RATE ? p99Ms(measured) : undefined),
    most: 1_000,
  },
];

/**
 * Beside each aim, which measurement meets it.
 *
 * @param {object[]} hubs
 * @returns {string[]} lines
 */
export const aimLines = (hubs) => [...AIMS.map((aim) => aimLine(aim, hubs)), timelyLine(hubs)];

function aimLine({ name, of, most, digits = 0 }, hubs) {
  const judged = hubs
    .filter((measured) => of(measured) !== undefined)
    .map((measured) => `${measured.name} ${of(measured).toFixed(digits)} ${word(of(measured) <= most)}`);
  return line(name, judged);
}

function timelyLine(hubs) {
  const judged = hubs
    .filter(({ asked }) => asked === TIMELY_RATE)
    .map((measured) => `${measured.name} ${word(isFlat(measured) && shortfall(measured) === undefined)}`);
  return line('1,000/s reached, its backlog flat', judged);
}

const word = (isMet) => (isMet ? 'met' : 'NOT MET');
const line = (name, judged) => `  ${name.padEnd(44)}${judged.length > 0 ? judged.join('; ') : 'not known'}`;
