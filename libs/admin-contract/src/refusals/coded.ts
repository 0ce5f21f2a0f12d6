import type { RefusalCode, RefusalParam, WithParams } from './refusal-texts.js';

/** A shape's own reason to refuse, as the one text that zod takes; {@link readCoded} reads it back. */
export const coded = <Code extends RefusalCode>(code: Code, ...[params]: WithParams<Code>): string =>
  params === undefined ? code : `${code} ${JSON.stringify(params)}`;

const CODED = /^([a-z0-9]+(?:_[a-z0-9]+)+)(?: (\{.*\}))?$/s;

/** Undefined for a text that {@link coded} did not make: zod's own. */
export function readCoded(
  text: string,
): { code: RefusalCode; params: Readonly<Record<string, RefusalParam>> } | undefined {
  const [, code, params = '{}'] = CODED.exec(text) ?? [];
  if (code === undefined) return undefined;
  return {
    code: code as RefusalCode,
    params: JSON.parse(params) as Readonly<Record<string, RefusalParam>>,
  };
}
