import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Dialect } from './dialect.js';
import { DINGTALK, dingtalkSign } from './dingtalk.js';
import { FEISHU, feishuSign } from './feishu.js';
import { STANDARD_WEBHOOK, webhookSignature } from './standard-webhook.js';
import { WECOM } from './wecom.js';

// The values are computed by OpenSSL, not by this code.
describe('signatures', () => {
  it('of DingTalk sign milliseconds and secret by the secret', () => {
    expect(dingtalkSign('1577262236757', 'this is secret')).toBe(
      'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=',
    );
  });

  it('of Feishu sign nothing by seconds and secret', () => {
    expect(feishuSign('1599360473', 'demo')).toBe('l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=');
  });

  it('of Standard Webhooks sign id, time and body by the bytes behind whsec_', () => {
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: '1614265330',
      body: '{"test": 2432232314}',
    };
    expect(webhookSignature(message, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });
});

describe('what robots answer', () => {
  const read = (dialect: Dialect, body: string): string => {
    try {
      dialect.read({ status: 200, headers: {}, body: Buffer.from(body), secrets: ['key-of-a-robot'] });
      return 'taken';
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return `${error.code} ${error.vendorCode ?? '-'}`;
    }
  };

  it.each([
    [WECOM, '{"errcode":0,"errmsg":"ok"}', 'taken'],
    [WECOM, '{"errcode":-1,"errmsg":"system error"}', 'unavailable -1'],
    [WECOM, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'rate_limited 45009'],
    [WECOM, '{"errcode":93000,"errmsg":"invalid webhook url"}', 'auth_failed 93000'],
    [WECOM, '{"errcode":40058,"errmsg":"too long"}', 'rejected 40058'],
    [WECOM, '<html>', 'invalid_response -'],
    [WECOM, '{}', 'invalid_response -'],
    [WECOM, 'null', 'invalid_response -'],
    [DINGTALK, '{"errcode":0,"errmsg":"ok"}', 'taken'],
    [DINGTALK, '{"errcode":130101,"errmsg":"send too fast"}', 'rate_limited 130101'],
    [DINGTALK, '{"errcode":310000,"errmsg":"sign not match"}', 'auth_failed 310000'],
    [DINGTALK, '{"code":0}', 'invalid_response -'],
    [FEISHU, '{"code":0,"msg":"success","data":{}}', 'taken'],
    [FEISHU, '{"StatusCode":0,"StatusMessage":"success"}', 'taken'],
    [FEISHU, '{"code":19024,"msg":"Key Words Not Found"}', 'auth_failed 19024'],
    [FEISHU, '{"code":11232,"msg":"frequency limited"}', 'rate_limited 11232'],
    [FEISHU, '{"code":9499,"msg":"Bad Request","StatusCode":0}', 'rejected 9499'],
    [STANDARD_WEBHOOK, 'whatever', 'taken'],
  ])('%#: %s is %s', (dialect, body, meant) => {
    expect(read(dialect, body)).toBe(meant);
  });

  it('is told without the key that it repeats', () => {
    const answer = { status: 200, headers: {}, secrets: ['key-of-a-robot'] };
    const body = Buffer.from('{"errcode":93000,"errmsg":"invalid key key-of-a-robot"}');
    expect(() => {
      WECOM.read({ ...answer, body });
    }).toThrow(/^(?!.*key-of-a-robot).*errcode 93000.*invalid key/);
  });
});
