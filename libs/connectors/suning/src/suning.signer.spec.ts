import { readFileSync } from 'node:fs';
import type { SignedRequest } from './suning.signer.js';
import { signInfo } from './suning.signer.js';

interface Vector extends Omit<SignedRequest, 'body'> {
  readonly id: string;
  readonly appSecret: string;
  readonly body: string;
  readonly expect: string;
}

const VECTORS = new URL('../../../../test/fixtures/suning/signature-vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[];
const requestOf = ({ body, ...rest }: Vector): SignedRequest => ({ ...rest, body: Buffer.from(body) });

describe('Suning’s signInfo', () => {
  it.each(vectors)('is $expect for $id', (vector) => {
    expect(signInfo(requestOf(vector), vector.appSecret)).toBe(vector.expect);
  });

  it.each(vectors)('of $id is another when anything that it covers is', (vector) => {
    const request = requestOf(vector);
    const changed: SignedRequest[] = [
      { ...request, appMethod: `${request.appMethod}x` },
      { ...request, appRequestTime: '2024-01-05 09:30:01' },
      { ...request, appKey: 'demo-app-kez' },
      { ...request, versionNo: 'v1.3' },
      { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
    ];
    const signatures = changed.map((each) => signInfo(each, vector.appSecret));
    signatures.push(signInfo(request, `${vector.appSecret}x`), vector.expect);
    expect(new Set(signatures).size).toBe(changed.length + 2);
    for (const signature of signatures) expect(signature).toMatch(/^[\da-f]{32}$/);
  });
});
