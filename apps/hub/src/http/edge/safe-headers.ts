import type { ServerResponse } from 'node:http';

type Headers = Readonly<Record<string, string>>;

const policy = (rules: Headers): string =>
  Object.entries(rules)
    .map((rule) => rule.join(' '))
    .join('; ');

/** What is no page needs nothing: a browser that shows it nevertheless loads, sends and frames nothing. */
const OF_ANY: Headers = {
  'content-security-policy': policy({ 'default-src': "'none'", 'frame-ancestors': "'none'" }),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Of a page of ours, in place of the policy above: scripts and styles are files of ours, none stands in the page. */
export const PAGE_HEADERS: Headers = {
  'content-security-policy': policy({
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }),
  'cross-origin-opener-policy': 'same-origin',
};

/** Browsers that have been here by https come by https alone for so long. Of this host: others of its domain are not ours. */
const BY_HTTPS: Headers = { 'strict-transport-security': 'max-age=31536000' };

/** What every answer carries, an error's of the connection too. @param publicUrl under which people reach this hub */
export const headersOfAny = (publicUrl: string | undefined): Headers =>
  publicUrl?.startsWith('https:') === true ? { ...OF_ANY, ...BY_HTTPS } : OF_ANY;

export function setHeaders(response: ServerResponse, headers: Headers): void {
  for (const name of Object.keys(headers)) response.setHeader(name, headers[name] ?? '');
}
