import type { HttpAnswer, HttpRequest } from '#connectors-core/transport.js';
import type { AlarmWords } from '../alarm-words.js';
import type { Address } from './address.js';
import type { Message } from './message.js';

/** How one kind of address is spoken to. */
export interface Dialect {
  /** @param at what the receiver's clock says, as far as is known: signatures hold for a while after it */
  request(message: Message, address: Address, words: AlarmWords, at: Date): HttpRequest;
  /**
   * Of an answer with a status 2xx.
   * @throws ConnectorError where it says that nothing was taken
   */
  read(answer: HttpAnswer): void;
}

/** Path and query of a URL: a request is sent to its origin. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

export const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const;
