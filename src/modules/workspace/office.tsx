import { EmptyState, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import { accreditationTexts } from '#modules/accreditation/index.ts';
import { casesTexts } from '#modules/cases/index.ts';
import { coverageTexts } from '#modules/coverage/index.ts';
import { credentialsTexts } from '#modules/credentials/index.ts';
import { hsdsTexts } from '#modules/hsds/index.ts';
import { mentorTexts } from '#modules/mentor/index.ts';
import { overlapTexts } from '#modules/overlap/index.ts';
import { qualificationTexts } from '#modules/qualification/index.ts';
import { anchoringTexts } from '#modules/anchoring/index.ts';
import { meansTexts } from '#modules/means/index.ts';
import { researchTexts } from '#modules/research/index.ts';
import { trendsTexts } from '#modules/trends/index.ts';
import { newsTexts } from '#modules/news/index.ts';
import { shopTexts } from '#modules/stories/index.ts';
import { regionsTexts } from '#modules/regions/index.ts';
import { workspaceTexts } from './texts.ts';

export type WaitingKind =
  | 'review'
  | 'request'
  | 'application'
  | 'join'
  | 'minutes'
  | 'agreements'
  | 'support'
  | 'recognition'
  | 'accreditation'
  | 'story'
  | 'news';

export interface Waiting {
  kind: WaitingKind;
  since: Date;
  title: string;
  href: string;
}

/** /geschaeftsstelle: everything that waits, the oldest first. */
export function officeDeskPage(c: Ctx, waiting: Page<Waiting>, hasOutbox: boolean): Response {
  const locale = c.get('locale');
  const t = workspaceTexts(locale).office;
  const groups: [keyof typeof t.groups, [string, string][]][] = [
    [
      'people',
      [
        ['/geschaeftsstelle/zugaenge', t.access],
        ['/geschaeftsstelle/konten', t.accounts],
        ['/aufnahmen', t.admissions],
        ['/geschaeftsstelle/betriebe', t.companies],
        ['/geschaeftsstelle/netzwerke', regionsTexts(locale).office.title],
        ['/geschaeftsstelle/verankerung', anchoringTexts(locale).office.title],
        ['/abdeckung', coverageTexts(locale).title],
      ],
    ],
    [
      'offers',
      [
        ['/pruefung', t.review],
        ['/geschaeftsstelle/doppeltes', overlapTexts(locale).clusters.title],
        ['/geschaeftsstelle/verzeichnisse', hsdsTexts(locale).title],
        ['/geschaeftsstelle/daten', t.sheets],
      ],
    ],
    [
      'requests',
      [
        ['/geschaeftsstelle/anfragen', t.requests],
        ['/faelle', casesTexts(locale).title],
        ['/geschaeftsstelle/betreuung', casesTexts(locale).care.title],
        ['/geschaeftsstelle/wegweiser', mentorTexts(locale).office.title],
      ],
    ],
    [
      'bodies',
      [
        ['/gremienarbeit', t.bodies],
        ['/gremienarbeit/vereinbarungen', t.agreements],
        ['/gremienarbeit/personen', t.persons],
        ['/geschaeftsstelle/mittel', meansTexts(locale).title],
        ['/mittel', t.circle],
      ],
    ],
    [
      'quality',
      [
        ['/standards', t.standards],
        ['/geschaeftsstelle/zahlen', t.figures],
        ['/praedikate/pruefung', t.awards],
        ['/geschaeftsstelle/akkreditierung', accreditationTexts(locale).office.title],
        ['/geschaeftsstelle/bildung', qualificationTexts(locale).office.title],
        ['/austausch', accreditationTexts(locale).exchange.title],
        ['/nachweise/stellen', credentialsTexts(locale).issuersTitle],
      ],
    ],
    [
      'news',
      [
        ['/redaktion', newsTexts(locale).desk.title],
        ['/geschichtenwerkstatt', shopTexts(locale).title],
        ['/trends', trendsTexts(locale).title],
        ['/transfer', researchTexts(locale).title],
      ],
    ],
    [
      'administration',
      [
        ['/geschaeftsstelle/ueberblick', t.overview],
        ['/geschaeftsstelle/datenschutz', t.privacy],
        ['/geschaeftsstelle/verlauf', t.trail],
        ['/geschaeftsstelle/zustellung', t.delivery],
        ...(hasOutbox ? ([['/geschaeftsstelle/postausgang', t.outbox]] as [string, string][]) : []),
      ],
    ],
  ];
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    wide: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {waiting.total === 0 && <EmptyState title={t.nothing} />}
        <Paged list={waiting} c={c}>
          {waiting.rows.map((item) => (
            <div class="row" key={item.href + item.title}>
              <p class="row__text">
                <span class="tag">{t.kinds[item.kind]}</span> <a href={item.href}>{item.title}</a>
              </p>
              <span class="muted small">{t.since(formatDate(item.since, locale))}</span>
            </div>
          ))}
        </Paged>
        <h2>{t.places}</h2>
        <div class="room-groups">
          {groups.map(([group, links]) => (
            <section key={group}>
              <h3>{t.groups[group]}</h3>
              <ul class="plain-list link-list">
                {links.map(([href, label]) => (
                  <li key={href}>
                    <a href={href}>{label}</a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </>
    ),
  });
}
