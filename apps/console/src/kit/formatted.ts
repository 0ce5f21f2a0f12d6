/**
 * A body as a person reads it: JSON with a line for each value, its numbers digit by digit as they came; XML with a
 * line for each element; anything else as it is.
 */
export function formatted(body: string): string {
  const first = body.trimStart()[0];
  if (first === '{' || first === '[') return jsonLines(body) ?? body;
  return first === '<' ? xmlLines(body) : body;
}

/** Parts of JSON: a text, a sign, or what stands between signs. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Undefined where its signs do not fit each other. */
function jsonLines(body: string): string | undefined {
  let depth = 0;
  let text = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  const tokens = body.match(TOKENS) ?? [];
  for (const [at, token] of tokens.entries()) {
    const isEmpty = '{['.includes(token) && '}]'.includes(tokens[at + 1] ?? ' ');
    if (token === '{' || token === '[') {
      depth += 1;
      text += isEmpty ? token : token + line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      if (depth < 0) return undefined;
      text += '{['.includes(tokens[at - 1] ?? ' ') ? token : line() + token;
    } else text += token === ',' ? token + line() : token === ':' ? ': ' : token;
  }
  return depth === 0 ? text : undefined;
}

function xmlLines(body: string): string {
  let depth = 0;
  return body
    .replace(/>\s*</g, '>\n<')
    .split('\n')
    .map((part) => {
      if (part.startsWith('</')) depth = Math.max(0, depth - 1);
      const line = '  '.repeat(depth) + part;
      if (/^<[^!?/]/.test(part) && !part.endsWith('/>') && !/<\/[^>]*>$/.test(part)) depth += 1;
      return line;
    })
    .join('\n');
}
