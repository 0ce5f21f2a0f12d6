import fs from 'node:fs';
import path from 'node:path';

/** What lies further from the case's own time is part of the case (a year 9999), and stays as it is. */
const NEAR_MS = 30 * 86_400_000;
const EPOCH_MS = /(?<![\d.])\d{13}(?![\d.])/g;
const ISO_TIME = /"(\d{4}-\d\d-\d\dT\d\d:\d\d[^"]*)"/g;

/**
 * @typedef {{ name: string, how?: string, right?: string, bodies: string[] }} Case
 * @param {string} where a file, or a folder of them
 * @returns {Case[]} by name; a file is JSON with `send` (documents) or `raw` (a body as text)
 */
export function readCases(where) {
  const files = fs.statSync(where).isDirectory()
    ? fs.readdirSync(where).map((file) => path.join(where, file))
    : [where];
  return files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map(readCase);
}

function readCase(file) {
  const { how, right, send = [], raw } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const bodies = raw === undefined ? send.map((document) => JSON.stringify(document)) : [raw];
  if (bodies.length === 0) throw new Error(`${file}: has neither "send" nor "raw"`);
  return { name: path.basename(file, '.json'), how, right, bodies };
}

/**
 * The same bodies, moved to now: the last `updatedAt` among them becomes `now`, and every time near it moves along.
 *
 * @param {string[]} bodies
 * @param {number} now epoch milliseconds
 */
export function movedTo(bodies, now) {
  const said = bodies.flatMap((body) => [...body.matchAll(/"updatedAt":\s*("[^"]+"|\d+)/g)]);
  const last = Math.max(...said.map(([, value]) => Number(new Date(JSON.parse(value)))));
  if (!Number.isFinite(last)) return bodies;
  const isNear = (at) => Math.abs(at - last) <= NEAR_MS;
  const moveText = (all, text) => {
    const at = Date.parse(text);
    return isNear(at) ? `"${new Date(at - last + now).toISOString()}"` : all;
  };
  const moveNumber = (digits) => (isNear(Number(digits)) ? String(Number(digits) - last + now) : digits);
  return bodies.map((body) => body.replace(ISO_TIME, moveText).replace(EPOCH_MS, moveNumber));
}
