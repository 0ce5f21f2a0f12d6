import { ADMIN_KEY } from './hub-fixture.js';

export const KEY = `authorization: Bearer ${ADMIN_KEY}`;
/** A request as it stands on the wire; the connection is not kept. */
export const request = (line: string, headers: readonly string[] = [], body = ''): string =>
  [`${line} HTTP/1.1`, 'host: hub', 'connection: close', ...headers, '', body].join('\r\n');
export const json = (body: string, type = 'application/json'): string[] => [
  `content-type: ${type}`,
  `content-length: ${String(Buffer.byteLength(body))}`,
];
const chunked = (...chunks: readonly string[]): string =>
  [...chunks.flatMap((chunk) => [chunk.length.toString(16), chunk]), '0', '', ''].join('\r\n');
export const long = (length: number): string => 'x'.repeat(length);

export const STORE = '{"code":"S1","name":"S","timeZone":"Asia/Shanghai"}';
export const POST = 'POST /api/v1/stores';

/** What is sent, and what it is answered by. */
export const CASES: readonly (readonly [string, (webhook: string) => string | Buffer, number, string])[] = [
  // No request at all.
  ['something that is no HTTP', () => 'hello\r\n\r\n', 400, 'request_malformed'],
  ['a greeting by TLS', () => Buffer.from('160301020001000001fc0303', 'hex'), 400, 'request_malformed'],
  ['the preface of HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'request_malformed'],
  ['a method that does not exist', () => request('FETCH /api/v1/stores'), 400, 'request_malformed'],
  ['a version that does not exist', () => 'GET / HTTP/7.7\r\nhost: hub\r\n\r\n', 400, 'request_malformed'],
  ['a blank in a header’s name', () => request('GET /health/live', ['a b: c']), 400, 'request_malformed'],
  ['a NUL in a header', () => request('GET /health/live', ['a: b\0c']), 400, 'request_malformed'],
  [
    'a header that goes on in the next line',
    () => request('GET /health/live', ['a: b', ' c: d', 'e\r: f']),
    400,
    'request_malformed',
  ],
  [
    'two lengths',
    () => request(POST, ['content-length: 1', 'content-length: 2'], '{}'),
    400,
    'request_malformed',
  ],
  [
    'a length and chunks',
    () => request(POST, [KEY, 'content-length: 4', 'transfer-encoding: chunked'], chunked('{}')),
    400,
    'request_malformed',
  ],
  ['a length that is no number', () => request(POST, ['content-length: -1']), 400, 'request_malformed'],
  [
    'a chunk without a length',
    () =>
      request(POST, [KEY, 'content-type: application/json', 'transfer-encoding: chunked'], 'zz\r\n{}\r\n'),
    400,
    'request_malformed',
  ],
  [
    'headers without end',
    () => request('GET /health/live', [`a: ${long(20_000)}`]),
    431,
    'headers_too_large',
  ],
  ['an address without end', () => request(`GET /health/live?${long(20_000)}`), 431, 'headers_too_large'],
  // A request, and what Node would answer by itself.
  ['no host', () => 'GET /health/live HTTP/1.1\r\n\r\n', 400, 'host_not_once'],
  ['two hosts', () => request('GET /health/live', ['Host: other']), 400, 'host_not_once'],
  [
    'an expectation of its own',
    () => request('GET /health/live', ['expect: tea']),
    417,
    'expectation_unknown',
  ],
  ['a tunnel', () => 'CONNECT hub:443 HTTP/1.1\r\nhost: hub:443\r\n\r\n', 501, 'no_tunnel'],
  // What the router says.
  ['a percent sign alone', () => request('GET /api/v1/stores/%zz'), 400, 'address_malformed'],
  ['bytes that are no UTF-8', () => request('GET /api/v1/stores/%ff'), 400, 'address_malformed'],
  ['a value that is too long', () => request(`GET /api/v1/stores/${long(201)}`), 414, 'address_too_long'],
  ['nothing', () => request('GET /nowhere'), 404, 'address_is_empty'],
  ['nothing, by upgrade', () => request('GET /nowhere', ['upgrade: websocket']), 404, 'address_is_empty'],
  ['an address with its scheme', () => request('GET http://hub/nowhere'), 404, 'address_is_empty'],
  ['the server as a whole', () => request('OPTIONS *'), 404, 'address_is_empty'],
  ['two slashes', () => request('GET //nowhere//'), 404, 'address_is_empty'],
  ['a file above', () => request('GET /docs/../../package.json', [KEY]), 403, 'request_refused'],
  [
    'a file that is none of the page',
    () => request('GET /docs/package.json', [KEY]),
    404,
    'address_is_empty',
  ],
  ['a wrong method', () => request('DELETE /api/v1/stores'), 405, 'method_not_allowed'],
  ['a method of WebDAV', () => request('PROPFIND /api/v1/stores'), 405, 'method_not_allowed'],
  ['a trace', () => request('TRACE /api/v1/stores'), 405, 'method_not_allowed'],
  ['a webhook that is got', (webhook) => request(`GET ${webhook}`), 405, 'method_not_allowed'],
  [
    'a webhook of nobody',
    () => request('POST /webhooks/storefront/x', json('{}'), '{}'),
    404,
    'address_is_empty',
  ],
  // What the routes say, before and after they have a body.
  ['nobody', () => request('GET /api/v1/stores'), 401, 'send_valid_key'],
  ['nobody, at the metrics', () => request('GET /metrics'), 401, 'send_valid_key'],
  ['nobody, at the documentation', () => request('GET /docs'), 401, 'send_valid_key'],
  ['nobody, at its files', () => request('GET /docs/swagger-ui.css'), 401, 'send_valid_key'],
  ['nobody, at its document', () => request('GET /openapi%2Ejson'), 401, 'send_valid_key'],
  ['an id that is none', () => request('GET /api/v1/stores/1', [KEY]), 404, 'id_is_of_nothing'],
  [
    'another kind of body',
    () => request(POST, [KEY, ...json('x', 'text/plain')], 'x'),
    415,
    'media_type_unsupported',
  ],
  ['a kind that is none', () => request(POST, [KEY, ...json('x', ';;')], 'x'), 415, 'media_type_unsupported'],
  ['a body of no kind', () => request(POST, [KEY, 'content-length: 1'], 'x'), 415, 'media_type_unsupported'],
  ['no JSON', () => request(POST, [KEY, ...json('{"a":')], '{"a":'), 400, 'text_is_not_taken'],
  ['a body without fields', () => request(POST, [KEY, ...json('{}')], '{}'), 422, 'fields_to_correct'],
  [
    'a body that is announced too large',
    () => request(POST, [KEY, ...json('{}', 'application/json').slice(0, 1), 'content-length: 9999999']),
    413,
    'body_too_large',
  ],
  [
    'a body that grows too large',
    () =>
      request(
        POST,
        [KEY, 'content-type: application/json', 'transfer-encoding: chunked'],
        chunked(long(1_048_577)),
      ),
    413,
    'body_too_large',
  ],
  [
    'CSV that is announced too large',
    () =>
      request('PUT /api/v1/accounts/00000000-0000-7000-8000-000000000001/products.csv', [
        KEY,
        'content-type: text/csv',
        'content-length: 9999999',
      ]),
    413,
    'body_too_large',
  ],
  [
    'a delivery that is announced too large',
    (webhook) => request(`POST ${webhook}`, ['content-length: 9999999']),
    413,
    'body_too_large',
  ],
  [
    'a delivery that is packed',
    (webhook) => request(`POST ${webhook}`, ['content-encoding: gzip', ...json('{}')], '{}'),
    415,
    'delivery_is_compressed',
  ],
  [
    'a delivery that nobody signed',
    (webhook) => request(`POST ${webhook}`, json('{}'), '{}'),
    401,
    'delivery_not_signed',
  ],
];
