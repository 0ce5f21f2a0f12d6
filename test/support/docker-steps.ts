/** A line of a Dockerfile: its instruction, what follows, and the stage it belongs to. */
export interface DockerStep {
  readonly stage: string;
  readonly does: string;
  readonly words: string;
}

/** What is known here; anything else is an error, so that nothing of the file is left out unseen. */
const KNOWN = new Set(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'HEALTHCHECK', 'CMD']);

/** Of a stage without a name the last word is empty. */
export function dockerSteps(text: string): DockerStep[] {
  const lines = text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  let stage = '';
  return lines.map((line) => {
    const [does = '', ...rest] = line.split(' ');
    if (!KNOWN.has(does)) throw new Error(`a step that is not known here: ${line}`);
    const words = rest.join(' ').trim();
    if (does === 'FROM') stage = / AS (\w+)$/.exec(words)?.[1] ?? '';
    return { stage, does, words };
  });
}

/** `COPY --from=build /app/a /app/b ./`: from which stage, what, and where to. */
export function copyOf(words: string): { from: string | undefined; sources: string[]; target: string } {
  const [, from] = /^--from=(\w+) /.exec(words) ?? [];
  const all = words.replace(/^--from=\w+ /, '').split(' ');
  return { from, sources: all.slice(0, -1), target: all.at(-1) ?? '.' };
}

/** `ENV A=b C=d`. */
export const envOf = (words: string): Record<string, string> =>
  Object.fromEntries(words.split(' ').map((word) => word.split('=', 2) as [string, string]));

/** Whether a path of the context is left out, by the lines of a .dockerignore without exceptions. */
export function ignoredBy(text: string): (path: string) => boolean {
  const patterns = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      if (line.startsWith('!')) throw new Error(`an exception is not known here: ${line}`);
      const deep = line.startsWith('**/');
      const words = (deep ? line.slice(3) : line).replaceAll('.', '\\.').replaceAll('*', '[^/]*');
      return new RegExp(`${deep ? '(^|/)' : '^'}${words}(/|$)`);
    });
  return (path) => patterns.some((pattern) => pattern.test(path));
}
