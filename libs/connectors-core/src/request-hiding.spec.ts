import type { Account } from './account.js';
import type { ConnectorDeclaration } from './connector.js';
import { ConnectorError } from './connector-error.js';
import { declaredHiding } from './request-hiding.js';
import { valuesNamed } from './request-values.js';
import { hide, hideInError, showWords, whileHiding } from './shown-words.js';
import { said } from './testing/said.js';

const NAMES = ['contactName', 'contact_tel', 'buyer'];

describe('the personal values of a request', () => {
  it.each([
    [
      'JSON',
      '{"contactName":"张三","items":[{"ContactTel":13800138000}],"total":"9.90"}',
      ['张三', '13800138000'],
    ],
    ['an object', '{"buyer":{"who":"李四","tags":["老客"]},"orderNo":"N1"}', ['李四', '老客']],
    ['JSON in JSON', '{"place":"{\\"contactName\\":\\"张三\\"}"}', ['张三']],
    ['XML', '<a><contactName>张三</contactName><orderNo>N1</orderNo></a>', ['张三']],
    ['a form', 'contactName=%E5%BC%A0%E4%B8%89&total=9.90', ['张三']],
    ['no text of ours', '{"contactName":', []],
    ['nothing', '', []],
  ])('are found in %s', (_form, body, values) => {
    expect(valuesNamed(body, NAMES)).toEqual(values);
    expect(valuesNamed(Buffer.from(body), NAMES)).toEqual(values);
  });

  it('do not hold our marker', () => {
    expect(valuesNamed('{"buyer":"SP-7K2M9QRSTV0A1BCD 少冰"}', NAMES)).toEqual([' 少冰']);
  });
});

describe('while an answer is read', () => {
  const declared: ConnectorDeclaration = {
    id: 'toy',
    configFields: [{ name: 'key', ...said('Key'), type: 'text', sensitive: true, required: true }],
    personalFields: NAMES,
  };
  const account: Account = {
    ...{ id: 'a', connector: 'toy', name: 'a', baseUrl: 'https://a.example.cn' },
    config: { key: 'k-7', other: 'plain' },
  };
  const hiding = declaredHiding([declared])(account, Buffer.from('{"contactName":"张三"}'));

  it('no words are shown that repeat the request or a sensitive setting, and only then', () => {
    expect(whileHiding(hiding, () => showWords('张三 k-7 plain', []))).toBe('… … plain');
    expect(whileHiding(hiding, () => hide('张三', []))).toBe('…');
    expect(() => whileHiding(hiding, () => JSON.parse('{') as unknown)).toThrow();
    expect(showWords('张三 k-7', [])).toBe('张三 k-7');
  });

  it('nor does an error whose words nobody hid', () => {
    const error = hideInError(new ConnectorError('rejected', '拒绝张三', { vendorCode: '张三-1' }), hiding);
    expect(error).toMatchObject({ code: 'rejected', message: '拒绝…', vendorCode: '…-1' });
  });

  it('of an account of a connector that declares nothing, nothing is hidden', () => {
    expect(declaredHiding([])(account, Buffer.from('{"contactName":"张三"}')).apply('张三')).toBe('张三');
  });
});
