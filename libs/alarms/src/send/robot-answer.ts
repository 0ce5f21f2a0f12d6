import { ConnectorError, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { showWords } from '#connectors-core/shown-words.js';
import type { HttpAnswer } from '#connectors-core/transport.js';

/** Where a robot's answer says what became of a message, and what its codes mean beside 0, which is that it was taken. */
export interface AnswerForm {
  readonly code: readonly string[];
  readonly words: readonly string[];
  readonly meanings: Readonly<Record<string, ConnectorErrorCode>>;
}

/**
 * Robots answer HTTP 200 whatever became of the message. A code that is not in the table refuses this one message:
 * it is not tried again, so that it does not hold up those behind it.
 * @throws ConnectorError unless the code is 0
 */
export function readRobotAnswer({ body, secrets = [] }: HttpAnswer, form: AnswerForm): void {
  const answer = parsed(body);
  const code = form.code.map((name) => answer[name]).find((value) => value !== undefined);
  if (typeof code !== 'number' && typeof code !== 'string')
    throw new ConnectorError('invalid_response', `the answer has no ${form.code.join(' or ')}`);
  if (String(code) === '0') return;
  const words = form.words.map((name) => answer[name]).find((value) => typeof value === 'string');
  const meaning = Object.hasOwn(form.meanings, String(code)) ? form.meanings[String(code)] : undefined;
  const message = `the robot refused it (${form.code[0] ?? ''} ${showWords(String(code), secrets)}): `;
  throw new ConnectorError(meaning ?? 'rejected', message + showWords(words ?? 'no words', secrets), {
    vendorCode: String(code),
  });
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body.toString('utf8'))) as Record<string, unknown>;
  } catch {
    throw new ConnectorError('invalid_response', 'the answer is no JSON');
  }
}
