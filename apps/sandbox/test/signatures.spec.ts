import { Webhook } from 'standardwebhooks';
import { ovoparkSignature } from '../src/ovopark/ovopark-signature.js';
import { pospalSignature, pospalSignatureV2 } from '../src/pospal/pospal-signature.js';
import { webhookHeaders } from '../src/shop/shop-signature.js';
import { suningSignature } from '../src/suning/suning-signature.js';
import { sameToken, zhimaiToken } from '../src/zhimai/zhimai-signature.js';

const FIELDS = {
  grantCode: '782c281f62',
  nonce: '658965',
  openId: '6dc05b4ac175cf316d226252b05cf685',
  timestamp: '1547186244',
};

describe('the Zhimai token', () => {
  it('ZM-1: lower-camel names', () => {
    expect(zhimaiToken(FIELDS, 'demo-open-key', 'camel')).toBe('Or9lA2EXVMzgpfFOrK7Ex0ao2cI%3D');
  });

  it('ZM-2: Pascal names', () => {
    expect(zhimaiToken(FIELDS, 'demo-open-key', 'pascal')).toBe('%2BoYIhO6tKMOuSj3KD0wIwFHwIkk%3D');
  });

  it('covers the action where it is given', () => {
    const action = 'communal.order.order-detail';
    expect(zhimaiToken({ ...FIELDS, action }, 'demo-open-key', 'camel')).not.toBe(
      zhimaiToken(FIELDS, 'demo-open-key', 'camel'),
    );
  });

  it('is compared whole', () => {
    expect(sameToken('abc', 'abc')).toBe(true);
    expect(sameToken('abc', 'abd')).toBe(false);
    expect(sameToken('abc', 'abcd')).toBe(false);
  });
});

const OVO_D = {
  _aid: 'S107',
  _akey: 'S107-00000001',
  _format: 'json',
  _requestMode: 'POST',
  _timestamp: '20240105093000',
  _version: 'v1',
  _sm: 'md5',
  _mt: 'open.ovopark.pos.reportSalesHourly',
  enterpriseId: '11',
  dealNum: '3',
  total: '128.50',
  dealPersonNum: '2',
  createTime: '2024-01-05 09:00:00',
  depId: '9808',
  shopId: 'D000001',
  isCover: '0',
};

const mapOf = (params: Record<string, string>): Map<string, string> => new Map(Object.entries(params));

describe('the Ovopark signature', () => {
  it('OVO-A: the public worked example', () => {
    const params = mapOf({
      _aid: 'S107',
      _akey: 'test',
      _mt: 'open.demo.queryOpenAccount',
      _requestMode: 'post',
      _sm: 'md5',
      _timestamp: '20171221132407',
      _version: 'v1',
      orgid: '1',
    });
    expect(ovoparkSignature(params, 'test', 'md5')).toBe('5489704B80A47394025527D6D51FB582');
  });

  it('OVO-B: a public client’s test', () => {
    const params = mapOf({
      _aid: 'S107',
      _akey: 'S107-0000xxxx',
      _requestMode: 'post',
      _sm: 'md5',
      _timestamp: '20191128141620',
      _version: 'v1',
      _mt: 'open.gateway.getBusinessOrg',
      orgid: '11111',
      starttime: '--------',
      endtime: '-----',
    });
    expect(ovoparkSignature(params, 'x'.repeat(31), 'md5')).toBe('B657F7CA341BB5C9C162603B9389DAA9');
  });

  it('OVO-D and OVO-D2: one report, by MD5 and by SHA-1', () => {
    expect(ovoparkSignature(mapOf(OVO_D), 'demo-secret', 'md5')).toBe('6C73D527E5998D822A29E3F102AB85BE');
    expect(ovoparkSignature(mapOf({ ...OVO_D, _sm: 'sha1' }), 'demo-secret', 'sha1')).toBe(
      '419C07A4D33C2DC2462FD8AED2EF36D7DE759F2C',
    );
  });

  it('leaves _sig out', () => {
    expect(ovoparkSignature(mapOf({ ...OVO_D, _sig: 'whatever' }), 'demo-secret', 'md5')).toBe(
      '6C73D527E5998D822A29E3F102AB85BE',
    );
  });
});

