import { aimLines } from './aims.mjs';
import * as figures from './figures.mjs';

const NAME_WIDTH = 34;
const CELL_WIDTH = 17;

const ROWS = [
  { name: 'orders measured', of: ({ orders }) => orders },
  { name: 'per 1,000: hub CPU, ms', of: figures.hubCpuMs, ratio: true },
  { name: '           database CPU, ms', of: figures.databaseCpuMs, ratio: true },
  { name: '           statements', of: figures.statements, ratio: true },
  { name: 'an order:  WAL records, KB', of: figures.walKb, digits: 1, ratio: true },
  { name: '           WAL page images, KB', of: figures.imagesKb, digits: 1 },
  { name: 'recorded a second', of: figures.recordedPerSecond, ratio: true },
  { name: 'peak memory of the hub, MB', of: figures.rssMb },
  { name: 'acknowledged a second', of: figures.takenPerSecond },
  { name: 'receipt to recorded, p50 ms', of: figures.p50Ms },
  { name: '                     p99 ms', of: figures.p99Ms },
  { name: 'pending at half-time', of: figures.pendingHalf },
  { name: '        when the load ended', of: figures.pendingEnd },
  {
    name: '        backlog',
    of: (measured) => measured.sent && (figures.isFlat(measured) ? 'flat' : 'GROWS'),
  },
];

/**
 * @param {object} plain the yardstick
 * @param {object[]} hubs
 */
export function printTable(plain, hubs) {
  const all = [plain, ...hubs];
  console.log(
    `\nrecording signed orders of 2 KB with eight lines, durable embedded PostgreSQL on this machine`,
  );
  console.log(`${''.padEnd(NAME_WIDTH)}${all.map(({ name }) => name.padStart(CELL_WIDTH)).join('')}`);
  for (const row of ROWS) {
    const cells = all.map((measured) => cell(row, measured, plain).padStart(CELL_WIDTH));
    console.log(`${row.name.padEnd(NAME_WIDTH)}${cells.join('')}`);
  }
  for (const note of NOTES) console.log(`  ${note}`);
  for (const short of hubs.map(figures.shortfall).filter((text) => text !== undefined))
    console.log(`\n${short}`);
  console.log('\naims');
  for (const line of aimLines(hubs)) console.log(line);
}

function cell({ of, digits = 0, ratio = false }, measured, plain) {
  const figure = of(measured);
  if (figure === undefined) return '·';
  if (typeof figure === 'string') return figure;
  const beside = ratio && measured !== plain ? ` (${(figure / of(plain)).toFixed(2)}×)` : '';
  return `${figure.toFixed(digits)}${beside}`;
}

const NOTES = [
  '(×): beside the plain recorder, which parses the same documents and puts them into three plain tables by batches of 200',
  'worker alone: orders that were acknowledged before; under load, acknowledging is in the figures too',
  'flat: from half-time to the end, no more have gathered than half a second brings',
  'each order acknowledged is recorded',
];
