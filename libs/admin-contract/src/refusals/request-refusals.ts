import type { WordText } from '../flag-words.js';

/** What the hub refuses whatever it is about. */
export const REQUEST_REFUSALS = {
  address_is_empty: { zh: '这个地址什么都没有', en: 'There is nothing at this address' },
  address_malformed: {
    zh: '地址里的百分号编码不对：% 后面要有两位十六进制数字，合起来要是 UTF-8',
    en: 'The address is not encoded rightly: two hexadecimal digits follow each %, and together they are UTF-8',
  },
  address_too_long: {
    zh: '地址的某一段超过 {{most}} 个字符',
    en: 'A part of the address is longer than {{most}} characters',
  },
  bad_request: { zh: '请求不对：{{why}}', en: '{{why}}' },
  body_broken_off: {
    zh: '请求体没有传完，连接就断了',
    en: 'The connection ended before the whole body had come',
  },
  body_of_another_length: {
    zh: '请求体的长度和 Content-Length 写的不一样',
    en: 'The body is not as long as Content-Length says',
  },
  body_too_large: {
    zh: '请求体超过 {{most}} 字节，这里最多收这么多：请分几次发',
    en: 'The body is larger than {{most}} bytes, the most that is taken here: send it in parts',
  },
  bulk_act_unknown: {
    zh: '这个中台不认识“{{act}}”这种批量操作，是更新的版本计划的：请在更新的中台上开始',
    en: 'this hub does not know the act "{{act}}", which a later version has planned: begin it at a hub of that version',
  },
  bulk_begun: { zh: '这次批量操作已经开始', en: 'this bulk act was begun already' },
  bulk_has_ended: { zh: '这次批量操作已经结束', en: 'this bulk act has ended' },
  bulk_item_fault: {
    zh: '意外的错误（{{kind}}）：日志里有更多内容',
    en: 'unexpected fault ({{kind}}): the log has more',
  },
  bulk_item_out_of_reach: {
    zh: '试了很多次都没有做成：连不上数据库，或一直有人锁着它（{{kind}}）',
    en: 'many tries came to nothing: the database is away, or somebody keeps a lock on it ({{kind}})',
  },
  bulk_means_nothing: {
    zh: '这个计划没有选中什么：没有要做的',
    en: 'nothing is meant by this plan: there is nothing to do',
  },
  bulk_means_too_many: {
    zh: '超过 {{most}} 个，这是一次的上限：请把条件缩小',
    en: 'more than {{most}} are meant, which is the most at once: narrow the filter',
  },
  bulk_not_paused: {
    zh: '批量操作不能暂停：可以取消',
    en: 'a job of kind bulk cannot be paused: it can be cancelled',
  },
  bulk_plan_expired: {
    zh: '这个计划已过期：请重新计划，选中的可能已经不同',
    en: 'this plan has expired: plan it again, what is meant may be others by now',
  },
  bytes_cannot_be_masked: {
    zh: '这些内容不是 JSON、XML 或表单：没法隐去其中的个人信息，所以不显示',
    en: 'these bytes are neither JSON nor XML nor a form: nothing of them can be masked, so they are not shown',
  },
  changed_meanwhile: {
    zh: '你看到之后，别人已经改过：请重新打开，再改',
    en: 'somebody has changed this since it was seen: look at it again, then change it',
  },
  connector_takes_no_deliveries: { zh: '这个连接器不收推送', en: 'this connector takes no deliveries' },
  cursor_of_another_list: {
    zh: '这个 cursor 不是这个列表给出的',
    en: 'The cursor is none that this list gave',
  },
  database_away: {
    zh: '连不上数据库，或者它现在做不了。发来的可能存了，也可能没有；请再试',
    en: 'The database cannot be reached, or cannot do it just now. What was sent may be stored or not; try again',
  },
  expectation_unknown: {
    zh: 'Expect 只能写 100-continue：请去掉别的',
    en: 'Of Expect only 100-continue is known: leave the rest out',
  },
  fields_to_correct: { zh: '有字段要改', en: 'Some fields cannot be taken as given' },
  headers_too_large: {
    zh: '请求头加地址超过 {{most}} 字节',
    en: 'Headers and address are longer than {{most}} bytes',
  },
  host_not_once: {
    zh: '请求头里的 Host 要有，而且只能有一个',
    en: 'The header Host must be there, and once',
  },
  hub_not_ready: { zh: '中台没有准备好：{{why}}', en: '{{why}}' },
  id_is_of_nothing: { zh: '这个 id 下面什么都没有', en: 'There is nothing under this id' },
  internal_fault: {
    zh: '出了内部错误：日志里按 instance 有更多内容',
    en: 'The log has more under the instance',
  },
  job_cannot_be_stopped: {
    zh: '{{kind}} 类任务会一直做完：只有上报和对账可以停',
    en: 'a job of kind {{kind}} goes on until it is done: only submissions and reconciliation can be stopped',
  },
  key_has_no_session: {
    zh: '密钥自己在发请求：没有会话可结束',
    en: 'A key asks by itself: there is no session to end',
  },
  key_not_valid: { zh: '这个密钥无效', en: 'This is no valid key' },
  media_type_unsupported: {
    zh: '这里只收 {{mediaType}}：请在 Content-Type 里写明',
    en: 'Here only {{mediaType}} is taken: say so in Content-Type',
  },
  method_not_allowed: { zh: '这里只能用 {{methods}}', en: 'Here only {{methods}}' },
  no_tunnel: { zh: '这里不转发连接', en: 'Nothing is tunnelled here' },
  not_found: { zh: '没有这个{{resource}}：{{id}}', en: 'there is no {{resource}} {{id}}' },
  only_own_pages_change: {
    zh: '在会话里，只有中台自己的页面可以改东西',
    en: 'In a session only the hub’s own pages change anything',
  },
  only_own_pages_sign_in: { zh: '只有中台自己的页面可以登录', en: 'Only the hub’s own pages sign in' },
  role_may_not: {
    zh: '你的角色是 {{role}}，这需要 {{needed}}：请让管理员来做，或给你这个角色',
    en: 'Your role is {{role}}, and this takes {{needed}}: ask an admin to do it, or for that role',
  },
  route_without_row: { zh: '没有规定谁可以用这个地址', en: 'Nothing says who may use this address' },
  scope_may_not: {
    zh: '你只能看几家门店，这不属于任何一家门店',
    en: 'You see single stores, and this is of no single store',
  },
  request_malformed: {
    zh: '这不是 HTTP/1.1 的请求（{{fault}}）',
    en: 'This is no request of HTTP/1.1 ({{fault}})',
  },
  request_refused: { zh: '请求被拒绝：{{why}}', en: '{{why}}' },
  request_too_slow: {
    zh: '请求传得太慢：请求头最多 {{headSeconds}} 秒，整个请求最多 {{seconds}} 秒',
    en: 'The request came too slowly: its head may take {{headSeconds}} s, all of it {{seconds}} s',
  },
  send_valid_key: {
    zh: '请用“Authorization: Bearer <key>”带上有效的密钥，或登录',
    en: 'Send a valid key as "Authorization: Bearer <key>", or sign in',
  },
  too_many_connections: {
    zh: '现在开着的连接太多。什么都没有存；请再试',
    en: 'Too many connections are open just now. Nothing of this was stored; try again',
  },
  too_many_failures: {
    zh: '从这个地址来的太多都没通过验证：请稍等。签名或密钥对的，照样会收',
    en: 'Too much from this address could not be verified: wait a little. What is rightly signed, or has a valid key, is taken all the same',
  },
  too_many_listeners: {
    zh: '监听的已经太多；一个浏览器所有标签页共用一个就够',
    en: 'Too many listen already; a browser needs one for all its tabs',
  },
  too_many_requests: { zh: '请求太多：{{why}}', en: '{{why}}' },
  too_many_tries: { zh: '失败的次数太多：请稍等', en: 'Too many tries have failed: wait a little' },
  too_much_waits: {
    zh: '现在发来的或等着保存的太多。这些都没有保存；请再试',
    en: 'Too much is being sent, or waits to be stored, just now. Nothing of this was stored; try again',
  },
  version_not_compared: {
    zh: '这里不比较 If-Match：请不带它再发一次',
    en: 'this act does not compare If-Match: send it again without it',
  },
} as const satisfies Readonly<Record<string, WordText>>;
