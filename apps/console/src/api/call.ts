import type { Problem } from '#admin-contract/problem.js';
import { ProblemError, UnreachableError } from './problem-error.js';

/** A hub that has not answered by then will not: it ends its own statements before. */
const ANSWERED_WITHIN_MS = 60_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Reads; whatever asks by a body, or changes something, is an {@link act}. @throws as {@link send} */
export const call = <Answer>(method: 'GET', path: string): Promise<Answer> => send<Answer>(method, path);

/**
 * One call of the admin REST, in the session of the browser.
 *
 * @param body a file goes as it is, what else as JSON
 * @param path beneath /api/v1, without a person's data: what is searched for goes into a body
 * @param seen the version, of what is changed, that was shown: where somebody has changed it since, it is refused
 * @throws ProblemError what the hub answered; UnreachableError when nobody did in time
 */
export async function send<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  seen?: string,
): Promise<Answer> {
  const answer = await reach(method, path, body, seen);
  if (!answer.ok) throw await errorOf(answer, method);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

/** The same of an answer that is a text, with its headers. */
export async function callForText(
  path: string,
): Promise<{ readonly text: string; readonly headers: Headers }> {
  const answer = await reach('GET', path, undefined);
  if (!answer.ok) throw await errorOf(answer, 'GET');
  return { text: await answer.text(), headers: answer.headers };
}

async function reach(method: Method, path: string, body: unknown, seen?: string): Promise<Response> {
  try {
    return await fetch(`/api/v1/${path}`, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
      headers: {
        accept: 'application/json, text/plain',
        ...(body === undefined ? {} : { 'content-type': typeOf(body) }),
        ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    throw new UnreachableError(String(error), method !== 'GET');
  }
}

const typeOf = (body: unknown): string => (body instanceof Blob ? body.type : 'application/json');

async function errorOf(answer: Response, method: Method): Promise<Error> {
  if (answer.headers.get('content-type')?.includes('application/problem+json') !== true)
    return new UnreachableError(`HTTP ${String(answer.status)}`, method !== 'GET');
  const seconds = Number(answer.headers.get('retry-after'));
  return new ProblemError((await answer.json()) as Problem, seconds > 0 ? seconds : undefined);
}
