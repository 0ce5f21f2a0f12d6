/** @returns the JSON of a 2xx answer, undefined where there is none */
export async function callJson(method, url, { body, headers = {} } = {}) {
  const answer = await fetch(url, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** The hub's admin REST, as far as the demo needs it. */
export function hubRest(hubUrl, adminKey) {
  const call = (method, resource, body) =>
    callJson(method, `${hubUrl}/api/v1/${resource}`, {
      body,
      headers: { authorization: `Bearer ${adminKey}` },
    });
  return {
    get: (resource) => call('GET', resource),
    post: (resource, body) => call('POST', resource, body),
    put: (resource, body) => call('PUT', resource, body),
    patch: (resource, body) => call('PATCH', resource, body),
    /** The item that has the same `field`, made if there is none. */
    async ensure(resource, field, wanted) {
      const { items } = await call('GET', `${resource}?limit=200`);
      const there = items.find((item) => item[field] === wanted[field]);
      return there ?? { ...wanted, ...(await call('POST', resource, wanted)) };
    },
  };
}
