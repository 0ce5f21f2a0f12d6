import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { signedRequest } from './pospal-request.signer.js';
import { isPushSignature, signV1, signV2 } from './pospal.signer.js';

interface Vector {
  readonly id: string;
  readonly alg: 'pospal-v1' | 'pospal-v2';
  readonly appId: string;
  readonly appKey: string;
  readonly timestamp: string;
  readonly body: string;
  readonly expect: string;
}

const VECTORS = new URL('../../../../test/fixtures/pospal/signature-vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[];
const first = vectors.filter(({ alg }) => alg === 'pospal-v1');
const NOW = new Date(1704418200000);

describe('the Pospal signature', () => {
  it.each(vectors)('is $expect for $id', ({ alg, appId, appKey, timestamp, body, expect: signature }) => {
    const made = alg === 'pospal-v1' ? signV1(appKey, body) : signV2(appId, appKey, timestamp, body);
    expect(made).toBe(signature);
  });

  it('of V1 does not see spaces around key and body', () => {
    expect(signV1(' secret ', '\n{"appId":"shop","barcode":"123"} ')).toBe(
      '59C6243328E53DB5A6128CC572546D18',
    );
  });

  it.each(first)('of $id is recognised over the raw bytes', ({ appKey, body, expect: signature }) => {
    expect(isPushSignature(signature, appKey, Buffer.from(body))).toBe(true);
  });

  it('is refused when any byte of body, key or signature is another', () => {
    const byte = fc.integer({ min: 1, max: 255 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.stringMatching(/^[\w-]{1,20}$/),
        fc.nat(),
        byte,
        (bytes, key, at, flip) => {
          const body = Buffer.from(bytes);
          const place = at % body.length;
          const other = Buffer.from(body);
          other.writeUInt8(body.readUInt8(place) ^ flip, place);
          const right = [body, other].filter((each) =>
            isPushSignature(pushSignatureOf(key, body), key, each),
          );
          expect(right).toEqual([body]);
          expect(isPushSignature(pushSignatureOf(key, body), `${key}1`, body)).toBe(false);
        },
      ),
    );
  });

  it.each(['', '59C6243328E53DB5A6128CC572546D1', '59c6243328e53db5a6128cc572546d18', '银豹'])(
    'is not "%s"',
    (signature) => {
      const body = Buffer.from('{"appId":"shop","barcode":"123"}');
      expect(isPushSignature(signature, 'secret', body)).toBe(false);
    },
  );
});

/** Worked out here, apart from the signer. */
function pushSignatureOf(key: string, body: Buffer): string {
  return createHash('md5').update(key).update(body).digest('hex').toUpperCase();
}

describe('a signed request', () => {
  const credentials = { appId: 'demo-app-id', appKey: 'demo-app-key' };
  const members = '{"startTime":"2024-01-05 00:00:00","endTime":"2024-01-05 23:59:59"}';

  it('of V1 has the page’s path and the signature of the very body that is sent', () => {
    const request = signedRequest(
      'orderOpenApi/queryOrderPages',
      members,
      { ...credentials, signatureVersion: 1 },
      NOW,
    );
    expect(request).toEqual({
      method: 'POST',
      path: '/pospal-api2/openapi/v1/orderOpenApi/queryOrderPages',
      headers: {
        'user-agent': 'openApi',
        'content-type': 'application/json; charset=utf-8',
        'accept-encoding': 'gzip,deflate',
        'time-stamp': '1704418200000',
        'data-signature': '1BDC6385EAD10254C3B4AC99AF5F7742',
      },
      body: '{"appId":"demo-app-id","startTime":"2024-01-05 00:00:00","endTime":"2024-01-05 23:59:59"}',
    });
  });

  it('of V2 has another path, and names the appId beside a signature that covers the time', () => {
    const request = signedRequest(
      'orderOpenApi/queryOrderByNo',
      '{"orderNo":"O-1"}',
      { appId: 'shop', appKey: 'secret', signatureVersion: 2 },
      NOW,
    );
    expect(request.path).toBe('/openinterface/orderOpenApi/queryOrderByNo');
    expect(request.headers).toMatchObject({
      appId: 'shop',
      'time-stamp': '1704418200000',
      'data-signature-v3': 'F78C252A206D2472ACD902CCA2FA165A',
    });
    expect(request.headers).not.toHaveProperty('data-signature');
    expect(request.body).toBe('{"appId":"shop","orderNo":"O-1"}');
  });

  it('without fields holds the appId alone', () => {
    expect(signedRequest('x/y', '{}', { ...credentials, signatureVersion: 1 }, NOW).body).toBe(
      '{"appId":"demo-app-id"}',
    );
  });
});
