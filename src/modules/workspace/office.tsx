import { EmptyState, renderPage, TabList } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
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
export function officeDeskPage(c: Ctx, waiting: Waiting[], hasOutbox: boolean): Response {
  const locale = c.get('locale');
  const t = workspaceTexts(locale).office;
  const places: [string, string][] = [
    ['/geschaeftsstelle/ueberblick', t.overview],
    ['/geschaeftsstelle/zugaenge', t.access],
    ['/pruefung', t.review],
    ['/geschaeftsstelle/anfragen', t.requests],
    ['/geschaeftsstelle/verzeichnisse', hsdsTexts(locale).title],
    ['/geschaeftsstelle/betreuung', casesTexts(locale).care.title],
    ['/faelle', casesTexts(locale).title],
    ['/redaktion', newsTexts(locale).desk.title],
    ['/trends', trendsTexts(locale).title],
    ['/transfer', researchTexts(locale).title],
    ['/geschaeftsstelle/verankerung', anchoringTexts(locale).office.title],
    ['/geschaeftsstelle/mittel', meansTexts(locale).title],
    ['/geschichtenwerkstatt', shopTexts(locale).title],
    ['/geschaeftsstelle/akkreditierung', accreditationTexts(locale).office.title],
    ['/geschaeftsstelle/bildung', qualificationTexts(locale).office.title],
    ['/austausch', accreditationTexts(locale).exchange.title],
    ['/nachweise/stellen', credentialsTexts(locale).issuersTitle],
    ['/abdeckung', coverageTexts(locale).title],
    ['/geschaeftsstelle/wegweiser', mentorTexts(locale).office.title],
    ['/geschaeftsstelle/netzwerke', regionsTexts(locale).office.title],
    ['/geschaeftsstelle/doppeltes', overlapTexts(locale).clusters.title],
    ['/standards', t.standards],
    ['/geschaeftsstelle/zahlen', t.figures],
    ['/geschaeftsstelle/betriebe', t.companies],
    ['/praedikate/pruefung', t.awards],
    ['/aufnahmen', t.admissions],
    ['/gremienarbeit', t.bodies],
    ['/geschaeftsstelle/konten', t.accounts],
    ['/geschaeftsstelle/daten', t.sheets],
    ['/geschaeftsstelle/datenschutz', t.privacy],
    ['/geschaeftsstelle/verlauf', t.trail],
    ...(hasOutbox ? ([['/geschaeftsstelle/postausgang', t.outbox]] as [string, string][]) : []),
  ];
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {waiting.length === 0 && <EmptyState title={t.nothing} />}
        {waiting.map((item) => (
          <div class="row" key={item.href + item.title}>
            <p class="row__text">
              <span class="tag">{t.kinds[item.kind]}</span> <a href={item.href}>{item.title}</a>
            </p>
            <span class="muted small">{t.since(formatDate(item.since, locale))}</span>
          </div>
        ))}
        <h2>{t.places}</h2>
        <TabList links={places} />
      </>
    ),
  });
}
