/**
 * The gateway's and the methods' return codes by name, as on the vendor's pages, those of the login as an
 * integrator saw them, misspelled. The two SANDBOX codes
 * are our own: the page has none for a parameter name or value that it does not know, and a vendor may
 * well ignore such a thing; here it is refused so that a guessed name is found out.
 */
export const CODES = {
  SUCCESS: 0,
  KEY_NOTNULL: 1,
  KEY_UNLAWFUL: 2,
  KEY_HAS_EXPIRED: 3,
  SIGN_METHOD_NOTNULL: 4,
  SIGN_TYPE_NOTEXIST: 5,
  SIGN_NOTNULL: 6,
  SIGN_WRONG: 7,
  METHOD_NOTNULL: 8,
  METHOD_NOTEXIST_CODE: 9,
  REQUESTMODE_NOTNULL: 10,
  APPLICATIONID_NOTNULL: 11,
  APPLICATIONID_NOTSAME: 12,
  VERSION_NOTNULL: 13,
  TIMESTAMP_NOTNULL: 14,
  TIMESTAMP_FORMAT_ERROR: 15,
  TIMESTAMP_OVERTIME: 16,
  FORMAT_TYPE_NOTEXIST: 17,
  API_CALL_REPEAT: -100,
  USER_NOT_EXIST: 206001,
  DEPARTMENT_NOT_EXIST: 206004,
  SALES_REPEAT: 208001,
  DATE_FORMAT_ERROR: 208006,
  PAGE_SIZE_LIMIT: 208015,
  SEARCH_TIME_LIMIT: 208016,
  CALL_LIMIT: 208017,
  POS_NOT_EXIST: 208018,
  USERNAME_ERROE: 103094,
  PASSWORD_ERROE: 103095,
  TOKEN_NOT_EXIST: 9990001,
  SANDBOX_UNKNOWN_PARAMETER: 400001,
  SANDBOX_BAD_VALUE: 400002,
} as const;
export type CodeName = keyof typeof CODES;

const RESULTS: Partial<Record<CodeName, string>> = {
  USER_NOT_EXIST: '开放平台用户不存在',
  DEPARTMENT_NOT_EXIST: '部门不存在',
  SALES_REPEAT: '销售额重复提交',
  DATE_FORMAT_ERROR: '日期格式化错误,请按照文档指定的格式上报',
  PAGE_SIZE_LIMIT: '每页查询大小不可超过100个',
  SEARCH_TIME_LIMIT: '最大查询时间范围 1 小时',
  CALL_LIMIT: '调用次数超过上限300次',
  POS_NOT_EXIST: 'POS数据不存在',
};

/** What a method gives back. */
export interface Done {
  /** The envelope's `data`; with loose types numbers come now and then as text. */
  data(asText: boolean): unknown;
}

/** A call that the vendor does not carry out. */
export class OvoparkRefusal extends Error {
  constructor(
    readonly codename: CodeName,
    readonly detail = '',
  ) {
    super(codename);
  }

  get result(): string {
    const text = RESULTS[this.codename] ?? this.codename;
    return this.detail === '' ? text : `${text}: ${this.detail}`;
  }
}
