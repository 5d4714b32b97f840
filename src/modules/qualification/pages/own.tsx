import { Button, EmptyState, Entry, LinkButton, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { type CredentialRow, credentialsTexts, standing } from '#modules/credentials/index.ts';
import type { TitleRow } from '../tables.ts';
import { qualificationTexts } from '../texts.ts';

export interface OwnView {
  courses: { id: string; title: string; state: 'registered' | 'waiting' | 'completed'; attended: number; first: string | null }[];
  titles: { title: TitleRow; credential: CredentialRow }[];
  /** Other credentials, such as accreditations. */
  others: CredentialRow[];
  isConsultant: boolean;
  today: string;
}

/** /konto/bildung */
export function ownPage(c: Ctx, { courses, titles, others, isConsultant, today }: OwnView): Response {
  const locale = c.get('locale');
  const t = qualificationTexts(locale);
  const k = credentialsTexts(locale);
  const says = (row: CredentialRow) => {
    const state = standing(row, today);
    return state === 'valid'
      ? t.validUntil(row.valid_until ? formatDay(row.valid_until, locale) : '')
      : k.faults[state](row.valid_until ?? '');
  };
  return renderPage(c, {
    title: t.own.title,
    isPrivate: true,
    flashes: t.flash,
    crumbs: [{ href: '/konto', label: t.toAccount }],
    children: (
      <>
        <h1>{t.own.title}</h1>
        <p class="lead">{t.own.lead}</p>
        <h2>{t.own.courses}</h2>
        {courses.length === 0 ? (
          <EmptyState title={t.own.noCourses}>
            <LinkButton href="/bildung">{t.own.find}</LinkButton>
          </EmptyState>
        ) : (
          <ul class="entries">
            {courses.map((course) => (
              <Entry
                key={course.id}
                href={`/bildung/kurse/${course.id}`}
                title={course.title}
                level={3}
                kicker={course.first ? formatDay(course.first, locale) : ''}
              >
                <p class="muted">
                  {t.enrolledState[course.state]} {t.own.attended(course.attended)}
                </p>
              </Entry>
            ))}
          </ul>
        )}
        <h2>{t.own.titles}</h2>
        {titles.length + others.length === 0 && <EmptyState title={t.own.noTitles} />}
        {titles.map(({ title, credential }) => (
          <section class="entry" key={title.id}>
            <h3 class="entry__title">
              <a href={`/nachweise/${credential.number}`}>{credential.title}</a>
            </h3>
            <p>
              {t.proves[title.level]} {says(credential)}
            </p>
            {isConsultant && (
              <form method="post" action={`/konto/bildung/nachweise/${title.id}`}>
                <Button kind="secondary" name="zeigen" value={title.shown ? 'nein' : 'ja'}>
                  {title.shown ? t.own.hide : t.own.show}
                </Button>
              </form>
            )}
          </section>
        ))}
        {others.map((credential) => (
          <section class="entry" key={credential.id}>
            <h3 class="entry__title">
              <a href={`/nachweise/${credential.number}`}>{credential.title}</a>
            </h3>
            <p>{says(credential)}</p>
          </section>
        ))}
      </>
    ),
  });
}
