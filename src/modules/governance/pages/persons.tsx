import { Button, Paged } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { type Page, PAGE_PARAMETER } from '#platform/lists.ts';
import type { PersonRow } from '../tables.ts';
import { officeTexts } from '../texts-office.ts';
import { type Desk, officePage } from './frame.tsx';

/** Somebody who also has to do with other bodies: her address and her link open those, too. */
function SharedPerson({ person, locale }: { person: PersonRow; locale: Locale }) {
  const t = officeTexts(locale);
  return (
    <div class="person-row" id={`person-${person.id}`}>
      <p class="person-row__name">
        <strong>{person.name}</strong> <span class="muted small">{person.organisation}</span>
      </p>
      <p class="small">{t.isShared}</p>
    </div>
  );
}

/** Who may be named in public, and where reminders go. */
export function personsPage(
  c: Ctx,
  desk: Desk,
  persons: Page<PersonRow & { link: string | undefined; isShared: boolean; isReminded: boolean }>,
  /** An address that is none, as it was typed. */
  wrong?: { id: string; email: string },
): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  // A form comes back to the page of the list that it stands on.
  const query = persons.page > 1 ? `?${PAGE_PARAMETER}=${persons.page}` : '';
  return officePage(c, desk, {
    title: t.persons,
    lead: t.personsLead,
    status: wrong ? 422 : 200,
    children: (
      <>
        <Paged list={persons} c={c} path={`${desk.base}/personen`}>
          {persons.rows.map((person) =>
            person.isShared ? (
              <SharedPerson person={person} locale={locale} key={person.id} />
            ) : (
              <form
                method="post"
                action={`${desk.base}/personen/${person.id}${query}`}
                class="person-row"
                key={person.id}
                id={`person-${person.id}`}
              >
                <p class="person-row__name">
                  <strong>{person.name}</strong>{' '}
                  <span class="muted small">{person.kind === 'organisation' ? t.isOrganisation : person.organisation}</span>
                </p>
                <span class="small-field">
                  <label for={`email-${person.id}`}>{t.email}</label>
                  <input
                    id={`email-${person.id}`}
                    name="email"
                    type="email"
                    value={(wrong?.id === person.id ? wrong.email : person.email) ?? ''}
                    aria-invalid={wrong?.id === person.id}
                  />
                  {wrong?.id === person.id && <span class="kern-error">{t.emailWrong}</span>}
                </span>
                <label class="keep" for={`public-${person.id}`}>
                  <input type="checkbox" id={`public-${person.id}`} name="public" value="ja" checked={person.public_since !== null} />{' '}
                  {t.isPublic}
                </label>
                {!person.isReminded && <span class="muted small">{t.unreminded}</span>}
                <Button kind="secondary">{t.save}</Button>
                {person.link ? (
                  <a href={person.link}>{t.tasksLink}</a>
                ) : (
                  <Button kind="tertiary" formAction={`${desk.base}/personen/${person.id}/adresse${query}`}>
                    {t.tasksLink}
                  </Button>
                )}
              </form>
            ),
          )}
        </Paged>
      </>
    ),
  });
}
