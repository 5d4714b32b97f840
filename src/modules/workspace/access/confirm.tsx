import { Alert, Button, LOOKED_FIELD, MailingFault, MailingSample, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { workspaceTexts } from '../texts.ts';
import type { PlaceRow } from './model.ts';
import { ACCESS_PATH, accessHref, type AccessQuery, HiddenQuery } from './pages.tsx';
import type { Wish } from './wish.ts';

export interface InvitationsLook {
  rows: readonly PlaceRow[];
  /** The letter to the first of them. */
  sample: { subject: string; text: string };
  print: string;
  wish: Wish;
  /** `changed`: since somebody looked, the list or the letter has; `sample`: theirs is on its way. */
  said?: 'changed' | 'sample' | undefined;
}

/** What the next step has to know again: whom, and where each letter goes. */
const HiddenWish = ({ query, wish }: { query: AccessQuery; wish: Wish }) => (
  <>
    <HiddenQuery query={query} />
    <input type="hidden" name="umfang" value={wish.isAll ? 'alle' : 'gewaehlte'} />
    {!wish.isAll && wish.rows.map((row) => <input type="hidden" name="wer" value={row.id} key={row.id} />)}
    {[...wish.typed].map(([id, email]) => (
      <input type="hidden" name={`an_${id}`} value={email} key={id} />
    ))}
  </>
);

/** Before letters go to many: how many, to whom, what they say, a sample, and a way back. */
export function confirmInvitationsPage(c: Ctx, query: AccessQuery, { rows, sample, print, wish, said }: InvitationsLook): Response {
  const locale = c.get('locale');
  const w = workspaceTexts(locale);
  const t = w.access;
  return renderPage(c, {
    title: t.confirmTitle(rows.length),
    isPrivate: true,
    status: said === 'changed' ? 422 : 200,
    crumbs: [
      { href: '/geschaeftsstelle', label: w.office.title },
      { href: accessHref(query), label: t.title },
    ],
    children: (
      <>
        <h1>{t.confirmTitle(rows.length)}</h1>
        <p class="lead">{t.confirmLead}</p>
        {said === 'changed' && <MailingFault missing={['changed']} locale={locale} />}
        {wish.done.length > 0 && <Alert kind="info" title={t.allDone(wish.done.join(', '))} />}
        {said === 'sample' && <Alert kind="success" title={t.sampleSent} />}
        <details>
          <summary>{t.confirmList(rows.length)}</summary>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                {row.name}: {row.email}
              </li>
            ))}
          </ul>
        </details>
        <MailingSample sample={{ to: rows[0]?.email, ...sample }} locale={locale} />
        <form method="post" action={`${ACCESS_PATH}/probe`} class="form">
          <HiddenWish query={query} wish={wish} />
          <p class="muted">{t.sampleHint}</p>
          <Button kind="secondary">{t.sample}</Button>
        </form>
        <form method="post" action={`${ACCESS_PATH}/einladen`} class="form">
          <HiddenWish query={query} wish={wish} />
          <input type="hidden" name={LOOKED_FIELD} value={print} />
          <div class="actions">
            <Button>{t.confirm(rows.length)}</Button>
            <a href={accessHref(query)}>{t.back}</a>
          </div>
        </form>
      </>
    ),
  });
}
