import { randomUUID } from 'node:crypto';
import { writeJson } from '../exact-json.js';
import type { Dialect } from '../faulty-answer.js';
import { JSON_TYPE } from '../vendor-call.js';
import { CODES, type Done, OvoparkRefusal } from './ovopark-codes.js';

/** What a method gives back that gives back nothing. */
export const NOTHING: Done = { data: () => null };

/** Writes the vendor's envelope. */
export class Answers {
  private answered = 0;

  /** @param loose whether code and time come as text in every second answer */
  write(code: number | string, codename: string, result: string, loose: boolean, at: number, done = NOTHING) {
    this.answered += 1;
    const asText = loose && this.answered % 2 === 0;
    return writeJson({
      stat: {
        cid: randomUUID(),
        code: asText ? String(code) : code,
        codename,
        systime: asText ? String(at) : at,
      },
      result,
      data: done.data(asText),
    });
  }
}

const DEPTH = 100_000;
const ROW = ',{"ticketId":"0000000000","ticketTimeStr":"2024-01-05 09:30:00","total":"25.00"}';

/** A right answer whose rows go on until it has so many bytes. */
function* hugeAnswer(bytes: number): Iterable<string> {
  yield '{"stat":{"cid":"","code":0,"codename":"SUCCESS","systime":0},"result":"ok","data":{"list":[{}';
  const lump = ROW.repeat(1_000);
  for (let sent = 0; sent < bytes; sent += lump.length) yield lump;
  yield ']}}';
}

export const dialectOf = (answers: Answers, clock: () => number): Dialect => ({
  type: JSON_TYPE,
  garbage: '{"status":true,"code":0,"data":{"or',
  wrongShape: () => writeJson({ success: true, rows: [] }),
  businessError: (code, message) => answers.write(code, 'BUSINESS_ERROR', message, false, clock()),
  quotaExhausted: () => {
    const { codename, result } = new OvoparkRefusal('CALL_LIMIT');
    return answers.write(CODES[codename], codename, result, false, clock());
  },
  huge: hugeAnswer,
  deepJson: () => `{"stat":{"code":0},"result":"ok","data":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`,
});
