import { writeOwnJson } from '../exact-json.js';
import { hash32 } from '../random.js';
import { type PospalRefusal, REFUSALS } from './pospal-refusal.js';

/** What an operation gives back. */
export interface Done {
  /** `data` as JSON text; null = none. */
  readonly data: string | null;
  /** The order that it was about, as far as it was about one. */
  readonly orderNo?: string | undefined;
}

/**
 * How one till writes an answer. With loose types the page's "not case-sensitive" is taken at its word; which
 * spelling an answer has depends on what it is about and the field alone, so the same question about an
 * unchanged order always reads the same.
 */
export class AnswerStyle {
  constructor(
    private readonly loose: boolean,
    /** The order's number, or the operation where there is no order. */
    private readonly about: string,
  ) {}

  pick<T>(field: string, strict: T, ...others: readonly T[]): T {
    if (!this.loose) return strict;
    const choice = hash32(`${this.about}/${field}`) % (others.length + 1);
    // Not `?? strict`: null and undefined are spellings too.
    return choice === 0 ? strict : (others[choice - 1] as T);
  }
}

export function doneAnswer({ data }: Done, style: AnswerStyle): string {
  const status = style.pick('status', 'success', 'SUCCESS', 'Success');
  const errorCode = style.pick('errorCode', ',"errorCode":0', '');
  const rest = data === null ? '' : `,"data":${data}`;
  return `{"status":"${status}","messages":[]${errorCode}${rest}}`;
}

export function refusalAnswer({ reason, detail }: PospalRefusal, style: AnswerStyle): string {
  const { code, message } = REFUSALS[reason];
  return errorAnswer(code, detail === '' ? message : `${message}: ${detail}`, style);
}

/** One code for everything, and a clerk's sentence: what is meant stands in the words alone. */
export const sentenceAnswer = ({ reason }: PospalRefusal, style: AnswerStyle): string =>
  errorAnswer(5_000, REFUSALS[reason].sentence, style);

export function errorAnswer(errorCode: number | string, message: string, style: AnswerStyle): string {
  const status = style.pick('status', 'error', 'ERROR', 'Error');
  return writeOwnJson({ status, messages: [message], errorCode });
}
