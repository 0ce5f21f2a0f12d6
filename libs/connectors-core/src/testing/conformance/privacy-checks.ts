import { inspect } from 'node:util';
import type { ConnectorCase, RefusalCase } from '../connector-case.js';
import type { HttpScript, ReceivedRequest } from '../scripted-vendor.js';
import { operationsOf } from './every-operation.js';
import type { Check } from './rig.js';
import { Rig } from './rig.js';

const MOBILE = /^1\d{10}$/;
/** A piece of an address that is long enough to tell. */
const PIECE = 4;

/** Nothing that the vendor says of a person whom the request named gets any further, in whatever form it says it. */
export function privacyChecks(input: ConnectorCase): Check[] {
  const { refusal, personal } = input;
  if (refusal === undefined) return [];
  return operationsOf(input).map(([operation, run]) => ({
    name: `${operation}: no words repeat what the request told of a person`,
    run: () =>
      Rig.use(input, async (rig) => {
        for (const echo of echoes(refusal)) {
          const named = new Set<string>();
          rig.vendor.answer((request) => {
            for (const value of personal.filter((one) => tells(request, one))) named.add(value);
            return echo([...named].flatMap(formsOf));
          });
          const outcome = await run(rig).catch((error: unknown) => error);
          expectNothingOf(
            named,
            inspect({ outcome, events: rig.events }, { depth: 12, maxStringLength: null }),
          );
        }
      }),
  }));
}

type Echo = (words: readonly string[]) => HttpScript;

const echoes = (refusal: RefusalCase): readonly Echo[] => [
  (words) => ({ body: refusal.body(words.join('，')) }),
  // One at a time: shortened words would leave the later ones out.
  ...Array.from({ length: 12 }, (_, at): Echo => (words) => ({ body: refusal.body(words[at] ?? '') })),
  (words) => ({
    status: 500,
    headers: { 'content-type': 'text/html' },
    body: `<html><head><title>${words.slice(0, 4).join(' ')}</title></head></html>`,
  }),
];

function tells({ body }: ReceivedRequest, value: string): boolean {
  const text = body.toString('utf8');
  return text.includes(value) || text.includes(encodeURIComponent(value));
}

function formsOf(value: string): string[] {
  const mobile = [3, 7].map((at) => value.slice(0, at));
  const [head = '', middle = ''] = mobile;
  const parts = [head, middle.slice(3), value.slice(7)];
  if (MOBILE.test(value)) return [`+86${value}`, parts.join('-'), `86 ${parts.join(' ')}`];
  return value.length > PIECE ? [value, value.slice(0, -1), value.slice(1)] : [value];
}

function expectNothingOf(values: ReadonlySet<string>, seen: string): void {
  const digits = seen.replace(/[\s()+.-]/g, '');
  const leaked = [...values].filter((value) =>
    MOBILE.test(value) ? digits.includes(value) : piecesOf(value).some((piece) => seen.includes(piece)),
  );
  expect(leaked).toEqual([]);
}

const piecesOf = (value: string): string[] =>
  value.length <= PIECE
    ? [value]
    : Array.from({ length: value.length - PIECE + 1 }, (_, at) => value.slice(at, at + PIECE));
