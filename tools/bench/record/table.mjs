import { AIMS } from './aims.mjs';
import * as figures from './figures.mjs';

const NAME_WIDTH = 34;
const CELL_WIDTH = 18;
const NOT_KNOWN = '·';

const ROWS = [
  { name: 'orders measured', of: ({ orders }) => orders },
  { name: 'per 1,000: hub CPU, ms', of: figures.hubCpuMs, ratio: true },
  { name: '           database CPU, ms', of: figures.databaseCpuMs, ratio: true },
  { name: '           statements', of: figures.statements, ratio: true },
  { name: 'an order:  WAL records, KB', of: figures.walKb, digits: 1, ratio: true },
  { name: '           WAL page images, KB', of: figures.imagesKb, digits: 1 },
  { name: 'peak memory of the hub, MB', of: figures.rssMb },
  { name: 'acknowledged a second', of: figures.takenPerSecond },
  { name: 'recorded a second', of: figures.recordedPerSecond },
  { name: 'receipt to recorded: p50 ms', of: figures.p50Ms },
  { name: '                     p99 ms', of: figures.p99Ms },
  { name: 'pending: at half-time', of: figures.pendingHalf },
  { name: '         when the load ended', of: figures.pendingEnd },
  { name: '         backlog', of: backlogWord },
];

/**
 * @param {object} plain the yardstick
 * @param {object[]} hubs
 */
export function printTable(plain, hubs) {
  const all = [plain, ...hubs];
  console.log(
    '\nrecording signed orders of 2 KB with eight lines, durable embedded PostgreSQL on this machine\n',
  );
  printRow(
    '',
    all.map(({ name }) => name),
  );
  for (const row of ROWS) {
    printRow(
      row.name,
      all.map((measured) => cell(row, measured, plain)),
    );
  }
  printAims(hubs);
  for (const note of NOTES) console.log(note);
  for (const short of hubs.map(figures.shortfall)) if (short !== undefined) console.log(`  ${short}`);
}

function printAims(hubs) {
  console.log('\naims');
  for (const { name, isMet } of AIMS) printRow(name, [NOT_KNOWN, ...hubs.map(isMet).map(aimWord)]);
}

const printRow = (name, cells) =>
  console.log(`  ${name.padEnd(NAME_WIDTH)}${cells.map((text) => text.padStart(CELL_WIDTH)).join('')}`);

function cell({ of, digits = 0, ratio = false }, measured, plain) {
  const figure = of(measured);
  if (figure === undefined) return NOT_KNOWN;
  if (typeof figure === 'string') return figure;
  const beside = ratio && measured !== plain ? ` (${(figure / of(plain)).toFixed(2)}×)` : '';
  return `${figure.toFixed(digits)}${beside}`;
}

function aimWord(isMet) {
  if (isMet === undefined) return NOT_KNOWN;
  return isMet ? 'met' : 'NOT MET';
}

function backlogWord(measured) {
  if (measured.sent === undefined) return undefined;
  return figures.isFlat(measured) ? 'flat' : 'GROWS';
}

const NOTES = [
  '\n  (×): beside the plain recorder, which parses the same documents and puts them into three plain tables by batches of 200;',
  '    its CPU stands in the row of the hub',
  '  worker alone: of orders that were acknowledged before; under load, acknowledging is in the figures too',
  '  backlog flat: from half-time to the end no more have gathered than half a second brings',
  '  every acknowledged order is recorded: else this would have failed',
];
