import { contentSecurityPolicy, safetyHeaders } from '../site/headers.ts';
import type { Entry } from './access.ts';

/** What the door says, in both languages of the studio: nobody has chosen one yet. */
const sentences = {
  closed: ['Enter the token that was printed when the studio was started, or its password.', '스튜디오를 시작할 때 표시된 토큰이나 비밀번호를 입력하세요.'],
  wrong: ['That is neither the token nor the password.', '토큰도 비밀번호도 아닙니다.'],
  wait: ['That was wrong too often. Try again in a while.', '여러 번 틀렸습니다. 잠시 후 다시 시도하세요.'],
} as const;

/** What whoever has not entered gets to see, whatever was asked for: 401, or 429 after too many attempts. */
export function doorPage(entry: Exclude<Entry, { outcome: 'welcome' }> | null): Response {
  const said = sentences[entry === null ? 'closed' : entry.outcome];
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Recast Studio</title>
<h1>Recast Studio</h1><p>${said[0]}</p><p lang="ko">${said[1]}</p>
<form method="post" action="/enter"><input name="secret" type="password" autocomplete="current-password" aria-label="Token or password / 토큰 또는 비밀번호" autofocus required> <button>Enter / 들어가기</button></form></html>`;
  const headers = {
    ...safetyHeaders,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(),
    'Cache-Control': 'no-store',
  };
  if (entry?.outcome === 'wait') return new Response(page, { status: 429, headers: { ...headers, 'Retry-After': String(entry.seconds) } });
  return new Response(page, { status: 401, headers });
}