const SN_1 = {
  appMethod: 'suning.fourps.orderstatus.query',
  appRequestTime: '2024-01-05 09:30:00',
  appKey: 'demo-app-key',
  versionNo: 'v1.2',
  body: Buffer.from(
    '{"sn_request":{"sn_body":{"queryOrderStatus":{"orderSource":"201","startTime":"2024-01-05 00:00:00",' +
      '"endTime":"2024-01-05 23:59:59","queryType":"0","pageSize":"50","pageNo":"1"}}}}',
  ),
};

describe('the Suning signature', () => {
  it('SN-1: over the exact bytes of the body', () => {
    expect(suningSignature(SN_1, 'demo-app-secret')).toBe('d4b21e00a625ff545957692f89327f73');
  });

  it('is another for another part', () => {
    const others = [
      { ...SN_1, body: Buffer.from(SN_1.body.toString().replace('201', '202')) },
      { ...SN_1, appRequestTime: '2024-01-05 09:30:01' },
    ];
    for (const other of others) {
      expect(suningSignature(other, 'demo-app-secret')).not.toBe('d4b21e00a625ff545957692f89327f73');
    }
  });
});

const PP_3 =
  '{"appId":"demo-app-id","payMethod":"Cash","orderDateTime":"2024-01-05 09:30:00",' +
  '"contactAddress":"上海市徐汇区1号","contactName":"张三","contactTel":"13800000000",' +
  '"items":[{"productUid":880123456789012345,"quantity":2,"manualSellPrice":12.5}],' +
  '"orderSource":"openApi","totalAmount":25}';
const PP_4 = '{"appId":"demo-app-id","startTime":"2024-01-05 00:00:00","endTime":"2024-01-05 23:59:59"}';
const PP_6 = String.raw`{"appId":"demo-app-id","timestamp":1704418200000,"bornTimeStamp":1704418199000,"version":"1.0","cmd":"ticket.new","body":"{\"sn\":\"202401050930000010001\"}"}`;

describe('the Pospal signature', () => {
  it.each([
    ['PP-1', 'secret', '{"appId":"shop","barcode":"123"}', '59C6243328E53DB5A6128CC572546D18'],
    ['PP-3', 'demo-app-key', PP_3, '1DFB8C5312CC00DB1737F8E78B2366E8'],
    ['PP-4', 'demo-app-key', PP_4, '1BDC6385EAD10254C3B4AC99AF5F7742'],
    ['PP-6, a push', 'demo-app-key', PP_6, 'C802547ECC1B0348ED5F3AFACF540840'],
  ])('%s: V1', (_name, appKey, body, expected) => {
    expect(pospalSignature(appKey, body)).toBe(expected);
    expect(pospalSignature(appKey, Buffer.from(body))).toBe(expected);
  });

  it.each([
    ['PP-2', 'shop', 'secret', '{"appId":"shop","orderNo":"O-1"}', 'F78C252A206D2472ACD902CCA2FA165A'],
    ['PP-3', 'demo-app-id', 'demo-app-key', PP_3, '83936CA99DEBDB6B8A50A5D351065109'],
  ])('%s: V2', (_name, appId, appKey, body, expected) => {
    expect(pospalSignatureV2(appId, appKey, '1704418200000', body)).toBe(expected);
  });
});

describe('the Standard Webhooks signature', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const message = { id: 'msg_1', body: '{"orderNo":"S1","customer":{"name":"赵一诺"}}' };

  it('is what the scheme’s own library accepts', () => {
    const headers = webhookHeaders(message, secret, Date.now());
    expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
  });

  it('is refused by it for another body, id or secret', () => {
    const headers = webhookHeaders(message, secret, Date.now());
    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect(() => new Webhook(secret).verify(`${message.body} `, headers)).toThrow();
    expect(() => new Webhook(secret).verify(message.body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
    expect(() => new Webhook(other).verify(message.body, headers)).toThrow();
  });
});
