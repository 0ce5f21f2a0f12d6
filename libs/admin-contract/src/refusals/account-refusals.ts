import type { WordText } from '../flag-words.js';

/** Of accounts with their settings, stores, bindings, products and keys. */
export const ACCOUNT_REFUSALS = {
  account_is_paused: {
    zh: '账号已暂停：什么都不发给它的供应商',
    en: 'the account is paused: nothing is sent to its vendor',
  },
  admin_changes_this: {
    zh: '只有管理员可以改：值班操作只能暂停和恢复',
    en: 'is changed by admins: who operates may pause and resume alone',
  },
  admin_has_all_stores: {
    zh: '管理员不能限定门店：管理员可以再建任何密钥。请改用 operator 或 viewer',
    en: 'must be left out for an admin, who can make a key for all stores: choose operator or viewer',
  },
  address_not_on_web: {
    zh: '必须是 http 或 https 的地址，不带用户名和密码',
    en: 'must be an http or https address without a user name or password',
  },
  binding_before_2000: { zh: '不能早于 2000 年', en: 'must not be before the year 2000' },
  binding_from_needed: {
    zh: '必须填写，因为这个 vendorStoreId 以前绑定过别的门店：说明从哪个下单时间起绑定到这家；先不带 confirm 发送，看会移动什么，再带 confirm: true 发送',
    en: 'is needed, because the vendorStoreId was bound to another store before: say from which order time on this one holds; send it without confirm to see what moves, then with confirm: true',
  },
  binding_from_not_wanted: {
    zh: '不要填：最后一次绑定就是这家门店，会当作没有结束过，重新生效',
    en: 'must be left out: the last binding is that store’s, and is opened again as if it had not ended',
  },
  binding_too_early: {
    zh: '必须晚于 {{since}}：上一次绑定从那时起生效',
    en: 'must be later than {{since}}, since when the last binding holds',
  },
  binding_too_far_ahead: {
    zh: '最多提前 {{days}} 天',
    en: 'must not be more than {{days}} days ahead',
  },
  binding_too_far_back: {
    zh: '最多往前 {{days}} 天：从那时起的每个小时都会上报',
    en: 'must not be more than {{days}} days back: every hour since is reported',
  },
  bound_already: {
    zh: '这个 vendorStoreId 已经绑定到这家门店',
    en: 'this vendorStoreId is bound to that store already',
  },
  cannot_be_auto: {
    zh: '不能是 auto：只有 {{kinds}} 不用人批准，这条规则一个也没有',
    en: 'cannot be auto: only {{kinds}} are done without a person, and this rule offers none of them',
  },
  cannot_be_reported_to: { zh: '上报用不了它：{{why}}', en: 'cannot be reported to: {{why}}' },
  csv_cell_without_column: {
    zh: '有一格在表头里没有对应的列',
    en: 'has a cell under no column of the header',
  },
  csv_column_missing: { zh: '表头缺少这一列', en: 'is a column that the header must name' },
  csv_column_twice: { zh: '出现了两次', en: 'is there twice' },
  csv_column_unknown: {
    zh: '不是这几列之一：{{columns}}',
    en: 'is none of the columns {{columns}}',
  },
  csv_not_utf8: {
    zh: '必须是 UTF-8：在表格软件里另存为“CSV UTF-8”',
    en: 'must be UTF-8: in a spreadsheet save it as "CSV UTF-8"',
  },
  csv_quote_not_closed: { zh: '有引号没有结束', en: 'has a quote that is never closed' },
  csv_quote_unquoted: {
    zh: '没有加引号的格子里有引号：请给这一格加上引号，里面的引号写两次',
    en: 'has a quote inside an unquoted cell: put the cell in quotes and the quote twice',
  },
  csv_row_too_long: { zh: '太长', en: 'is too long' },
  csv_row_unreadable: { zh: '不是一行 CSV', en: 'is no row of CSV' },
  csv_text_after_quote: { zh: '结束的引号后面还有文字', en: 'has text after a closing quote' },
  hours_reported_elsewhere: {
    zh: '这家门店的小时已经由另一个绑定上报：请先删除那一个',
    en: 'the hours of this store are reported through another binding already: remove that one first',
  },
  is_none_of_rules: { zh: '不是这些规则之一：{{rules}}', en: 'is none of the rules: {{rules}}' },
  moves_need_unique_numbers: {
    zh: 'orderNumbers 是 unique 时才能设为 on：否则门店是单号的一部分',
    en: 'can only be on where orderNumbers is unique: elsewhere the store is part of the number',
  },
  must_lie_ahead: { zh: '必须在将来', en: 'must lie in the future' },
  must_be_decimal_units: {
    zh: '必须大于 0、小于 1000000，最多 6 位小数',
    en: 'must be decimal text above 0, below 1000000, with at most 6 decimals',
  },
  must_be_https: {
    zh: '必须用 https；只有 HUB_OUTBOUND_ALLOW 里的主机可以不用',
    en: 'must be https, except to hosts inside HUB_OUTBOUND_ALLOW',
  },
  must_be_minutes: { zh: '必须是整分钟数，最多 {{most}}', en: 'must be whole minutes, at most {{most}}' },
  must_be_origin: {
    zh: '只填到域名为止：路径由连接器加上',
    en: 'must be the origin only: the connector adds the path',
  },
  must_be_product_uid: {
    zh: '必须是不以 0 开头的数字，从 1 到 {{most}}',
    en: 'must be digits without leading zeros, from 1 to {{most}}',
  },
  must_be_public_address: {
    zh: '必须是公网地址，或在 HUB_OUTBOUND_ALLOW 之内',
    en: 'must be a public address or one inside HUB_OUTBOUND_ALLOW',
  },
  must_be_signing_secret: {
    zh: '必须是 whsec_ 加上 {{least}} 到 {{most}} 个随机字节的 base64',
    en: 'must be whsec_ and the base64 of {{least}} to {{most}} random bytes',
  },
  must_be_signing_secret_of_length: {
    zh: '必须是 whsec_ 加上 {{least}} 到 {{most}} 个随机字节的 base64：这是 {{length}} 个字节的',
    en: 'must be whsec_ and the base64 of {{least}} to {{most}} random bytes: this is the base64 of {{length}}',
  },
  must_be_time_zone: {
    zh: '必须是 IANA 时区，例如 Asia/Shanghai',
    en: 'must be an IANA zone such as Asia/Shanghai',
  },
  must_be_web_address: {
    zh: '必须是地址，例如 https://openapi.example.cn',
    en: 'must be an address such as https://openapi.example.cn',
  },
  must_not_have_user: { zh: '不能带用户名或密码', en: 'must not hold a user name or password' },
  names_no_store: { zh: '没有这家门店', en: 'names no store' },
  no_balance_in_version: {
    zh: '接口的第 {{version}} 版没有 {{method}}：请换一种付款方式',
    en: 'version {{version}} of the interface has no {{method}}: name another method',
  },
  no_calls_about_push: {
    zh: '连接器“{{connector}}”的供应商不能通过接口设置推送地址',
    en: 'the vendor of the connector "{{connector}}" is told by no call where to send its notifications',
  },
  no_old_address: {
    zh: '没有还能用的旧推送地址',
    en: 'no old webhook address works',
  },
  no_products_to_map: {
    zh: '连接器“{{connector}}”不接订单：没有商品要对应',
    en: 'the connector "{{connector}}" takes no orders: it has no products to map',
  },
  no_quota: {
    zh: '连接器“{{connector}}”没有调用次数的限额',
    en: 'the connector "{{connector}}" has no quota of calls',
  },
  not_a_setting: { zh: '这个连接器没有这项设置', en: 'is not a setting of this connector' },
  old_address_works_still: {
    zh: '换之前的旧地址到 {{until}} 为止还能用：先停掉它，或者让两个旧地址立刻都失效（不填 oldUntil）',
    en: 'the address before works until {{until}} still: end it first by DELETE …/webhook-address/old, or leave oldUntil out, and both are gone at once',
  },
  same_item: { zh: '和 {{place}} 是同一个商品', en: 'is the same item as {{place}}' },
  store_code_taken: { zh: '门店编号“{{code}}”已被使用', en: 'the store code "{{code}}" is taken' },
  store_code_taken_by_case: {
    zh: '门店编号“{{code}}”已被使用：“{{taken}}”和它只差大小写',
    en: 'the store code "{{code}}" is taken: "{{taken}}" differs from it by case alone',
  },
  unknown_connector: { zh: '没有这个连接器', en: 'is none of the connectors of this hub' },
  value_mapped_already: {
    zh: '{{name}} 已经对应 {{value}}：请改账号的设置 {{setting}}；已记录的订单在重新拉取之前仍是 {{value}}',
    en: '{{name}} is {{value}} already: change {{setting}} of the account; recorded orders keep {{value}} until they are fetched again',
  },
  store_not_there: { zh: '没有门店 {{id}}', en: 'names {{id}}, which is no store' },
} as const satisfies Readonly<Record<string, WordText>>;
