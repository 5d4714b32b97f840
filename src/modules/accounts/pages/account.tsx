import {
  Alert,
  Button,
  EmptyState,
  Entry,
  ErrorSummary,
  type FormState,
  LinkButton,
  Paged,
  renderPage,
  Select,
  TextField,
} from '#design/index.ts';
import type { ScopeKind } from '#platform/actor.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { Role } from '../roles.ts';
import type { JoinRequestRow, NotificationRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';

/** Where somebody works: a role at a named place. */
export interface Workplace {
  role: Role;
  scope: ScopeKind;
  id: string | null;
  name: string;
  /** Where the work is done. */
  path: string | undefined;
}

export interface AccountPage {
  name: string;
  workplaces: Workplace[];
  hasWithheld: boolean;
  news: Page<NotificationRow>;
  requests: (JoinRequestRow & { name: string })[];
}

const crumbs = (c: Ctx) => [{ href: '/konto', label: accountsTexts(c.get('locale')).account }];

const Settings = ({ c }: { c: Ctx }) => {
  const t = accountsTexts(c.get('locale')).own;
  return (
    <ul class="plain-list link-list">
      <li>
        <a href="/konto/bildung">{t.learning}</a>
      </li>
      <li>
        <a href="/konto/profil">{t.profile}</a>
      </li>
      <li>
        <a href="/konto/sicherheit">{t.security}</a>
      </li>
      <li>
        <a href="/konto/mitteilungen">{t.notices}</a>
      </li>
      <li>
        <a href="/konto/daten">{t.data}</a>
      </li>
    </ul>
  );
};

/** The account: where somebody works, what is new, the settings. */
export function accountPage(c: Ctx, { name, workplaces, hasWithheld, news, requests }: AccountPage): Response {
  const locale = c.get('locale');
  const t = accountsTexts(locale);
  return renderPage(c, {
    title: t.account,
    isPrivate: true,
    flashes: {
      angemeldet: t.entry.signedIn,
      angenommen: t.invitation.accepted,
      gespeichert: t.profile.saved,
      eingerichtet: t.factor.done,
      gefragt: t.join.asked,
      aufgegeben: t.members.givenUp,
    },
    children: (
      <>
        <h1>{name || t.account}</h1>
        <p class="lead">{t.own.lead}</p>
        {hasWithheld && (
          <Alert kind="warning" title={t.own.withheld}>
            <LinkButton href="/anmelden/zweiter-faktor?weiter=/konto">{t.own.toFactor}</LinkButton>
          </Alert>
        )}
        {(workplaces.length > 0 || !hasWithheld) && <h2>{t.own.places}</h2>}
        {workplaces.length === 0 && !hasWithheld && (
          <EmptyState title={t.own.noPlaces}>
            <p>{t.own.noPlacesHint}</p>
            <div class="actions">
              <LinkButton href="/partner">{t.own.findOrganisation}</LinkButton>
              <LinkButton kind="secondary" href="/betrieb/neu">
                {t.own.createCompany}
              </LinkButton>
            </div>
          </EmptyState>
        )}
        <ul class="plain-list">
          {workplaces.map((place) =>
            place.path ? (
              <Entry
                key={`${place.role}${place.id}`}
                href={place.path}
                title={place.name || (place.scope === 'platform' && place.role !== 'reviewer' ? t.own.desk : t.roles[place.role])}
                kicker={place.name || place.scope === 'platform' ? t.roles[place.role] : undefined}
                level={3}
              />
            ) : (
              <li class="entry" key={`${place.role}${place.id}`}>
                {t.roles[place.role]}: {place.name}
              </li>
            ),
          )}
        </ul>
        {requests.length > 0 && (
          <>
            <h2>{t.own.requests}</h2>
            <ul>
              {requests.map((request) => (
                <li key={request.id}>
                  {request.name}: {t.own.states[request.state]}
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>{t.own.news}</h2>
        <Paged list={news} c={c} anchor="mitteilungen">
          {news.total === 0 ? (
            <p>{t.own.noNews}</p>
          ) : (
            <ul>
              {news.rows.map((each) => (
                <li key={each.id}>
                  <a href={each.path}>{each.title}</a> <span class="muted small">{formatDate(each.created_at, locale)}</span>
                </li>
              ))}
            </ul>
          )}
        </Paged>
        <h2>{t.own.settings}</h2>
        <Settings c={c} />
        <form method="post" action="/abmelden" data-leaves>
          <Button kind="tertiary">{t.signOut}</Button>
        </form>
      </>
    ),
  });
}

export function profilePage(c: Ctx, form: FormState): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.own.profile,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: crumbs(c),
    children: (
      <>
        <h1>{t.own.profile}</h1>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" class="form">
          <TextField
            form={form}
            name="name"
            label={t.profile.name}
            hint={t.profile.nameHint}
            autocomplete="name"
            maxLength={120}
            width="medium"
          />
          <Select
            form={form}
            name="locale"
            label={t.profile.locale}
            options={[
              { value: 'de', label: t.profile.locales.de },
              { value: 'en', label: t.profile.locales.en },
            ]}
          />
          <Button>{t.profile.save}</Button>
        </form>
      </>
    ),
  });
}
