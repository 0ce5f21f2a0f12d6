import type { WordText } from '../flag-words.js';

/** What is wrong with a field, in words that follow its name. */
export const FIELD_REFUSALS = {
  assignee_alone: { zh: '只能和 assign 一起填', en: 'goes with assign, and with nothing else' },
  assignee_required: {
    zh: '选择 assign 时必须填写：一个名字，或 null 表示不分给任何人',
    en: 'is required with assign: a name, or null for nobody',
  },
  cannot_be_taken: { zh: '这样填不行', en: 'cannot be taken as given' },
  contacts_by_reveal: {
    zh: '联系方式要在订单页用“查看顾客信息”看，并写明原因，原因会保存',
    en: 'contacts are shown by POST /api/v1/orders/{id}/reveal, with a reason that is kept',
  },
  dry_run_until_alone: {
    zh: '只能和 dryRun: true 一起填；正式的规则对 inForceFrom 之后的所有订单生效',
    en: 'goes with dryRun: true alone; what is stated holds for all orders from inForceFrom on',
  },
  ends_before_it_begins: { zh: '不能早于 from', en: 'must not be before from' },
  hour_id_wrong: { zh: '必须写成 storeId/hourStart', en: 'must be storeId/hourStart' },
  filter_must_name_something: {
    zh: '必须写明条件：一不小心选中全部就太多了',
    en: 'must name something: all there are is too many by a slip',
  },
  give_ids_or_filter: { zh: 'ids 和 filter 只填一个', en: 'give either ids or a filter' },
  give_leg_or_order: { zh: 'legId 和 orderId 只填一个', en: 'give either legId or orderId' },
  has_not_the_form: { zh: '格式不对', en: 'has not the expected form' },
  is_missing: { zh: '缺少', en: 'is missing' },
  is_none_of: { zh: '不在这几项之内：{{words}}', en: 'is none of: {{words}}' },
  is_required: { zh: '必须填写', en: 'is required' },
  is_unknown_field: { zh: '没有这个字段', en: 'is not a known field' },
  is_wanted_with_decision: { zh: '这个决定必须填写它', en: 'is wanted with this decision' },
  is_wrong_in_document: { zh: '不对：{{why}}', en: '{{why}}' },
  items_or_item_name: {
    zh: '在请求体里给出，或在查询里用 itemName 给一个',
    en: 'must be given in the body, or one by itemName in the query',
  },
  leg_not_with_place: {
    zh: '用来说明是收银的哪个订单：下单会新建一个，不要填',
    en: 'says which order at the till is meant: a place makes one',
  },
  must_be_at_least: { zh: '不能小于 {{least}}', en: 'must be at least {{least}}' },
  must_be_at_most: { zh: '不能大于 {{most}}', en: 'must be at most {{most}}' },
  must_be_at_most_days_after_from: {
    zh: '最多比 from 晚 {{days}} 天',
    en: 'must be at most {{days}} days after from',
  },
  must_be_cursor_of_list: {
    zh: '必须是这个列表给出的 nextCursor',
    en: 'must be a nextCursor of this list',
  },
  must_be_day: { zh: '必须是日期，例如 2026-01-31', en: 'must be a day such as 2026-01-31' },
  must_be_error_code: {
    zh: '必须是 errorCode，例如 unavailable',
    en: 'must be an errorCode, such as unavailable',
  },
  must_be_exactly: { zh: '只能是 {{word}}', en: 'must be {{word}}' },
  must_be_id: { zh: '必须是一个 id', en: 'must be an id' },
  must_be_id_or_none: { zh: '必须是一个 id，或 none', en: 'must be an id, or none' },
  must_be_instant: {
    zh: '必须是时间，例如 2026-01-31T08:00:00+08:00',
    en: 'must be an instant such as 2026-01-31T08:00:00+08:00',
  },
  must_be_in_future: { zh: '必须在将来', en: 'must lie in the future' },
  must_be_less_than: { zh: '必须小于 {{limit}}', en: 'must be less than {{limit}}' },
  must_be_list_of_texts: { zh: '必须是一列文字', en: 'must be a list of texts' },
  must_be_more_than: { zh: '必须大于 {{limit}}', en: 'must be more than {{limit}}' },
  must_be_object: { zh: '必须是一个对象', en: 'must be an object' },
  must_be_object_of_flags: {
    zh: '必须是开关（true 或 false）组成的对象：{{words}}',
    en: 'must be an object of true and false: {{words}}',
  },
  must_be_object_of_texts: { zh: '必须是文字组成的对象', en: 'must be an object of texts' },
  must_be_of_type: {
    zh: '类型必须是{{type}}，收到的是 {{received}}',
    en: 'must be of type {{type}}, received {{received}}',
  },
  must_be_of_years: {
    zh: '年份必须在 {{first}} 到 {{last}} 之间',
    en: 'must be of the years {{first}} to {{last}}',
  },
  must_be_one_of: { zh: '只能是其中之一：{{words}}', en: 'must be one of: {{words}}' },
  must_be_repair: {
    zh: '只能是其中之一：{{kinds}}；或者 {kind, accountId, legId}',
    en: 'must be one of: {{kinds}}; or {kind, accountId, legId}',
  },
  must_be_revision: { zh: '必须是版本号', en: 'must be the number of a revision' },
  must_be_several_of: { zh: '只能是其中一个或几个：{{words}}', en: 'must be one or several of: {{words}}' },
  must_be_several_of_and_not: {
    zh: '只能是其中一个或几个：{{words}}；没有 {{unknown}}',
    en: 'must be one or several of: {{words}}, and {{unknown}} is none',
  },
  must_be_source_word: {
    zh: '必须是供应商的用词，或 字段=用词',
    en: 'must be a word of the vendor’s, or field=word',
  },
  must_be_text: { zh: '必须是文字', en: 'must be text' },
  must_be_time_of_day: {
    zh: '必须是一天里的时刻，例如 {{example}}',
    en: 'must be a time of day such as {{example}}',
  },
  must_be_true_or_false: { zh: '只能是 true 或 false', en: 'must be true or false' },
  must_be_whole_number: { zh: '必须是整数', en: 'must be a whole number' },
  must_be_within_days: {
    zh: '最多在 {{days}} 天以后',
    en: 'must not be more than {{days}} days ahead',
  },
  must_be_whole_number_within: {
    zh: '必须是 {{least}} 到 {{most}} 的整数',
    en: 'must be a whole number from {{least}} to {{most}}',
  },
  must_have_at_least_characters: {
    zh: '至少要有 {{least}} 个字符',
    en: 'must have at least {{least}} characters',
  },
  must_have_at_least_items: { zh: '至少要有 {{least}} 项', en: 'must have at least {{least}} items' },
  must_have_at_most_characters: {
    zh: '最多 {{most}} 个字符',
    en: 'must have at most {{most}} characters',
  },
  must_have_at_most_items: { zh: '最多 {{most}} 项', en: 'must have at most {{most}} items' },
  must_name_at_least_one: { zh: '至少要有一个', en: 'must name at least one' },
  must_name_at_most: { zh: '最多 {{most}} 个', en: 'must name at most {{most}}' },
  must_not_be_blank: { zh: '不能为空', en: 'must not be blank' },
  must_not_be_empty: { zh: '不能为空', en: 'must not be empty' },
  must_not_be_longer: {
    zh: '不能超过 {{most}} 个字符',
    en: 'must not be longer than {{most}} characters',
  },
  must_not_be_more: { zh: '不能超过 {{most}}', en: 'must not be more than {{most}}' },
  must_not_be_negative: { zh: '不能是负数', en: 'must not be negative' },
  must_not_have_control_characters: { zh: '不能有控制字符', en: 'must not hold control characters' },
  must_not_have_half_characters: {
    zh: '不能有 U+0000 或半个字符',
    en: 'must not hold U+0000 or half a surrogate pair',
  },
  must_not_have_line_breaks: {
    zh: '不能有换行或其他控制字符',
    en: 'must not hold line breaks or other control characters',
  },
  must_not_have_more_entries: {
    zh: '不能超过 {{most}} 项',
    en: 'must not have more than {{most}} entries',
  },
  must_not_have_outer_spaces: { zh: '开头和结尾不能有空格', en: 'must not begin or end with a space' },
  must_not_name_twice: { zh: '不能重复写同一项', en: 'must not name a part twice' },
  name_not_allowed: { zh: '不能用这个名字', en: 'is not allowed as a name' },
  none_is_no_name: {
    zh: '请换一个名字：在列表里 none 表示没有分给任何人。要取消分配请填 null',
    en: 'must be another name: in lists none asks for those of nobody. Null assigns it to nobody',
  },
  not_a_time_of_day: {
    zh: '“{{text}}”不是一天里的时刻（HH:MM）',
    en: 'not a time of day (HH:MM): "{{text}}"',
  },
  opened_before_too_early: { zh: '不能早于 openedAfter', en: 'must not be before openedAfter' },
  period_or_days: {
    zh: '时间段要么填 from 和 to，要么填 fromDay 和 toDay',
    en: 'a period is from and to, or fromDay and toDay',
  },
  reason_with_paused: { zh: '只能和 paused 一起填', en: 'goes with paused alone' },
} as const satisfies Readonly<Record<string, WordText>>;
