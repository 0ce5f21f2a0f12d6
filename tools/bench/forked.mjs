import { fork } from 'node:child_process';

/**
 * A module as a process of its own that answers each message with one.
 *
 * @param {URL} module
 * @param {string[]} [args]
 * @param {string[]} [execArgv] Node's own options
 */
export function startForked(module, args = [], execArgv = []) {
  const child = fork(module, args, { execArgv, serialization: 'advanced' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    /** One question at a time. Rejects when the process ends without an answer, or names an `error`. */
    ask: (question) => ask(child, question),
    /** Lets it end by itself. */
    stop: () => {
      if (child.connected) child.disconnect();
      return ended;
    },
  };
}

async function ask(child, question) {
  const answer = await new Promise((resolve, reject) => {
    // Comes after all messages, which the process's end does not.
    const onEnd = () => reject(new Error('a process of the bench ended without an answer'));
    child.once('disconnect', onEnd);
    child.once('message', (message) => {
      child.off('disconnect', onEnd);
      resolve(message);
    });
    child.send(question);
  });
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/**
 * In the process itself: answers each message by what was opened, until the other end lets it go.
 *
 * @template Opened
 * @param {Promise<Opened>} opened
 * @param {(opened: Opened, message: any) => Promise<unknown>} answer
 */
export function answerMessages(opened, answer) {
  process.on('message', (message) => {
    opened
      .then((parts) => answer(parts, message))
      .then(
        (figures) => process.send(figures),
        (error) => process.send({ error: error.stack }),
      );
  });
  process.once('disconnect', () => process.exit());
}
