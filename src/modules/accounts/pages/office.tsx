import { Button, EmptyState, filledForm, LinkButton, Paged, renderPage, TextField } from '#design/index.ts';
import type { Grant } from '#platform/actor.ts';
import type { AuditRow } from '#platform/audit/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Role } from '../roles.ts';
import type { Person } from '../store/people.ts';
import { accountsTexts } from '../texts.ts';
import { actionWords, recordNoun } from '../trail-words.ts';

const desk = (c: Ctx) => [{ href: '/geschaeftsstelle', label: accountsTexts(c.get('locale')).roles.office }];

export interface PeoplePage {
  search: string;
  people: Page<{ person: Person; grants: (Grant & { name: string })[] }>;
  mayAdminister: boolean;
}

/** All accounts with their tasks. */
export function peoplePage(c: Ctx, { search, people, mayAdminister }: PeoplePage): Response {
  const locale = c.get('locale');
  const t = accountsTexts(locale);
  return renderPage(c, {
    title: t.people.title,
    isPrivate: true,
    crumbs: desk(c),
    flashes: {
      gesperrt: t.people.sessionsEnded,
      entsperrt: t.people.unblocked,
      zurueckgesetzt: t.people.sentAgain,
      letzte: t.members.last,
    },
    children: (
      <>
        <h1>{t.people.title}</h1>
        <p class="lead">{t.people.lead}</p>
        <form method="get" class="form-row">
          <TextField
            form={filledForm(locale, { suche: search })}
            name="suche"
            label={t.people.search}
            width="medium"
            maxLength={80}
            optional
          />
          <Button>{t.people.find}</Button>
        </form>
        <p>
          <LinkButton kind="secondary" href="/geschaeftsstelle/mitarbeit">
            {t.people.inviteOffice}
          </LinkButton>
        </p>
        {people.total === 0 && <EmptyState title={t.people.none} />}
        <Paged list={people} c={c}>
          {people.rows.map(({ person, grants }) => (
            <div class="row" key={person.id}>
              <p class="row__text">
                <strong>{person.name || person.email}</strong>, {person.email} {person.isBlocked && `(${t.people.blocked})`}
                <br />
                <span class="muted small">
                  {grants.map((grant) => [t.roles[grant.role as Role], grant.name].filter(Boolean).join(': ')).join(' · ')}
                </span>
              </p>
              <a href={`/geschaeftsstelle/verlauf?person=${person.id}`}>{t.people.trail}</a>
              {mayAdminister && (
                <form method="post" action={`/geschaeftsstelle/konten/${person.id}`} class="actions">
                  <Button kind="tertiary" name="was" value={person.isBlocked ? 'entsperren' : 'sperren'}>
                    {person.isBlocked ? t.people.unblock : t.people.block}
                  </Button>
                  <Button kind="tertiary" name="was" value="zuruecksetzen">
                    {t.people.reset}
                  </Button>
                </form>
              )}
            </div>
          ))}
        </Paged>
      </>
    ),
  });
}

export interface TrailPage {
  list: Page<AuditRow>;
  people: Map<string, Person>;
  heading: string;
}

/** What an entry says besides: how somebody signed in, which role, which state; codes and ids say nothing to a reader. */
function describe(details: Record<string, unknown>, locale: Locale): string {
  const t = accountsTexts(locale);
  const words: (string | false | undefined)[] = [
    typeof details['method'] === 'string' && t.security.methods[details['method']],
    details['twoFactors'] === true && details['method'] === 'passkey' && t.trail.twoFactors,
    typeof details['role'] === 'string' && t.roles[details['role'] as Role],
    typeof details['count'] === 'number' && String(details['count']),
  ];
  return words.filter(Boolean).join(', ');
}

/** Who did what to which record when. */
export function trailPage(c: Ctx, { list, people, heading }: TrailPage): Response {
  const locale = c.get('locale');
  const t = accountsTexts(locale).trail;
  const who = (row: AuditRow) => {
    // Whoever signs in is nobody yet while they do: the record says who it was.
    const id = row.actor ?? (row.action === 'session.begun' ? row.record : null);
    if (id) return people.get(id)?.name || people.get(id)?.email || t.gone;
    return row.actor_kind === 'system' ? t.system : t.link;
  };
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    wide: true,
    crumbs: desk(c),
    children: (
      <>
        <h1>{heading}</h1>
        <p class="lead">{t.lead}</p>
        {list.total === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <Paged list={list} c={c}>
            <section class="table-scroll" aria-label={t.title} tabIndex={0}>
              <table class="kern-table">
                <thead>
                  <tr>
                    <th scope="col">{t.when}</th>
                    <th scope="col">{t.who}</th>
                    <th scope="col">{t.what}</th>
                    <th scope="col">{t.record}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.rows.map((row) => (
                    <tr key={row.id} id={`eintrag-${row.position}`}>
                      <td>{formatDateTime(row.at, locale)}</td>
                      <td>{row.actor ? <a href={`/geschaeftsstelle/verlauf?person=${row.actor}`}>{who(row)}</a> : who(row)}</td>
                      <td>
                        {actionWords(row.action, locale) ?? row.action}
                        <br />
                        <span class="muted small">{describe(row.details, locale)}</span>
                      </td>
                      <td>
                        <a href={`/geschaeftsstelle/verlauf?datensatz=${row.record}`}>
                          {people.get(row.record)?.name || people.get(row.record)?.email || recordNoun(row.kind, locale) || row.kind}
                        </a>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </Paged>
        )}
      </>
    ),
  });
}
