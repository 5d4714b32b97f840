import type { Ctx } from '../platform/http/context.ts';
import { LinkButton } from './components/form.tsx';
import { type PageProps, renderPage } from './page.tsx';
import { designTexts } from './texts.ts';

const KNOWN = [400, 403, 404, 410, 413, 422, 429, 503] as const;

/** The page for a request that could not be answered: what happened, what is kept, what to do. JSON below /api. */
export function renderError(c: Ctx, status: number, detail?: string): Response {
  const code = KNOWN.find((known) => known === status) ?? 500;
  const t = designTexts(c.get('locale')).errors;
  const { title } = t[code];
  const text = (detail !== undefined && t.refusals[detail]) || t[code].text;
  if (c.req.path.startsWith('/api/')) return c.json({ error: { status: code, message: title, detail: text } }, code);
  const page: PageProps = {
    title,
    status: code,
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {code === 500 && <p>{t.id(c.get('requestId'))}</p>}
        <LinkButton href="/">{t.toHome}</LinkButton>
      </>
    ),
  };
  return renderPage(c, page);
}
