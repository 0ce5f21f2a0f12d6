import type { Problem } from '#admin-contract/problem.js';
import { ProblemError, UnreachableError } from './problem-error.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call of the admin REST, in the session of the browser.
 *
 * @param path beneath /api/v1, without a person's data: what is searched for goes into a body
 * @throws ProblemError what the hub answered; UnreachableError when nobody did
 */
export async function call<Answer = void>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const answer = await reach(method, path, body);
  if (!answer.ok) throw await errorOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

async function reach(method: Method, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`/api/v1/${path}`, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : JSON_BODY) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new UnreachableError(String(error));
  }
}

const JSON_BODY = { 'content-type': 'application/json' };

async function errorOf(answer: Response): Promise<Error> {
  if (answer.headers.get('content-type')?.includes('application/problem+json') !== true)
    return new UnreachableError(`HTTP ${String(answer.status)}`);
  const seconds = Number(answer.headers.get('retry-after'));
  return new ProblemError((await answer.json()) as Problem, seconds > 0 ? seconds : undefined);
}
