/** Whoever looks at a stopped program takes longer than any test may: about 24 days, the longest timer. */
const NO_TIMEOUT = '--testTimeout=2147483647';

/**
 * `--inspect…` is for Node, and asks for one process, in which nothing times out. Test files that set their own
 * timeout keep it.
 *
 * @param {string[]} given
 * @returns {{ forNode: string[], forJest: string[] }}
 */
export function splitArguments(given) {
  const forNode = given.filter((argument) => argument.startsWith('--inspect'));
  const others = given.filter((argument) => !argument.startsWith('--inspect'));
  return { forNode, forJest: forNode.length === 0 ? others : ['--runInBand', NO_TIMEOUT, ...others] };
}

/** @param {string[]} given an option's value that stands apart (`-t name`) counts as a spec: that only costs a wait */
export const namesNoSpec = (given) => given.every((argument) => argument.startsWith('-'));
